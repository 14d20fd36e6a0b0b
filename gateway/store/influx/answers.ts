import { isRecord } from '../../../devices/record.ts';
import { DeliveryError } from '../../domain/error.ts';
import type { InfluxAnswer } from './http.ts';

/**
 * What the engines say when they refuse lines for what stands in them: other answers with the same status come from a
 * proxy or a wrong setting, and must never cost a reading.
 */
const aboutTheLines =
  /partial write|unable to parse|field type conflict|retention policy|time outside range|limit exceeded|line protocol/i;
const aboutTheServer = /no space left|timeout|database not found/i;

/** What an answer other than success means: whose fault, what to do, and whether the same may be taken later. */
export function troubleOf({ status, text }: InfluxAnswer, url: string): DeliveryError {
  const said = messageOf(text);
  const at = `InfluxDB at ${url}`;
  const again = (words: string) => new DeliveryError(words, { retryable: true, status });
  if ((status === 400 || status === 422) && aboutTheLines.test(said) && !aboutTheServer.test(said)) {
    return new DeliveryError(said, { retryable: false, status });
  }
  if (status === 413) return new DeliveryError(said || 'the request is too large', { retryable: false, status });
  if (status === 401) {
    return again(`${at} does not know this token or password (${said}): correct "influxdb" or the user in "store"`);
  }
  if (status === 403) return again(`${at} does not allow this (${said}): give the token or user the right to it`);
  if (status === 404) return again(`${at} does not have it (404: ${said})`);
  if (status === 429 || status === 503)
    return again(`${at} is busy (${status}: ${said}): tried again until it takes all`);
  return again(`${at} answers ${status}: ${said}`);
}

/** The message in an answer's body, one line. */
export function messageOf(text: string): string {
  const body = parsed(text);
  if (!isRecord(body)) return oneLine(text);
  const about = Array.isArray(body.data) ? body.data.filter(isRecord).map((line) => line.error_message) : [];
  const words = [body.error, body.message, ...about.slice(0, 3)].filter((part) => typeof part === 'string');
  return oneLine(words.length > 0 ? words.join(': ') : text);
}

/** JSON, or undefined for what is none: a proxy's page. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // the caller shows the text itself
  }
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 400);
}
