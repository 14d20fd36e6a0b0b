import { DeliveryError } from '../../domain/error.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Ask = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH',
  path: string,
  options?: { headers?: Record<string, string>; body?: unknown },
) => Promise<Answer>;

const timeoutMs = 10_000;
const answerAtMost = 1_000_000;

/** Asks a GLPI over HTTP, within ten seconds, following no redirect; throws a retryable `DeliveryError` where no answer came. */
export function createAsk(url: string, closing: AbortSignal): Ask {
  const { hostname } = new URL(url);
  return async (method, path, { headers = {}, body } = {}) => {
    try {
      const response = await fetch(`${url.replace(/\/+$/, '')}${path}`, {
        method,
        redirect: 'manual',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
        // GLPI wants a GET without a body
        ...(body !== undefined && { body: JSON.stringify(body) }),
        signal: AbortSignal.any([AbortSignal.timeout(timeoutMs), closing]),
      });
      return { status: response.status, body: jsonOf(await textOf(response)) };
    } catch (cause) {
      const reason = cause instanceof Error ? `${cause.message}${causeOf(cause)}` : String(cause);
      throw new DeliveryError(`${hostname}: ${reason}`, { retryable: true }, { cause });
    }
  };
}

/** What an answer that is not the wanted one means: `ERROR_NAME text` of GLPI, or the status. */
export function refused(what: string, { status, body }: Answer): DeliveryError {
  const said = Array.isArray(body) ? body.join(' ') : typeof body === 'string' ? body : JSON.stringify(body ?? '');
  const retryable = status >= 500 || status === 401 || status === 408 || status === 429;
  return new DeliveryError(`GLPI, ${what}: ${status} ${said}`.trim().slice(0, 300), { retryable, status });
}

/** GLPI takes HTML: what comes from devices and people stays text. */
export function asHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replaceAll('"', '&quot;').replaceAll('\n', '<br>');
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** What somebody wrote in GLPI's editor, as plain text. Its first API hands out HTML whose marks are entities themselves. */
export function asText(html: string): string {
  const marked = /&(#60|lt);(p|br|div|ul|ol|table)\b/i.test(html) ? entities(html) : html;
  const lines = marked.replaceAll(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n').replaceAll(/<[^>]*>/g, '');
  const text = entities(lines).replaceAll(/[ \t]+\n/g, '\n');
  return text.replaceAll(/\n{3,}/g, '\n\n').trim();
}

function entities(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hexadecimal, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** No more than a megabyte of an answer is read, whatever is sent. */
async function textOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    // leaving the loop ends the answer
    if (size >= answerAtMost) break;
  }
  return Buffer.concat(chunks).toString('utf8').slice(0, answerAtMost);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // a proxy's page; it is told as it is
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? ` (${error.cause.message})` : '';
}
