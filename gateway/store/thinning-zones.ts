import { createZone, type Zone } from '../../devices/calendar/local-time.ts';
import type { Thinning } from '../domain/store.ts';

/** The zones of a thinning, each read once. */
export interface ThinningZones {
  of(device: string): Zone;
  readonly all: readonly Zone[];
}

export function createThinningZones({ timeZone, timeZones }: Pick<Thinning, 'timeZone' | 'timeZones'>): ThinningZones {
  const usual = createZone(timeZone);
  const byName = new Map([[timeZone, usual]]);
  for (const name of timeZones.values()) if (!byName.has(name)) byName.set(name, createZone(name));
  return {
    of: (device) => byName.get(timeZones.get(device) ?? timeZone) ?? usual,
    all: [...byName.values()],
  };
}
