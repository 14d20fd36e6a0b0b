import type { KeptMail } from '../../gateway/domain/mail.ts';
import type { MailProgress } from '../contract/mail.ts';

/** How far a mail has come, as clients see it. */
export function progressOf({ state, attempts, reason }: KeptMail): MailProgress {
  return {
    state: state.is,
    at: new Date(state.is === 'waiting' ? state.nextAt : state.at).toISOString(),
    attempts,
    ...(reason === undefined ? {} : { reason }),
  };
}
