import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import { countOf, type ScanProgress, scan, scannedAtMost } from '../../collector/snmp/scan.ts';
import type { Config } from '../../config.ts';
import { type AddressRange, isWithin, parseAddressRange, parseAddressRanges } from '../../devices/address-range.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { didYouMean } from '../../devices/did-you-mean.ts';
import { parseSnmpAddress, snmpAddressText } from '../../devices/snmp-address.ts';
import type { Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Accept, Sender } from '../../gateway/domain/intake.ts';

/** Which addresses somebody wants to have asked, and with which credentials of the settings. */
export interface ScanOrder {
  readonly range: string;
  readonly credentials: string;
  /** UDP, 161 unless said */
  readonly port?: number;
}

/** The scan that runs, or the last one. */
export interface ScanState extends ScanProgress {
  readonly range: string;
  readonly credentials: string;
  /** epoch ms */
  readonly startedAt: number;
  readonly is: 'running' | 'done' | 'stopped' | 'failed';
  /** why it failed */
  readonly reason?: string;
}

/** Looks through ranges of addresses, one at a time, and puts what it finds into the discovery. */
export interface Discovering extends AsyncDisposable {
  /** Begins and comes back at once; throws `VigieError` where the order cannot be followed. */
  begin(order: ScanOrder): ScanState;
  /** undefined before the first */
  state(): ScanState | undefined;
  stop(): void;
  /** names of credentials that may be chosen */
  readonly credentials: readonly string[];
  /** where one may look */
  readonly ranges: readonly string[];
}

const sender: Sender = { id: 'discovery', mayPublish: () => true, mayWrite: () => true };

export function createDiscovering(parts: {
  config: Config['collector'];
  credentials: ReadonlyMap<string, SnmpCredentials>;
  territory: () => Territory;
  accept: Accept;
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
}): Discovering {
  const { credentials } = parts;
  const { ranges } = parts.config.discovery;
  let state: ScanState | undefined;
  let running = Promise.resolve();
  let ending = new AbortController();

  function begin({ range: written, credentials: name, port }: ScanOrder): ScanState {
    if (state?.is === 'running')
      throw new VigieError('conflict', `${state.range} is being looked through: wait, or stop it`);
    const asked = rangesOf(written);
    const secret = credentials.get(name);
    if (secret === undefined) {
      const hint = didYouMean(name, credentials.keys());
      throw new VigieError('invalid', `collector.credentials has no "${name}".${hint}`);
    }
    const progress = { done: 0, total: countOf(asked), found: 0, known: 0, refused: 0 };
    state = { ...progress, range: written, credentials: name, startedAt: Date.now(), is: 'running' };
    const begun = state;
    ending = new AbortController();
    const { signal } = ending;
    const known = new Set([...parts.territory().devices.values()].map(({ address = '' }) => placeOf(address)));
    const move = (change: Partial<ScanState>) => {
      state = { ...begun, ...state, ...change };
    };
    running = scan({
      ...{ ranges: asked, catalogue, signal, credentials: { name, secret }, ...(port !== undefined && { port }) },
      isKnown: (place) => known.has(place),
      async found(place, found) {
        await parts.accept(sender, [{ topic: place.replace(':', '/'), payload: Buffer.from(JSON.stringify(found)) }]);
      },
      onProgress: move,
    }).then(
      (end) => {
        move({ ...end, is: signal.aborted ? 'stopped' : 'done' });
        parts.log.info({ range: written, ...end }, 'a range was looked through');
      },
      (error: unknown) => {
        ending.abort();
        const reason = error instanceof Error ? error.message : String(error);
        move({ is: 'failed', reason });
        parts.log.warn({ range: written, reason }, 'a range could not be looked through');
      },
    );
    return state;
  }

  function rangesOf(written: string): readonly AddressRange[] {
    const read = parseAddressRanges(written);
    if (!read.ok) throw new VigieError('invalid', read.reason);
    for (const family of [4, 6] as const) {
      const most = scannedAtMost[family];
      const count = countOf(read.ranges.filter((one) => one.family === family));
      if (count > most) {
        const cure = family === 4 ? 'as a /20' : 'as a /112';
        throw new VigieError('invalid', `${written} holds ${count} addresses: at most ${most} at a time, ${cure}`);
      }
    }
    const allowed = ranges.flatMap((one) => {
      const outer = parseAddressRange(one);
      return outer.ok ? [outer.range] : [];
    });
    if (read.ranges.every((one) => allowed.some((outer) => isWithin(one, outer)))) return read.ranges;
    throw new VigieError(
      'invalid',
      `${written} is not within ${ranges.join(', ')}: name it in collector.discovery.ranges`,
    );
  }

  return {
    begin,
    state: () => state,
    stop: () => ending.abort(),
    credentials: [...credentials.keys()],
    ranges,
    async [Symbol.asyncDispose]() {
      ending.abort();
      await running;
    },
  };
}

/** One spelling for each place, since an address of IPv6 has many. */
function placeOf(address: string): string {
  const place = parseSnmpAddress(address);
  return place === undefined ? address : snmpAddressText(place);
}
