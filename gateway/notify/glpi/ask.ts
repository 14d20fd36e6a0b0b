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
      const text = (await response.text()).slice(0, answerAtMost);
      return { status: response.status, body: jsonOf(text) };
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
