import { type AddressRange, addressCount, addressText } from '../../devices/address-range.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import type { SnmpFound } from '../../devices/snmp-found.ts';
import type { SnmpCredentials } from './credentials.ts';
import { type Identified, identify } from './identify.ts';
import { openSession } from './session.ts';
import { createSockets } from './sockets.ts';
import { SnmpTrouble } from './trouble.ts';

/** A range of more addresses is scanned in parts: a person waits for it. */
export const scannedAtMost = 4_096;

export interface ScanOptions {
  readonly range: AddressRange;
  /** UDP, 161 unless said */
  readonly port?: number;
  readonly credentials: { readonly name: string; readonly secret: SnmpCredentials };
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  /** addresses that need not be asked */
  readonly isKnown: (address: string) => boolean;
  /** what was found, at `snmp:<address>[:<port>]`; the scan goes on once it is kept */
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

/** Asks each address of a range what it is, slowly; ends early, without an error, where the signal says so. */
export async function scan(options: ScanOptions): Promise<ScanProgress> {
  const { range, port = 161, credentials, catalogue, signal } = options;
  const { atOnce, perSecond, timeoutMs } = { ...limitsUnlessSaid, ...options.limits };
  const progress = { done: 0, total: addressCount(range), found: 0, known: 0, refused: 0 };
  const begun = performance.now();
  const sockets = createSockets();
  let next = range.first;

  async function askOne(address: string): Promise<void> {
    const place = port === 161 ? address : `${address}:${port}`;
    if (options.isKnown(place)) {
      progress.known++;
      return;
    }
    const identified = await ask(address);
    if (identified === undefined) return;
    progress.found++;
    await options.found(`snmp:${place}`, foundOf(identified, credentials.name));
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
    while (next <= range.last && !signal.aborted) {
      const address = addressText(next++);
      const due = begun + ((next - 1 - range.first) / perSecond) * 1_000;
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
