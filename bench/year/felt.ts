import type { Effect, Injection } from './fault-kinds.ts';

const blockMs = 6 * 3_600_000;
/** °C in the mean of six hours: what people feel, and what two sensors may differ by */
const leastFelt = 1;

/** Which faults of the heating were felt in their room: some of them, in mild weather, change nothing that anybody could see. */
export function createFelt() {
  const most = new Map<Injection, number>();
  return {
    /** The same effect, with how far it moves the temperature noted. */
    by(injection: Injection, metric: string, effect: Effect): Effect {
      if (metric !== 'air.temperature') return effect;
      let [block, sum, count] = [Number.NaN, 0, 0];
      return (time, value, healthy) => {
        const suffered = effect(time, value, healthy);
        if (time >= injection.to || Number.isNaN(suffered)) return suffered;
        const now = Math.floor(time / blockMs);
        if (now !== block) {
          if (count > 0) most.set(injection, Math.max(most.get(injection) ?? 0, sum / count));
          [block, sum, count] = [now, 0, 0];
        }
        sum += Math.abs(suffered - healthy);
        count++;
        return suffered;
      };
    },
    isFelt: (injection: Injection) => (most.get(injection) ?? 0) >= leastFelt,
  };
}
