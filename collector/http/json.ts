import { CollectTrouble } from '../collector.ts';
import { type Exchange, exchange } from './exchange.ts';

/** An answer that was read as JSON; `value` is undefined where an error's answer was none. */
export interface JsonAnswer {
  readonly status: number;
  readonly value: unknown;
  /** ms that the server asks to be left alone, an hour at most */
  readonly retryAfterMs?: number;
}

/** No page of anybody's API is larger. */
const maxBytes = 16_777_216;

/** Nobody is left alone for longer on their word: a mistyped header would end the reading for good. */
const mostQuietSeconds = 3_600;

/** Asks an API. Throws `CollectTrouble` when nothing comes, or when a success holds no JSON; errors of the API are answers. */
export async function askJson(options: Omit<Exchange, 'maxBytes' | 'toleratesDistrust'>): Promise<JsonAnswer> {
  const { status, headers, body, isCut } = await exchange({ ...options, maxBytes });
  const { host, pathname } = options.url;
  const trouble = (reason: string) => new CollectTrouble(`${host}${pathname}: ${reason}`, { isUnreachable: false });
  if (isCut) throw trouble('answers more than 16 MiB');
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  const isWait = Number.isFinite(seconds) && seconds >= 0;
  const retry = isWait ? { retryAfterMs: Math.min(seconds, mostQuietSeconds) * 1_000 } : {};
  const text = body.toString('utf8');
  try {
    return { status, value: JSON.parse(text), ...retry };
  } catch {
    // an error may come from a proxy in front, with a page of its own
    if (status >= 400) return { status, value: undefined, ...retry };
    const isPage = /html/i.test(headers['content-type'] ?? '') || /^\s*</.test(text);
    throw trouble(
      isPage
        ? 'answers a web page instead of JSON: is a proxy or a sign-in page in between?'
        : `answers ${status} with what is no JSON`,
    );
  }
}

/** What an API said was wrong, for a technician: its own words, on one line. */
export function complaintOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return '';
  for (const key of ['message', 'error_description', 'error', 'errorCode']) {
    const said = Object.entries(value).find(([name]) => name === key)?.[1];
    if (typeof said === 'string' && said !== '') return `: ${said.replace(/\p{C}+/gu, ' ').slice(0, 160)}`;
  }
  return '';
}
