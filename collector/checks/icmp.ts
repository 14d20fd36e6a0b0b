import { execFile } from 'node:child_process';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { type Finding, learntFrom } from './finding.ts';

export interface IcmpOptions {
  /** the program of iputils, `ping` of the PATH unless said */
  readonly program?: string;
  /** programs that run at the same time, 20 unless said; the others wait their turn */
  readonly atOnce?: number;
}

/** Three requests within a second, two more for the last answer: `-i` below 0.2 s is for root alone. */
const args = ['-n', '-q', '-c', '3', '-i', '0.3', '-W', '2'];
const timeoutMs = 10_000;

/**
 * Asks for echoes (RFC 792, RFC 4443) of `icmp:203.0.113.5`: `icmp.up` is 1 when one of three comes back, `icmp.latency` their mean
 * in ms, `icmp.loss` in percent. Node opens no raw sockets, so the system's `ping` is asked, which may.
 */
export function createIcmpCheck({ program = 'ping', atOnce = 20 }: IcmpOptions = {}): Collector {
  const turn = createTurns(atOnce);
  return {
    async ask(device, { signal }) {
      const host = hostOf(device);
      const end = await turn();
      try {
        return learntFrom(device, findingOf(host, await echo(program, host, signal)));
      } finally {
        end();
      }
    },
  };
}

interface Said {
  readonly out: string;
  readonly error: string;
}

function echo(program: string, host: string, signal: AbortSignal): Promise<Said> {
  // its words are read below, so they must be English
  const env = { PATH: process.env.PATH ?? '', LC_ALL: 'C' };
  const options = { signal, timeout: timeoutMs, maxBuffer: 16_384, env };
  return new Promise((resolve, reject) => {
    execFile(program, [...args, host], options, (error, out, said) => {
      if (error !== null && 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')) {
        const cure = 'install iputils-ping, or say in collector.ping where it is';
        reject(new CollectTrouble(`${program} cannot be run: ${cure}`, { isUnreachable: false, cause: error }));
      } else resolve({ out, error: said });
    });
  });
}

function findingOf(host: string, { out, error }: Said): Finding {
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(out) ?? [];
  if (sent === undefined || received === undefined)
    return { metrics: { 'icmp.up': 0 }, trouble: troubleOf(host, error) };
  const loss = { 'icmp.loss': Number(sent) === 0 ? 100 : Math.round(100 * (1 - Number(received) / Number(sent))) };
  if (Number(received) === 0) {
    return { metrics: { 'icmp.up': 0, ...loss }, trouble: { reason: `${host} answers no ping`, isUnreachable: true } };
  }
  const mean = /= [\d.]+\/([\d.]+)\//.exec(out)?.[1];
  return { metrics: { 'icmp.up': 1, ...loss, ...(mean !== undefined && { 'icmp.latency': Number(mean) }) } };
}

/** Why `ping` sent nothing; what it may not do says nothing about the host. */
function troubleOf(host: string, error: string): { reason: string; isUnreachable: boolean } {
  if (/not permitted|denied|lacking privilege|missing cap_net_raw/i.test(error)) {
    throw new CollectTrouble(
      'ping may not open its socket: as root, setcap cap_net_raw+ep on it, or widen net.ipv4.ping_group_range',
      { isUnreachable: false },
    );
  }
  const why = /not known|Temporary failure|No address/i.test(error)
    ? 'the name does not resolve'
    : /unreachable|No route|Invalid argument/i.test(error)
      ? 'no route to the host'
      : error
          .replace(/[\p{C}\s]+/gu, ' ')
          .trim()
          .slice(0, 120) || 'no answer in time';
  return { reason: `${host}: ${why}`, isUnreachable: true };
}

/** Never begins with a hyphen, so that an address is no option. */
function hostOf({ id, address = '' }: Device): string {
  const [, host] = /^icmp:([a-z0-9][a-z0-9.-]{0,252}|[0-9a-f:.]{2,45})$/i.exec(address) ?? [];
  if (host !== undefined) return host;
  throw new CollectTrouble(`${id}: its address must read icmp:203.0.113.5 or icmp:box.tartas.fr`, {
    isUnreachable: false,
  });
}

/** At most so many at a time; resolves with what ends the turn. */
function createTurns(atOnce: number): () => Promise<() => void> {
  let running = 0;
  const waiting: (() => void)[] = [];
  const end = () => {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  };
  return async () => {
    if (running < atOnce) running++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return end;
  };
}
