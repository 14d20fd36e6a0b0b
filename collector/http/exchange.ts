import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import { CollectTrouble } from '../collector.ts';
import { reasonOf } from './network-reason.ts';

/** One answer of an HTTP server, its body read no further than was asked. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  /** there was more than the bound lets in */
  readonly isCut: boolean;
  /** from the request to the answer's first byte */
  readonly latencyMs: number;
  readonly certificate?: LeafCertificate;
}

/** What the server showed of itself; `distrust` is why a browser would refuse it. */
export interface LeafCertificate {
  /** epoch ms */
  readonly validTo: number;
  readonly distrust?: string;
}

export interface Exchange {
  readonly url: URL;
  readonly signal: AbortSignal;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** PEM of the authorities that count beside nothing else */
  readonly ca?: string;
  readonly maxBytes: number;
  /** keeps connections for the next request; without one each has its own */
  readonly agent?: http.Agent;
  /** an untrusted certificate is told instead of ending the exchange: for checks, which send no secret */
  readonly toleratesDistrust?: boolean;
}

/** Sends one request, follows nothing. Throws `CollectTrouble` when no answer comes, with the network's reason. */
export async function exchange(options: Exchange): Promise<Answer> {
  const { url, signal, maxBytes } = options;
  const started = performance.now();
  try {
    const response = await answered(options).catch((error) => {
      // a kept connection that the server had closed meanwhile says nothing about the server
      if (error instanceof StaleConnection) return answered(options);
      throw error;
    });
    const latencyMs = performance.now() - started;
    const certificate = response.socket instanceof TLSSocket ? leafOf(response.socket) : undefined;
    const { body, isCut } = await bounded(response, maxBytes);
    const { statusCode: status = 0, headers } = response;
    return { status, headers, body, isCut, latencyMs, ...(certificate && { certificate }) };
  } catch (cause) {
    const { isUnreachable, reason } = reasonOf(cause, signal);
    throw new CollectTrouble(`${url.host}: ${reason}`, { isUnreachable, cause });
  }
}

class StaleConnection extends Error {}

function answered(options: Exchange): Promise<http.IncomingMessage> {
  const { url, signal, method = 'GET', headers = {}, body, ca, agent = false, toleratesDistrust = false } = options;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const common = {
      method,
      signal,
      headers: { 'user-agent': 'Vigie', 'accept-encoding': 'identity', ...headers, ...length },
      // a connection of its own: a check's latency includes the handshake, and it sees today's certificate
      agent,
    } as const;
    const request =
      url.protocol === 'https:'
        ? https.request(url, {
            ...common,
            ...(ca !== undefined && { ca }),
            rejectUnauthorized: !toleratesDistrust,
          })
        : http.request(url, common);
    request.once('response', resolve);
    // stays: a connection may also break after the answer began
    request.on('error', (error) => {
      const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      reject(isStale && !signal.aborted ? new StaleConnection() : error);
    });
    request.end(body);
  });
}

async function bounded(response: http.IncomingMessage, maxBytes: number): Promise<{ body: Buffer; isCut: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    chunks.push(part);
    if (bytes > maxBytes) break; // leaving the loop ends the connection
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isCut: bytes > maxBytes };
}

/** The certificate that a TLS connection was made with. */
export function leafOf(socket: TLSSocket): LeafCertificate | undefined {
  const validTo = Date.parse(socket.getPeerCertificate().valid_to);
  if (!Number.isFinite(validTo)) return undefined;
  if (socket.authorized) return { validTo };
  return { validTo, distrust: reasonOf({ code: socket.authorizationError }).reason };
}

/** Connections to one server, kept between requests: an API that is read page by page shakes hands once. */
export function createAgent(url: string): http.Agent {
  const options = { keepAlive: true, maxSockets: 2, maxFreeSockets: 1 };
  return url.startsWith('https:') ? new https.Agent(options) : new http.Agent(options);
}
