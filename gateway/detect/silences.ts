import type { Condition } from '../domain/rule.ts';

interface Silence {
  readonly watch: number;
  readonly series: number;
  readonly device: string;
  readonly afterMs: number;
  /** the series of the device, where one of them must have been heard since */
  readonly among?: readonly number[];
}

/** Who has fallen silent; `heard` is the last sign of life of each series, by its number, epoch ms. */
export function createSilences(heard: readonly number[]) {
  const silences: Silence[] = [];
  /** where a device's clock is told wrong: such a device speaks, however little of it can be judged */
  const clocks = new Map<string, number>();

  return {
    tellsClock: (device: string, series: number) => void clocks.set(device, series),

    add(
      watch: number,
      { afterMs, alone }: Extract<Condition, { kind: 'silence' }>,
      of: { readonly number: number; readonly device: string; readonly siblings: readonly number[] },
    ): void {
      const among = alone === undefined ? {} : { among: of.siblings };
      silences.push({ watch, series: of.number, device: of.device, afterMs, ...among });
    },

    /** Tells each watch of whose series nothing came for too long, and what its last sign was; before `awakeSince` nobody was looking. */
    due(now: number, awakeSince: number, silent: (watch: number, last: number) => void): void {
      for (const { watch, series, device, afterMs, among } of silences) {
        const last = heard[series] ?? Number.NEGATIVE_INFINITY;
        if (last === Number.NEGATIVE_INFINITY) continue;
        // whose clock is wrong is not silent, which is another rule's to tell
        const spoke = heard[clocks.get(device) ?? -1] ?? last;
        if (!(now - Math.max(last, spoke, awakeSince) > afterMs)) continue;
        // else the whole device is silent, which is another rule's to tell
        const isAlone = among?.some((other) => (heard[other] ?? 0) - last > afterMs) ?? true;
        if (isAlone) silent(watch, last);
      }
    },
  };
}
