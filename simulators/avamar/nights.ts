import { keyOf, uniform } from '../chance.ts';

/** A protected machine of the simulated grid. */
export interface ProtectedClient {
  readonly cid: string;
  readonly name: string;
  readonly domain: string;
  readonly habit: Habit;
}

/** reliable · late at times · fails most nights · stopped being tried some days ago · backed up on weekdays only */
export type Habit = 'reliable' | 'careless' | 'failing' | 'gone' | 'weekdays';

/** One backup as the grid will tell it. Times in epoch ms. */
export interface Run {
  readonly id: string;
  readonly client: ProtectedClient;
  readonly scheduled: number;
  readonly activated: number;
  readonly completed: number;
  readonly state: string;
  readonly errorCode: number;
  readonly reason: string;
  readonly bytes: number;
}

export const dayMs = 86_400_000;
/** Nights begin at 21:00 UTC. */
const begins = 21 * 3_600_000;

/** The clients of so many members, named after their work; about one in twenty-five has something. */
export function clientsOf(members: readonly string[], perMember: number, seed: number): ProtectedClient[] {
  const jobs = ['etatcivil', 'compta', 'ged', 'sig', 'fichiers', 'messagerie', 'cantine', 'ad', 'web', 'paie'];
  return members.flatMap((member) =>
    Array.from({ length: perMember }, (_, index): ProtectedClient => {
      const name = `srv-${jobs[index % jobs.length]}-${String(index + 1).padStart(2, '0')}`;
      const cid = keyOf(seed, `${member}/${name}`).toString(16).padStart(8, '0').padStart(40, `${member.length}a`);
      return { cid, name, domain: `/clients/${member}`, habit: habitOf(uniform(keyOf(seed, cid), 0)) };
    }),
  );
}

function habitOf(chance: number): Habit {
  if (chance < 0.01) return 'gone';
  if (chance < 0.025) return 'failing';
  if (chance < 0.04) return 'careless';
  return chance < 0.1 ? 'weekdays' : 'reliable';
}

/**
 * How full the grid is on a day (since 1970), percent: it fills quicker since the first night that it
 * remembers, when members joined.
 */
export function fillAt(day: number, firstNight: number): number {
  const days = day - firstNight;
  return Math.min(99, Math.max(20, 71 + (days < 0 ? 0.05 : 0.15) * days));
}

/** What the appliance says of each outcome; the texts are its own. */
const endings = [
  { below: 0.955, state: 'SUCCESS', errorCode: 0, reason: 'Activity completed successfully.' },
  { below: 0.98, state: 'PARTIAL_SUCCESS', errorCode: 10_020, reason: 'Activity completed with exceptions.' },
  { below: 0.988, state: 'DROP_OUT', errorCode: 0, reason: 'Activity failed - client dropped out.' },
  { below: 0.994, state: 'MCS_CANNOT_FIND_USABLE_PROXY', errorCode: 0, reason: 'Activity failed - no proxy.' },
  { below: 1, state: 'START_TIME_OUT', errorCode: 0, reason: 'Activity failed - timed out before starting.' },
] as const;

/** The run of a client in the night that begins on day `night` (days since 1970, UTC); undefined where none was tried. */
export function runOf(client: ProtectedClient, night: number, goneSince: number): Run | undefined {
  const weekday = new Date(night * dayMs).getUTCDay();
  if (client.habit === 'weekdays' && (weekday === 0 || weekday === 6)) return undefined;
  if (client.habit === 'gone' && night >= goneSince) return undefined;
  const key = keyOf(night, client.cid);
  const luck = uniform(key, 1) + (client.habit === 'failing' ? 0.97 : client.habit === 'careless' ? 0.4 : 0);
  const ending = endings.find(({ below }) => Math.min(luck, 0.999_999) < below) ?? endings[0];
  const isDone = ending.state === 'SUCCESS' || ending.state === 'PARTIAL_SUCCESS';
  const scheduled = night * dayMs + begins;
  const activated = scheduled + Math.floor(uniform(key, 2) * 7 * 3_600_000);
  const size = 2e9 * 10 ** (uniform(keyOf(1, client.cid), 3) * 2.2);
  return {
    id: `9${night}${client.cid.slice(-8)}`,
    client,
    scheduled,
    activated,
    completed: activated + 60_000 + Math.floor(uniform(key, 4) * 2_400_000),
    state: ending.state,
    errorCode: ending.errorCode,
    reason: ending.reason,
    bytes: isDone ? Math.floor(size * (0.98 + 0.04 * uniform(key, 5))) : 0,
  };
}
