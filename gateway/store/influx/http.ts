import { promisify } from 'node:util';
import { gzip as gzipped } from 'node:zlib';
import { DeliveryError } from '../../domain/error.ts';
import { createPoster } from './post-bytes.ts';

const compressed = promisify(gzipped);

/** One request to an InfluxDB. */
export interface InfluxRequest {
  readonly method?: 'GET' | 'POST';
  /** with the slash in front */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly contentType?: string;
}

/** Lines of a point each; `lines` is not to be changed before the answer. */
export interface InfluxWrite {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly lines: Uint8Array<ArrayBuffer>;
  readonly gzip: boolean;
}

export interface InfluxAnswer {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** Speaks HTTP with one InfluxDB; where no answer comes, or none in time, it throws a retryable `DeliveryError` in words. */
export interface InfluxHttp {
  readonly url: string;
  send(request: InfluxRequest): Promise<InfluxAnswer>;
  /** Posts line protocol. */
  write(request: InfluxWrite): Promise<InfluxAnswer>;
  /** The answer's body piece by piece once its status is 200; another status comes back as an answer. */
  stream(request: InfluxRequest, take: (piece: string) => void): Promise<InfluxAnswer | undefined>;
}

export interface InfluxHttpOptions {
  readonly url: string;
  /** the header that says who asks; asked anew for each request, so that a changed file counts */
  readonly authorization: () => string | undefined;
  /** a request that takes longer failed, ms */
  readonly timeoutMs: number;
}

/** Answers that are not streamed are short; a longer one is no InfluxDB's. */
const longestAnswer = 16 * 2 ** 20;

export function createInfluxHttp({ url, authorization, timeoutMs }: InfluxHttpOptions): InfluxHttp {
  const post = createPoster({ isTls: url.startsWith('https:'), longestAnswer });

  function address(path: string, query?: InfluxRequest['query']): string {
    return `${url}${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`;
  }

  function headersOf(contentType?: string): Record<string, string> {
    const who = authorization();
    return {
      ...(who !== undefined && { authorization: who }),
      ...(contentType !== undefined && { 'content-type': contentType }),
    };
  }

  async function request({ method = 'GET', path, query, body, contentType }: InfluxRequest) {
    return fetch(address(path, query), {
      method,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
      headers: headersOf(contentType),
      ...(body !== undefined && { body }),
    });
  }

  async function answerOf(response: Response): Promise<InfluxAnswer> {
    let text = '';
    await read(response, (piece) => {
      text += piece;
      if (text.length > longestAnswer) throw new Error('an answer of more than 16 MB');
    });
    return { status: response.status, header: (name) => response.headers.get(name) ?? undefined, text };
  }

  const inWords = (error: unknown): unknown => {
    if (error instanceof DeliveryError) return error;
    const name = error instanceof Error ? error.name : '';
    const code = causeOf(error);
    if (name === 'TimeoutError') {
      const message = `InfluxDB at ${url} did not answer within ${timeoutMs / 1000} s: is it overloaded, or cut off?`;
      return new DeliveryError(message, { retryable: true }, { cause: error });
    }
    const message = `InfluxDB at ${url} does not answer (${code}): is it running, and is the setting "store" its address?`;
    return new DeliveryError(message, { retryable: true }, { cause: error });
  };

  return {
    url,
    send: async (asked) => {
      try {
        return await answerOf(await request(asked));
      } catch (error) {
        throw inWords(error);
      }
    },
    write: async ({ path, query, lines, gzip }) => {
      const headers = { ...headersOf('text/plain; charset=utf-8'), ...(gzip && { 'content-encoding': 'gzip' }) };
      try {
        const body = gzip ? await compressed(lines) : lines;
        const answer = await post({ url: address(path, query), headers, body, timeoutMs });
        return { status: answer.status, header: (name) => headerOf(answer.headers[name]), text: answer.text };
      } catch (error) {
        throw inWords(error);
      }
    },
    stream: async (asked, take) => {
      try {
        const response = await request(asked);
        if (response.status !== 200) return await answerOf(response);
        await read(response, take);
        return undefined;
      } catch (error) {
        throw inWords(error);
      }
    },
  };
}

function headerOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

async function read(response: Response, take: (piece: string) => void): Promise<void> {
  if (response.body === null) return;
  const decoder = new TextDecoder();
  for await (const bytes of response.body) take(decoder.decode(bytes, { stream: true }));
  const rest = decoder.decode();
  if (rest !== '') take(rest);
}

/** `ECONNREFUSED` out of what fetch wraps twice. */
function causeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    if (!(at.cause instanceof Error)) return at.message;
  }
  return String(error);
}
