import { createTransport } from 'nodemailer';
import { DeliveryError } from '../domain/error.ts';
import type { Mail, MailSender, MailThread } from '../domain/mail.ts';

export interface SmtpServer {
  /** `smtp://user@host:587` (STARTTLS) or `smtps://user@host:465`; a user's name is percent-encoded */
  readonly url: string;
  readonly password?: string;
  /** `Vigie <vigie@exemple.fr>` */
  readonly from: string;
}

const here = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Sends through one SMTP server, a connection a mail. A password leaves only encrypted, unless the server is this machine;
 * without one, STARTTLS is used where it is offered.
 */
export function createSmtpSender({ url, password, from }: SmtpServer): MailSender {
  const closing = new AbortController();
  const { protocol, hostname, port, username } = new URL(url);
  const secure = protocol === 'smtps:';
  const user = decodeURIComponent(username);
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: user !== '' && !here.has(hostname),
    ...(user === '' ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: 20_000,
    greetingTimeout: 20_000,
    socketTimeout: 60_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      try {
        const sent = await transport.sendMail({ ...messageOf(mail, from), signal: closing.signal });
        return { answer: sent.response };
      } catch (error) {
        throw asDeliveryError(error, hostname);
      }
    },
    close: () => closing.abort(),
  };
}

/** A mail as nodemailer takes it. */
export function messageOf({ to, subject, text, html, thread }: Mail, from: string) {
  return {
    from,
    to: { name: '', address: to },
    subject,
    text,
    ...(html === undefined ? {} : { html }),
    ...(thread === undefined ? {} : inThread(thread)),
    // RFC 3834: no out-of-office answers to a machine
    headers: {
      'Auto-Submitted': 'auto-generated',
      ...(thread?.alert !== undefined && { 'X-Vigie-Alert': thread.alert }),
    },
  };
}

/** `In-Reply-To` is the first mail of the thread, `References` all that came before. */
function inThread({ messageId, references }: MailThread) {
  const bracketed = references.map((id) => `<${id}>`);
  const [first] = bracketed;
  return {
    messageId: `<${messageId}>`,
    ...(first !== undefined && { inReplyTo: first, references: bracketed }),
  };
}

/** RFC 5321, 4.2.1: a reply 5yz about this mail is for good, anything else may pass. Wrong credentials are ours to mend. */
function asDeliveryError(cause: unknown, host: string): DeliveryError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const reply = cause instanceof Error && 'responseCode' in cause ? cause.responseCode : undefined;
  const aboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  const retryable = !(aboutMail && (reply === undefined || (typeof reply === 'number' && reply >= 500)));
  return new DeliveryError(`${host}: ${reason.replaceAll(/\s+/g, ' ').slice(0, 300)}`, { retryable }, { cause });
}
