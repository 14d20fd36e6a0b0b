import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { linkAddress } from '../../dashboard/server/letters.ts';
import type { MailRoom } from '../../dashboard/server/server-parts.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import { startDelivery } from '../../gateway/notify/delivery.ts';
import { createSmtpSender } from '../../gateway/notify/smtp.ts';
import { createOutbox } from '../../gateway/state/create-outbox.ts';
import type { State } from '../../gateway/state/open-state.ts';
import type { ReadConfig } from '../config/read-config.ts';

/** What a mail server needs beside its own address, and what is missing or cannot be read; empty where none is named. */
export function mailMistakes(read: ReadConfig): string[] {
  if (!read.ok || read.config.notify.smtp === undefined) return [];
  const { http, notify } = read.config;
  const mistakes: string[] = [];
  const wants = (place: string[], message: string) => mistakes.push(read.mistakeAt(place, message));
  if (notify.from === undefined)
    wants(['notify', 'from'], 'is missing: mails need a sender, as Vigie <vigie@exemple.fr>');
  if (http.publicUrl === undefined) wants(['http', 'publicUrl'], 'is missing: links in mails begin with it');
  try {
    const named = new URL(notify.smtp ?? '').username !== '';
    if (named && passwordOf(notify) === undefined) {
      wants(['notify', 'smtpPasswordFile'], 'is missing: notify.smtp names a user, and a user has a password');
    }
  } catch {
    const file = notify.smtpPasswordFile;
    wants(['notify', 'smtpPasswordFile'], `"${file}" cannot be read: is the path right, and may Vigie read it?`);
  }
  return mistakes;
}

/** The outbox with what empties it, or undefined where no mail server is configured. */
export function startMail(parts: {
  config: Pick<Config, 'notify' | 'http'>;
  state: State;
  accounts: Accounts;
  log: Logger;
}): (MailRoom & AsyncDisposable) | undefined {
  const { notify, http } = parts.config;
  const { publicUrl } = http;
  const sender = smtpSenderOf(notify);
  if (sender === undefined || publicUrl === undefined) return undefined;
  const outbox = createOutbox(parts.state);
  const delivery = startDelivery({
    outbox,
    sender,
    async link({ user, purpose }) {
      const secret = await parts.accounts.links.issue(user, purpose, Date.now());
      return secret === undefined ? undefined : linkAddress(new URL(publicUrl).origin, purpose, secret);
    },
    now: Date.now,
    log: parts.log,
  });
  return {
    list: outbox.list,
    newestOf: outbox.newestOf,
    post: delivery.post,
    [Symbol.asyncDispose]: () => delivery[Symbol.asyncDispose](),
  };
}

/** By the configured mail server, or undefined where there is none. */
export function smtpSenderOf(notify: Config['notify']): MailSender | undefined {
  if (notify.smtp === undefined || notify.from === undefined) return undefined;
  const password = passwordOf(notify);
  return createSmtpSender({ url: notify.smtp, from: notify.from, ...(password !== undefined && { password }) });
}

function passwordOf({ smtpPassword, smtpPasswordFile }: Config['notify']): string | undefined {
  return smtpPassword ?? (smtpPasswordFile === undefined ? undefined : readFileSync(smtpPasswordFile, 'utf8').trim());
}
