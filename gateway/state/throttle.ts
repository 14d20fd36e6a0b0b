import type { State } from './open-state.ts';
import { sha256 } from './secret.ts';

const minute = 60_000;
const forgottenAfter = 24 * 60 * minute;
const keptAtMost = 10_000;

/** So many attempts are free; then each doubles the wait, from one minute up to the longest. */
export interface Pace {
  /** keeps one kind of attempt apart from another */
  readonly name: string;
  readonly free: { readonly account: number; readonly address: number };
  readonly longestMinutes: { readonly account: number; readonly address: number };
}

/** CNIL 2022-100, case 2. */
const signingIn: Pace = { name: '', free: { account: 5, address: 20 }, longestMinutes: { account: 15, address: 15 } };

/** Slows down guessing, per account and per address; survives a restart. */
export interface Throttle {
  /** Counts an attempt before it is judged, so that parallel ones count too; until when one must wait, or undefined. */
  attempt(account: string | undefined, address: string, now: number): Promise<number | undefined>;
  /** It was the right person: the account starts afresh. The address doesn't, or one account of one's own would open all. */
  passed(account: string | undefined, address: string): Promise<void>;
}

export function createThrottle(state: State, pace: Pace = signingIn): Throttle {
  const { keysOf, accountKey, addressKey } = keysFor(pace);
  return {
    async attempt(account, address, now) {
      return state.transaction().execute(async (trx) => {
        const keys = keysOf(account, address);
        const known = await trx
          .selectFrom('attempts')
          .selectAll()
          .where(
            'id',
            'in',
            keys.map((key) => key.id),
          )
          .execute();
        const fresh = new Map(known.filter((row) => row.last_at > now - forgottenAfter).map((row) => [row.id, row]));
        const until = Math.max(...keys.map((key) => fresh.get(key.id)?.blocked_until ?? 0));
        if (until > now) return until;
        for (const { id, freeTries, longest } of keys) {
          const failures = (fresh.get(id)?.failures ?? 0) + 1;
          const wait = failures < freeTries ? 0 : Math.min(longest, 2 ** Math.min(failures - freeTries, 12)) * minute;
          const row = { failures, blocked_until: wait === 0 ? 0 : now + wait, last_at: now };
          await trx
            .insertInto('attempts')
            .values({ id, ...row })
            .onConflict((on) => on.column('id').doUpdateSet(row))
            .execute();
        }
        await trx
          .deleteFrom('attempts')
          .where('last_at', '<', now - forgottenAfter)
          .execute();
        await trx
          .deleteFrom('attempts')
          .where(
            'id',
            'in',
            trx.selectFrom('attempts').select('id').orderBy('last_at', 'desc').offset(keptAtMost).limit(keptAtMost),
          )
          .execute();
        return undefined;
      });
    },
    async passed(account, address) {
      const [own, from] = [account === undefined ? '' : accountKey(account), addressKey(address)];
      await state.deleteFrom('attempts').where('id', '=', own).execute();
      await state
        .updateTable('attempts')
        .set((row) => ({ failures: row('failures', '-', 1), blocked_until: 0 }))
        .where('id', '=', from)
        .where('failures', '>', 0)
        .execute();
    },
  };
}

/** Of IPv6 the /64: whoever has one address of it has them all. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address.replace(/^::ffff:/i, '');
  const [head = '', tail] = address.toLowerCase().split('::');
  const first = head.split(':').filter((group) => group !== '');
  const last = tail?.split(':').filter((group) => group !== '') ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  return [...first, ...new Array<string>(zeros).fill('0'), ...last].slice(0, 4).join(':');
}

function keysFor({ name, free, longestMinutes }: Pace) {
  const accountKey = (account: string) => sha256(`${name}account ${account.toLowerCase()}`);
  const addressKey = (address: string) => sha256(`${name}address ${networkOf(address)}`);
  return {
    accountKey,
    addressKey,
    keysOf(account: string | undefined, address: string): { id: string; freeTries: number; longest: number }[] {
      const from = { id: addressKey(address), freeTries: free.address, longest: longestMinutes.address };
      if (account === undefined) return [from];
      return [{ id: accountKey(account), freeTries: free.account, longest: longestMinutes.account }, from];
    },
  };
}
