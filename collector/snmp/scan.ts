import { type AddressRange, addressCount, addressesOf } from '../../devices/address-range.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import { snmpAddressText } from '../../devices/snmp-address.ts';
import type { SnmpFound } from '../../devices/snmp-found.ts';
import type { SnmpCredentials } from './credentials.ts';
import { type Identified, identify } from './identify.ts';
import { openSession } from './session.ts';
import { createSockets } from './sockets.ts';
import { SnmpTrouble } from './trouble.ts';

/** More addresses are scanned in parts: a person waits for it. Of IPv6 a /112, since their hosts stand further apart. */
export const scannedAtMost = { 4: 4_096, 6: 65_536 } as const;

export interface ScanOptions {
  readonly ranges: readonly AddressRange[];
  /** UDP, 161 unless said */
  readonly port?: number;
  readonly credentials: { readonly name: string; readonly secret: SnmpCredentials };
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  /** places that need not be asked, as `snmpAddressText` writes them */
  readonly isKnown: (place: string) => boolean;
  /** what was found, at such a place; the scan goes on once it is kept */
  readonly found: (place: string, found: SnmpFound) => Promise<void>;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly signal: AbortSignal;
  readonly limits?: Partial<ScanLimits>;
}

export interface ScanLimits {
  /** addresses asked at the same time */
  readonly atOnce: number;
  /** addresses begun in a second: a small line carries more than the scan */
  readonly perSecond: number;
  /** ms until an address is asked a second and last time */
  readonly timeoutMs: number;
}

export interface ScanProgress {
  /** addresses that are through */
  readonly done: number;
  readonly total: number;
  readonly found: number;
  /** addresses left out because a device has them */
  readonly known: number;
  /** addresses that answer and do not take our credentials */
  readonly refused: number;
}

const limitsUnlessSaid: ScanLimits = { atOnce: 32, perSecond: 50, timeoutMs: 1_000 };

/** Asks each address of some ranges what it is, slowly; ends early, without an error, where the signal says so. */
export async function scan(options: ScanOptions): Promise<ScanProgress> {
  const { ranges, port = 161, credentials, catalogue, signal } = options;
  const { atOnce, perSecond, timeoutMs } = { ...limitsUnlessSaid, ...options.limits };
  const progress = { done: 0, total: countOf(ranges), found: 0, known: 0, refused: 0 };
  const begun = performance.now();
  const sockets = createSockets();
  const addresses = ranges.values().flatMap(addressesOf);
  let begunCount = 0;

  async function askOne(address: string): Promise<void> {
    const place = snmpAddressText({ host: address, port });
    if (options.isKnown(place)) {
      progress.known++;
      return;
    }
    const identified = await ask(address);
    if (identified === undefined) return;
    progress.found++;
    await options.found(place, foundOf(identified, credentials.name));
  }

  async function ask(host: string): Promise<Identified | undefined> {
    using session = openSession({
      ...{ address: { host, port }, credentials: credentials.secret, signal },
      ...{ timeoutMs, retries: 1, sockets },
    });
    try {
      return await identify(session, catalogue);
    } catch (error) {
      if (!(error instanceof SnmpTrouble)) throw error;
      if (error.kind === 'refused') progress.refused++;
      return undefined;
    }
  }

  async function askInTurn(): Promise<void> {
    for (;;) {
      const { done, value: address } = signal.aborted ? { done: true, value: undefined } : addresses.next();
      if (done || address === undefined) return;
      const due = begun + (begunCount++ / perSecond) * 1_000;
      await pause(due - performance.now(), signal);
      if (signal.aborted) return;
      await askOne(address);
      progress.done++;
      options.onProgress?.({ ...progress });
    }
  }

  await Promise.all(Array.from({ length: atOnce }, askInTurn));
  return { ...progress };
}

export function countOf(ranges: readonly AddressRange[]): number {
  return Number(ranges.reduce((sum, range) => sum + addressCount(range), 0n));
}

function foundOf({ candidates, ...said }: Identified, credentials: string): SnmpFound {
  const short = (text: string) => text.slice(0, 1_000);
  return {
    types: candidates.slice(0, 10).map(({ type, why }) => ({ type, why: why.map(short) })),
    sysName: short(said.sysName),
    sysDescr: short(said.sysDescr),
    sysObjectID: short(said.sysObjectID),
    sysLocation: short(said.sysLocation),
    credentials,
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(0, ms));
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
