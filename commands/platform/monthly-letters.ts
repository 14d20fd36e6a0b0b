import type { Logger } from 'pino';
import { letterMail } from '../../dashboard/server/energy/letter-mail.ts';
import { type LetterParts as LetterData, letterOf } from '../../dashboard/server/energy/letter-of.ts';
import type { Letter } from '../../dashboard/server/energy/letter-page.ts';
import { scopeOf } from '../../dashboard/server/scope.ts';
import type { MailRoom } from '../../dashboard/server/server-parts.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import type { Territory } from '../../devices/territory.ts';
import { addMonths } from '../../gateway/calculate/energy-history.ts';
import type { Accounts, User } from '../../gateway/domain/account.ts';
import type { KeptTexts } from '../../gateway/domain/kept.ts';
import type { WishKeeper } from '../../gateway/domain/wish.ts';

export interface LetterParts {
  readonly mail: Pick<MailRoom, 'post'>;
  readonly publicUrl: string;
  readonly accounts: Pick<Accounts, 'users'>;
  readonly wishes: Pick<WishKeeper, 'of'>;
  readonly territory: () => Pick<Territory, 'organisations'>;
  /** the month of an organisation as its responsable may see it */
  readonly letter: (organisation: string, month: string, now: number) => Promise<Letter>;
  /** remembers the last month that was sent to each organisation */
  readonly kept: KeptTexts;
  /** IANA, of the agency's clocks */
  readonly timeZone: string;
  readonly log: Pick<Logger, 'warn' | 'info'>;
}

const hourMs = 3_600_000;
/** Sent from the first day at eight; who was stopped then still sends within the first days, later it would be no news. */
const days = { first: 1, last: 5 };
const fromHour = 8;
const usersAtMost = 10_000;

/**
 * Puts last month's letter of every organisation that has meters into the outbox, once, for each of its responsables who is
 * told things by mail; how many mails. Each is put into the outbox under a name of its own, so that a kill before the note of the
 * organisation puts none of them twice.
 */
export async function sendDueLetters(parts: LetterParts, now: number): Promise<number> {
  const { date, minute } = createZone(parts.timeZone).toLocal(now);
  const day = Number(date.slice(8));
  if (day < days.first || day > days.last || minute < fromHour * 60) return 0;
  const month = addMonths(date.slice(0, 7), -1);
  const responsables = await responsablesOf(parts);
  let sent = 0;
  for (const { id } of parts.territory().organisations.values()) {
    const people = responsables.filter(({ organisations }) => organisations.includes(id));
    const key = `letter ${id}`;
    if (people.length === 0 || (await parts.kept.read(key)) === month) continue;
    const letter = await parts.letter(id, month, now);
    if (letter.energy.supplies.some(({ amount, kWh }) => amount !== null || kWh !== null)) {
      for (const { email } of people) {
        await parts.mail.post(letterMail(letter, { to: email, publicUrl: parts.publicUrl, now }));
        sent++;
      }
    }
    await parts.kept.write(key, month);
  }
  return sent;
}

/** Those who chose channels without mail hear nothing by mail. */
async function responsablesOf({ accounts, wishes }: LetterParts): Promise<readonly User[]> {
  const found: User[] = [];
  for (const user of await accounts.users({ limit: usersAtMost })) {
    if (user.role !== 'responsable' || user.disabled || user.pending) continue;
    const own = await wishes.of(user.id);
    if (own === undefined || own.channels.mail !== undefined) found.push(user);
  }
  return found;
}

/** A month as a responsable of the organisation reads it, in French. */
export function storedMonth(parts: LetterData): LetterParts['letter'] {
  return (id, month, now) => {
    const scope = scopeOf({ role: 'responsable', organisations: [id] }, parts.territory());
    return letterOf({ scope, organisation: scope.organisation(id), month, now }, parts);
  };
}

/** Looks every hour whether letters are due; a failure is logged and tried again in an hour. */
export function startMonthlyLetters(parts: LetterParts, now: () => number): AsyncDisposable {
  let turn = Promise.resolve();
  const look = () => {
    turn = turn.then(async () => {
      try {
        const sent = await sendDueLetters(parts, now());
        if (sent > 0) parts.log.info({ sent }, 'monthly letters are in the outbox');
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        parts.log.warn({ reason }, 'monthly letters could not be made: they are tried again in an hour');
      }
    });
  };
  const timer = setInterval(look, hourMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await turn;
    },
  };
}
