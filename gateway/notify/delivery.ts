import { DeliveryError } from '../domain/error.ts';
import { linkPlace, type Mail, type MailSender, type NewMail, type Outbox } from '../domain/mail.ts';

const minute = 60_000;
const hour = 60 * minute;
/** After each failed try; the eleventh, a day and a half after the first, is the last. */
const waits = [1, 2, 5, 15, 30, 60, 180, 360, 720, 720].map((minutes) => minutes * minute);
const keptFor = 30 * 24 * hour;
const atOnce = 20;
/** Also without news: the clock may have jumped, the disk may have been full. */
const looksAgainEvery = 5 * minute;

export interface Delivery extends AsyncDisposable {
  /** Puts a mail into the outbox and sends it as soon as the server takes it; its id. */
  post(mail: NewMail): Promise<number>;
}

/** Sends what waits in the outbox, one mail after the other, again and again with growing waits, until it is taken. */
export function startDelivery(parts: {
  outbox: Outbox;
  sender: MailSender;
  /** The address of a mail's link, made now; undefined where nobody needs it any more. */
  link: (link: NonNullable<NewMail['link']>) => Promise<string | undefined>;
  now: () => number;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
}): Delivery {
  const { outbox, sender, now, log } = parts;
  let ended = false;
  let turn = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  function wake(): void {
    clearTimeout(timer);
    turn = turn.then(sendDue).catch((error: unknown) => {
      log.error({ err: error }, 'the outbox could not be read: it is tried again');
      sleep(looksAgainEvery);
    });
  }

  function sleep(ms: number): void {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(wake, Math.max(0, Math.min(ms, looksAgainEvery))).unref();
  }

  async function sendDue(): Promise<void> {
    if (ended) return;
    await outbox.purge(now() - keptFor);
    for (const mail of await outbox.due(now(), atOnce)) {
      if (ended) return;
      await tryOne(mail);
    }
    const next = await outbox.nextAt();
    sleep(next === undefined ? looksAgainEvery : next - now());
  }

  async function tryOne(mail: NewMail & { id: number; attempts: number }): Promise<void> {
    const { id, attempts, expiresAt } = mail;
    const giveUp = (reason: string) => outbox.settle(id, { is: 'failed', at: now() }, reason);
    if (expiresAt <= now()) return giveUp('it expired before the mail server took it');
    const ready = await filled(mail);
    if (ready === undefined) return giveUp('nobody needs it any more');
    if (mail.once !== undefined && !(await outbox.reserve(id))) {
      return giveUp('Vigie stopped while it left: it is not sent a second time');
    }
    try {
      const { answer } = await sender.send(ready);
      await outbox.settle(id, { is: 'sent', at: now() }, answer);
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      // what a stop cuts off goes again at the next start, but for what may have arrived
      if (ended) return;
      const wait = error.retryable ? waits[attempts] : undefined;
      if (wait === undefined) await giveUp(error.message);
      else await outbox.settle(id, { is: 'waiting', nextAt: now() + wait }, error.message);
      log.warn({ mail: id, reason: error.message, again: wait !== undefined }, 'a mail was not taken');
    }
  }

  async function filled({ to, subject, text, html, link }: NewMail): Promise<Mail | undefined> {
    const address = link === undefined ? '' : await parts.link(link);
    if (address === undefined) return undefined;
    return {
      to,
      subject,
      text: text.replaceAll(linkPlace, address),
      ...(html === undefined ? {} : { html: html.replaceAll(linkPlace, address) }),
    };
  }

  wake();
  return {
    async post(mail) {
      const id = await outbox.put(mail, now());
      wake();
      return id;
    },
    async [Symbol.asyncDispose]() {
      ended = true;
      clearTimeout(timer);
      sender.close();
      await turn;
    },
  };
}
