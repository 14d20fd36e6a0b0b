import { letterTo } from './letters.ts';
import type { ServerParts } from './server-parts.ts';

const waitingAtMost = 200;

export interface LostPasswords extends AsyncDisposable {
  /** Sends a link if this address has an account; the caller learns nothing, not even by how long it takes. */
  ask(email: string, now: number): void;
}

/** Answers lost passwords behind the caller's back: a known and an unknown address look the same from outside. */
export function createLostPasswords({ accounts, audit, mail, log }: ServerParts): LostPasswords {
  let turn = Promise.resolve();
  let waiting = 0;

  async function answer(email: string, now: number): Promise<void> {
    const user = await accounts.userByEmail(email);
    if (user === undefined || user.disabled || mail === undefined) return;
    await mail.post(letterTo(user, 'reset', now));
    await audit.record({ time: now, who: user.email, action: 'account.lost', subject: user.email, details: '' });
  }

  return {
    ask(email, now) {
      // a flood is throttled before it comes here; what still overflows may ask again
      if (waiting >= waitingAtMost) return;
      waiting++;
      turn = turn
        .then(() => answer(email, now))
        .catch((error: unknown) => log.error({ err: error }, 'a lost password could not be answered'))
        .finally(() => waiting--);
    },
    [Symbol.asyncDispose]: () => turn,
  };
}
