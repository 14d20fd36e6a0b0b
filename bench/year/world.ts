import { createZone } from '../../devices/calendar/local-time.ts';
import type { AlertWorld } from '../../gateway/alert/alert-world.ts';

/** A world without parents and maintenances, in which every device stands somewhere. */
export function worldOfBench(): AlertWorld {
  const zone = createZone('Europe/Paris');
  const [site, organisation] = ['bench', 'bench'];
  return {
    place: (device) => ({ device, site, organisation, zone }),
    reach: () => new Map(),
    maintenances: () => [],
    rule: () => undefined,
  };
}
