import { createHash } from 'node:crypto';
import type { MailSender } from '../domain/mail.ts';
import type { Courier, Notices } from '../domain/notice.ts';
import { type LetterSetting, letterAbout, letterAboutMany } from './letter.ts';

/**
 * Tells by e-mail, one thread an alert for each person. A mail's id follows from what it tells and to whom, so that one that
 * leaves twice, as the process died in between, is known as the same.
 */
export function createMailCourier(parts: {
  readonly sender: MailSender;
  readonly notices: Pick<Notices, 'thread'>;
  readonly letters: LetterSetting;
  /** the right side of every mail's id */
  readonly host: string;
}): Courier {
  const { sender, notices, letters, host } = parts;
  return {
    async send({ to, digest, notices: some, language, address }) {
      const [first] = some;
      if (first === undefined) return { answer: 'nothing to tell' };
      const who = createHash('sha256').update(to).digest('hex').slice(0, 12);
      const { told } = first;
      if (digest || some.length > 1) {
        const letter = letterAboutMany(
          some.map((one) => one.told),
          { ...letters, digest, language },
        );
        const messageId = `vigie-gathered-${first.id}.${who}@${host}`;
        const { answer } = await sender.send({ to: address, ...letter, thread: { messageId, references: [] } });
        // what comes later about one of these alerts begins a thread of its own
        return { answer };
      }
      const thread = await notices.thread(told.alert, to);
      const letter = letterAbout(told, language, letters);
      const messageId = `vigie-${told.alert}.${told.transition}.${who}@${host}`;
      const subject = thread?.subject ?? letter.subject;
      const { answer } = await sender.send({
        to: address,
        ...letter,
        subject: thread === undefined ? subject : `Re: ${subject}`,
        thread: { messageId, references: thread?.messageIds ?? [], alert: told.alert },
      });
      return { answer, mail: { messageId, subject } };
    },
  };
}
