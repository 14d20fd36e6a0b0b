import type { Api } from './api.ts';
import { midnight } from './calendar.ts';
import type { Link } from './link.ts';

/** What a counter had counted since midnight when it was asked, and its index then. */
interface Base {
  used: number | undefined;
  index: number | undefined;
  time: number;
}

const mostKept = 4000;
const atOnce = 6;

/**
 * What meters counted since midnight: asked once a meter and a day, then carried on by the live index.
 * At most six questions at a time, however many sites are on screen.
 */
export function createToday(api: Api, link: Link) {
  const bases = new Map<string, Base | 'asked'>();
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;

  function work(): void {
    while (running < atOnce) {
      const next = waiting.shift();
      if (next === undefined) return;
      running++;
      void next().finally(() => {
        running--;
        work();
      });
    }
  }

  async function ask(key: string, device: string, metric: string, from: number): Promise<void> {
    try {
      const day = await api.readings({ device, metric, from, to: from + 26 * 3_600_000, step: '1d', fn: 'delta' });
      const reading = link.of(device)?.get(metric);
      bases.set(key, { used: day.values[0] ?? undefined, index: reading?.value, time: Date.now() });
      link.touch(device);
    } catch {
      // No number is shown; the next render after a minute asks again.
      bases.set(key, { used: undefined, index: undefined, time: Date.now() });
    }
  }

  return {
    /** Undefined while unknown; asks for it the first time, and the devices' followers are called when it is there. */
    used(device: string, metric: string, timeZone: string, now: number): number | undefined {
      const from = midnight(now, timeZone);
      const key = `${device} ${metric} ${from}`;
      const base = bases.get(key);
      if (base === 'asked') return undefined;
      const index = link.of(device)?.get(metric)?.value;
      const replaced = base?.index !== undefined && index !== undefined && index < base.index;
      const empty = base !== undefined && (base.used === undefined || base.index === undefined);
      if (base === undefined || replaced || (empty && now - base.time > 60_000)) {
        if (bases.size >= mostKept) bases.clear();
        bases.set(key, 'asked');
        waiting.push(() => ask(key, device, metric, from));
        work();
        return replaced ? base?.used : undefined;
      }
      if (base.used === undefined) return undefined;
      return base.used + (index === undefined || base.index === undefined ? 0 : index - base.index);
    },
  };
}
export type Today = ReturnType<typeof createToday>;
