import { request as http } from 'node:http';
import { request as https } from 'node:https';
import { DeliveryError } from '../domain/error.ts';

export interface Posting {
  readonly url: string;
  readonly body: string | Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** PEM text of who vouches for the other side's certificate, beside the usual ones */
  readonly ca?: string;
  /** cuts it off */
  readonly closing?: AbortSignal;
}

const timeoutMs = 10_000;
const answerAtMost = 4_096;

/**
 * Hands something to another program over HTTP, within ten seconds, reading at most 4 kB of its answer. Follows no redirect:
 * what was configured is what is asked, and nothing else. Resolves with the answer of a 2xx; throws `DeliveryError`, to be
 * tried again on 408, 425, 429, 5xx and where no answer came.
 */
export async function post(posting: Posting): Promise<string> {
  const { hostname } = new URL(posting.url);
  const { status, text } = await exchange(posting);
  const said = text.replaceAll(/\s+/g, ' ').trim().slice(0, 300);
  if (status >= 200 && status < 300) return `${status} ${said}`.trim();
  if (status >= 300 && status < 400) {
    const message = `${hostname}: answers ${status}, a redirect, which is not followed: name its final address`;
    throw new DeliveryError(message, { retryable: false, status });
  }
  const retryable = status >= 500 || status === 408 || status === 425 || status === 429;
  throw new DeliveryError(`${hostname}: ${`${status} ${said}`.trim()}`, { retryable, status });
}

function exchange({ url, body, headers, ca, closing }: Posting) {
  const { hostname, protocol } = new URL(url);
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const failed = (cause: Error) => {
      const reason = 'code' in cause ? `${cause.message} (${String(cause.code)})` : cause.message;
      reject(new DeliveryError(`${hostname}: ${reason}`, { retryable: true }, { cause }));
    };
    const ask = (protocol === 'https:' ? https : http)(url, {
      method: 'POST',
      headers: { 'User-Agent': 'Vigie', 'Content-Length': Buffer.byteLength(body), ...headers },
      // the other side's answer as a whole, however slowly it comes
      signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(closing === undefined ? [] : [closing])]),
      agent: false,
      ...(ca !== undefined && { ca }),
    });
    ask.on('error', (error) =>
      failed(error.name === 'TimeoutError' || error.name === 'AbortError' ? new Error('no answer in 10 s') : error),
    );
    ask.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8').slice(0, answerAtMost),
        });
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= answerAtMost) return;
        done();
        response.destroy();
      });
      response.on('end', done);
      response.on('error', failed);
    });
    ask.end(body);
  });
}
