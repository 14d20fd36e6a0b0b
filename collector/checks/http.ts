import { rootCertificates } from 'node:tls';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { type Answer, exchange } from '../http/exchange.ts';
import { type CheckOptions, certificateDays, type Finding, learntFrom, patience } from './finding.ts';

const maxRedirects = 5;
const maxBytes = 1_048_576;

/**
 * Opens a web page as a visitor would: `http.up` is 1 when it answers 200–299, behind a certificate that a browser takes,
 * with the words that the device expects; `http.latency` ms until the answer began, redirects included; `tls.days` of the
 * page's own certificate. At most 5 redirects and the first MiB of the page.
 */
export function createHttpCheck(options: CheckOptions = {}): Collector {
  const ca = options.ca === undefined ? undefined : [...rootCertificates, options.ca].join('\n');
  return {
    async ask(device, { now, signal }) {
      const within = patience(signal, options);
      try {
        const { answer, latencyMs, distrust } = await visit(addressOf(device), within, ca);
        const latency = { 'http.latency': Math.round(latencyMs), ...certificateDays(answer.certificate, now) };
        const reason = distrust ?? wrongWith(answer, device.expect);
        return learntFrom(device, finding(latency, reason));
      } catch (error) {
        if (!(error instanceof CollectTrouble) || error.learnt.length > 0 || error instanceof AddressTrouble)
          throw error;
        const { message: reason, isUnreachable } = error;
        return learntFrom(device, { metrics: { 'http.up': 0 }, trouble: { reason, isUnreachable } });
      }
    },
  };
}

/** The address is wrong, so nothing was learnt of the site. */
class AddressTrouble extends CollectTrouble {}

function finding(metrics: Readonly<Record<string, number>>, reason: string | undefined): Finding {
  if (reason === undefined) return { metrics: { 'http.up': 1, ...metrics } };
  return { metrics: { 'http.up': 0, ...metrics }, trouble: { reason, isUnreachable: false } };
}

async function visit(start: URL, signal: AbortSignal, ca: string | undefined) {
  let url = start;
  let latencyMs = 0;
  let distrust: string | undefined;
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await exchange({ url, signal, maxBytes, toleratesDistrust: true, ...(ca !== undefined && { ca }) });
    latencyMs += answer.latencyMs;
    // a visitor is stopped by the first one that is refused, wherever it leads
    if (answer.certificate?.distrust !== undefined) distrust ??= `${url.host}: ${answer.certificate.distrust}`;
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return { answer, latencyMs, distrust };
    url = redirected(url, location);
  }
  throw new CollectTrouble(`${start.host}: redirects more than ${maxRedirects} times, last to ${url.host}`, {
    isUnreachable: false,
  });
}

function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to !== undefined && (to.protocol === 'https:' || to.protocol === 'http:')) return to;
  throw new CollectTrouble(`${from.host}: redirects to what is no web address`, { isUnreachable: false });
}

function wrongWith({ status, headers, body, isCut }: Answer, expect: string | undefined): string | undefined {
  if (status < 200 || status > 299) return `answers ${status}`;
  if (expect === undefined || plain(textOf(body, headers['content-type'])).includes(plain(expect))) return undefined;
  return `the page does not hold “${expect}”${isCut ? ' in its first MiB' : ''}`;
}

/** The page's letters by the character set that it says; town halls have old pages. */
function textOf(body: Buffer, type = ''): string {
  const charset =
    /charset="?([\w-]+)/i.exec(type)?.[1] ??
    /<meta[^>]+charset=["']?([\w-]+)/i.exec(body.toString('latin1', 0, 1024))?.[1];
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(body);
  } catch (error) {
    // the Encoding standard's answer to a name that it does not know
    if (error instanceof RangeError) return body.toString('utf8');
    throw error;
  }
}

/** More marks on one letter than anybody writes (UAX #15, stream-safe text) take minutes to put in order. */
const tooManyMarks = /(\p{M}{30})\p{M}+/gu;

function plain(text: string): string {
  return text.replace(tooManyMarks, '$1').normalize('NFC').replace(/[’]/g, "'").replace(/\s+/g, ' ').toLowerCase();
}

function addressOf(device: Device): URL {
  const written = device.address;
  const url = written !== undefined && URL.canParse(written) ? new URL(written) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AddressTrouble(`${device.id}: its address must be what a visitor types, as https://www.tartas.fr/`, {
      isUnreachable: false,
    });
  }
  if (url.username === '' && url.password === '') return url;
  throw new AddressTrouble(`${device.id}: its address holds a password: take it out`, { isUnreachable: false });
}
