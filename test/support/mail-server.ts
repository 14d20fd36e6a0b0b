import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';

/** A letter as a mail program shows it. */
export interface Letter {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly raw: string;
}

/** A real SMTP server on a port of this machine that keeps what it takes. `answer` may refuse a recipient with a reply code. */
export async function startMailServer(
  options: {
    host?: string;
    port?: number;
    answer?: (to: string) => number | undefined;
    login?: { user: string; pass: string };
  } = {},
) {
  const letters: Letter[] = [];
  const server = new SMTPServer({
    disabledCommands: options.login === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth({ username, password }, _session, done) {
      const right = username === options.login?.user && password === options.login?.pass;
      done(right ? null : new Error('Invalid credentials'), right ? { user: username } : undefined);
    },
    onRcptTo({ address }, _session, done) {
      const code = options.answer?.(address);
      done(code === undefined ? null : Object.assign(new Error('said the test'), { responseCode: code }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        letters.push(letterOf(to, Buffer.concat(chunks).toString('utf8')));
        done();
      });
    },
  });
  const listening = server.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  await once(listening, 'listening');
  const bound = listening.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    letters,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** The link in a letter. */
export function linkIn({ text }: Letter): URL {
  const found = /https?:\/\/\S+#\S+/.exec(text)?.[0];
  if (found === undefined) throw new Error(`no link in: ${text}`);
  return new URL(found);
}

function letterOf(to: string, raw: string): Letter {
  const header = (name: string) => new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'mi').exec(raw)?.[1] ?? '';
  return {
    to,
    from: header('from'),
    subject: words(header('subject')),
    text: part(raw, 'text/plain'),
    html: part(raw, 'text/html'),
    raw,
  };
}

function part(raw: string, type: string): string {
  const at = raw.indexOf(`Content-Type: ${type}`);
  if (at === -1) return '';
  const [head = '', ...body] = raw.slice(at).split('\r\n\r\n');
  const text = body.join('\r\n\r\n').split(/\r\n--/)[0] ?? '';
  if (/base64/i.test(head)) return Buffer.from(text, 'base64').toString('utf8');
  return /quoted-printable/i.test(head) ? quoted(text.replaceAll('=\r\n', '')) : text;
}

/** RFC 2047. */
function words(text: string): string {
  return text.replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=\s*/gi, (_, kind: string, content: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(content, 'base64').toString('utf8') : quoted(content.replaceAll('_', ' ')),
  );
}

function quoted(text: string): string {
  const bytes = text.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  // what was not quoted is ASCII already
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
