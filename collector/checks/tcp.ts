import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { rootCertificates, connect as secureConnect, TLSSocket } from 'node:tls';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { leafOf } from '../http/exchange.ts';
import { reasonOf } from '../http/network-reason.ts';
import { type CheckOptions, certificateDays, type Finding, learntFrom, patience } from './finding.ts';

const maxGreeting = 1_024;

/**
 * Connects to a service, `tcp://host:25` or `tls://host:993`: `tcp.up` is 1 when it takes the connection, its certificate
 * is one that a client accepts, and its greeting begins as the device expects; `tcp.latency` ms to connect, `tls.days`.
 */
export function createTcpCheck(options: CheckOptions = {}): Collector {
  const ca = options.ca === undefined ? undefined : [...rootCertificates, options.ca];
  return {
    async ask(device, { now, signal }) {
      const address = addressOf(device);
      return learntFrom(device, await check({ ...address, device, now, ca, signal: patience(signal, options) }));
    },
  };
}

interface Asked {
  readonly device: Device;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly now: number;
  readonly ca: readonly string[] | undefined;
  readonly signal: AbortSignal;
}

async function check({ device, host, port, isSecure, now, ca, signal }: Asked): Promise<Finding> {
  const name = `${host}:${port}`;
  const started = performance.now();
  // an untrusted certificate is told below, with its days; nothing is sent through it
  const secure = { host, port, rejectUnauthorized: false, servername: /[a-z]/i.test(host) ? host : '' };
  const socket: Socket = isSecure
    ? secureConnect({ ...secure, ...(ca !== undefined && { ca: [...ca] }) })
    : connect({ host, port });
  addAbortSignal(signal, socket);
  try {
    await once(socket, isSecure ? 'secureConnect' : 'connect', { signal });
    const metrics = { 'tcp.latency': Math.round(performance.now() - started) };
    const leaf = socket instanceof TLSSocket ? leafOf(socket) : undefined;
    const known = { ...metrics, ...certificateDays(leaf, now) };
    const reason = leaf?.distrust ?? (await wrongGreeting(socket, device.expect, signal));
    if (reason === undefined) return { metrics: { 'tcp.up': 1, ...known } };
    return { metrics: { 'tcp.up': 0, ...known }, trouble: { reason: `${name}: ${reason}`, isUnreachable: false } };
  } catch (error) {
    const { isUnreachable, reason } = reasonOf(error, signal);
    return { metrics: { 'tcp.up': 0 }, trouble: { reason: `${name}: ${reason}`, isUnreachable } };
  } finally {
    // what breaks while we hang up is nobody's news
    socket.on('error', () => {});
    socket.destroy();
  }
}

async function wrongGreeting(socket: Socket, expect: string | undefined, signal: AbortSignal) {
  if (expect === undefined) return undefined;
  let greeting = '';
  try {
    for await (const chunk of socket.setEncoding('latin1')) {
      greeting += String(chunk);
      if (greeting.length >= expect.length || greeting.length >= maxGreeting) break;
    }
  } catch (error) {
    // it took the connection, so it is there
    if (signal.aborted) return 'takes connections but does not greet in time';
    throw error;
  }
  if (greeting.startsWith(expect)) return undefined;
  const said = greeting
    .slice(0, 60)
    .replace(/\p{C}+/gu, ' ')
    .trim();
  return `greets with “${said}”, not with “${expect}”`;
}

function addressOf(device: Device): Pick<Asked, 'host' | 'port' | 'isSecure'> {
  const match = /^(tcp|tls):\/\/(\[[0-9a-f:]+\]|[^\s:/@]+):(\d{1,5})\/?$/i.exec(device.address ?? '');
  const port = Number(match?.[3]);
  if (match?.[2] === undefined || !(port >= 1 && port <= 65_535)) {
    throw new CollectTrouble(`${device.id}: its address must read tcp://host:25 or tls://host:993`, {
      isUnreachable: false,
    });
  }
  return { host: match[2].replace(/^\[|\]$/g, ''), port, isSecure: match[1]?.toLowerCase() === 'tls' };
}
