import { uniform } from '../chance.ts';
import { bustle, type Moment } from './moment.ts';

/** What the played firewall says of itself, in the codes of its MIB (SFOS-FIREWALL-MIB). */
export interface FirewallAt {
  readonly users: number;
  readonly memory: number;
  readonly swap: number;
  readonly disk: number;
  readonly processors: readonly number[];
  /** in the MIB's order: 0 untouched, 3 running, 5 stopped */
  readonly services: readonly number[];
  /** in the MIB's order: 2 never subscribed, 3 subscribed, 4 expired; the day it ends, as `Jan 15 2027` */
  readonly licences: readonly { readonly state: number; readonly until: string | undefined }[];
  /** 1 active, 2 partly */
  readonly tunnelState: number;
}

const running = [2, 5, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
const months = ['Jan', 'Mar', 'Apr', 'Jun', 'Aug', 'Sep', 'Oct', 'Dec'];

export function firewallAt(moment: Moment): FirewallAt {
  const { key, time } = moment;
  const busy = bustle(moment);
  const stops = uniform(key, 7) < 0.15;
  const lapsed = uniform(key, 12) < 0.2;
  const year = new Date(time).getUTCFullYear() + 1;
  return {
    users: Math.round(busy * (8 + 30 * uniform(key, 11))),
    memory: Math.round(48 + 25 * uniform(key, 9) + 8 * busy),
    swap: Math.round(2 + 6 * uniform(key, 10)),
    disk: Math.round(18 + 40 * uniform(key, 8)),
    processors: [1, 2].map(() => Math.round(5 + 40 * busy)),
    services: Array.from({ length: 21 }, (_, n) => {
      if (!running.includes(n + 1)) return 0;
      return n + 1 === 10 && stops ? 5 : 3;
    }),
    licences: Array.from({ length: 9 }, (_, n) => {
      if (n >= 4) return { state: 2, until: undefined };
      return { state: n === 2 && lapsed ? 4 : 3, until: `${months[(n + key) & 7]} 15 ${year}` };
    }),
    tunnelState: uniform(key, 13) < 0.1 ? 2 : 1,
  };
}
