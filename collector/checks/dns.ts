import { Resolver } from 'node:dns/promises';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { type CheckOptions, type Finding, learntFrom, patience } from './finding.ts';

const kinds = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT'] as const;
type Kind = (typeof kinds)[number];

/**
 * Resolves a name as a DNS URI says (RFC 4501: `dns:[//server/]name[?type=MX]`), with the system's servers unless it names
 * one: `dns.up` is 1 when there is an answer, and the record that the device expects is in it; `dns.latency` in ms.
 */
export function createDnsCheck(options: CheckOptions = {}): Collector {
  return {
    async ask(device, { signal }) {
      const question = questionOf(device);
      return learntFrom(device, await check(question, device.expect, patience(signal, options)));
    },
  };
}

interface Question {
  readonly name: string;
  readonly kind: Kind;
  readonly server?: string;
}

async function check(
  { name, kind, server }: Question,
  expect: string | undefined,
  signal: AbortSignal,
): Promise<Finding> {
  const resolver = new Resolver({ timeout: 2_000, tries: 3 });
  if (server !== undefined) useServer(resolver, server);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  const started = performance.now();
  try {
    signal.throwIfAborted();
    const records = await recordsOf(resolver, name, kind);
    const metrics = { 'dns.latency': Math.round(performance.now() - started) };
    if (expect === undefined || records.includes(expect.toLowerCase())) return { metrics: { 'dns.up': 1, ...metrics } };
    const reason = `${name} ${kind}: “${expect}” is not among the answers: ${shown(records)}`;
    return { metrics: { 'dns.up': 0, ...metrics }, trouble: { reason, isUnreachable: false } };
  } catch (error) {
    const { reason, isUnreachable } = reasonOf(error, signal);
    return { metrics: { 'dns.up': 0 }, trouble: { reason: `${name} ${kind}: ${reason}`, isUnreachable } };
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** A server is asked by its address: a name would need another to resolve it. */
function useServer(resolver: Resolver, server: string): void {
  try {
    resolver.setServers([server]);
  } catch (cause) {
    const reason = `"${server.slice(0, 80)}" is no name server: write its IP address, as dns://192.0.2.53/tartas.fr`;
    throw new CollectTrouble(reason, { isUnreachable: false, cause });
  }
}

async function recordsOf(resolver: Resolver, name: string, kind: Kind): Promise<string[]> {
  const lower = (records: readonly string[]) => records.map((record) => record.toLowerCase());
  switch (kind) {
    case 'A':
      return lower(await resolver.resolve4(name));
    case 'AAAA':
      return lower(await resolver.resolve6(name));
    case 'CNAME':
      return lower(await resolver.resolveCname(name));
    case 'NS':
      return lower(await resolver.resolveNs(name));
    case 'TXT':
      return lower((await resolver.resolveTxt(name)).map((parts) => parts.join('')));
    case 'MX':
      return lower((await resolver.resolveMx(name)).map(({ exchange }) => exchange));
  }
}

/** The answers of c-ares by their names in node. */
function reasonOf(error: unknown, signal: AbortSignal): { reason: string; isUnreachable: boolean } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (signal.aborted || code === 'ETIMEOUT' || code === 'ECANCELLED') {
    return { reason: 'the name server does not answer', isUnreachable: true };
  }
  if (code === 'ECONNREFUSED') return { reason: 'the name server refuses the connection', isUnreachable: true };
  if (code === 'ENOTFOUND') return { reason: 'the name does not exist', isUnreachable: false };
  if (code === 'ENODATA') return { reason: 'the name has no such record', isUnreachable: false };
  return { reason: `the name server answers ${String(code ?? error).slice(0, 80)}`, isUnreachable: false };
}

function shown(records: readonly string[]): string {
  return records.slice(0, 3).join(', ').replace(/\p{C}/gu, '?').slice(0, 120);
}

function questionOf(device: Device): Question {
  const match = /^dns:(?:\/\/([^/\s]+)\/)?([a-z0-9._-]{1,253})(?:\?type=([a-z]+))?$/i.exec(device.address ?? '');
  const [, server, name] = match ?? [];
  const kind = kinds.find((one) => one === (match?.[3] ?? 'A').toUpperCase());
  if (name !== undefined && kind !== undefined) return { name, kind, ...(server !== undefined && { server }) };
  throw new CollectTrouble(
    `${device.id}: its address must read dns:tartas.fr or dns:tartas.fr?type=MX, of type ${kinds.join(', ')}`,
    { isUnreachable: false },
  );
}
