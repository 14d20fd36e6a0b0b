import type { DeviceType } from '../../../devices/device-type.ts';
import { ipAddressText, parseIpAddress } from '../../../devices/ip-address.ts';
import type { Device } from '../../../devices/territory.ts';
import { trapOf } from '../../../devices/trap.ts';
import type { Notification } from './notification.ts';

/** Whose a notification is. */
export type Sender =
  | { readonly is: 'device'; readonly device: Device }
  /** of a device that we know, and yet not to be believed, or of one of several */
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'unknown'; readonly address: string };

export interface SendersOptions {
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  /** names of credentials that every device's notifications may come with, beside the device's own */
  readonly shared: readonly string[];
  /** the name or address at which a device is found */
  readonly hostOf: (device: Device) => string | undefined;
  /** the addresses of a name; none where nobody knows it */
  readonly resolve: (host: string) => Promise<readonly string[]>;
}

/** Finds the device that a notification is of, as the territory is now. */
export interface Senders {
  replace(devices: readonly Device[]): void;
  /** a device was polled and its engine has this ID, in hex */
  learn(device: string, engine: string): void;
  of(notification: Notification): Sender;
  /** Looks up the names of devices again. */
  refresh(): Promise<void>;
}

/** Names that are looked up at the same time. */
const lookUpsAtOnce = 8;
const enginesAtMost = 20_000;

/**
 * By its engine where the poller met it (v3), else by the address that it gives itself or the one it comes from; behind NAT,
 * where neither tells, by a user of v3 that is of one device alone. The credentials must be those of the device.
 */
export function createSenders({ catalogue, shared, hostOf, resolve }: SendersOptions): Senders {
  let all: readonly Device[] = [];
  let byId = new Map<string, Device>();
  let byAddress = new Map<string, Device[]>();
  /** the first two at most: more are not told apart */
  let byCredentials = new Map<string, Device[]>();
  /** of names, as they were last looked up */
  const addresses = new Map<string, readonly string[]>();
  const engines = new Map<string, string>();

  function index(): void {
    byAddress = new Map();
    byCredentials = new Map();
    for (const device of all) {
      const alike = byCredentials.get(device.credentials ?? '') ?? [];
      if (alike.length < 2) byCredentials.set(device.credentials ?? '', [...alike, device]);
      const host = hostOf(device);
      for (const address of host === undefined ? [] : (addresses.get(host) ?? [plain(host)])) {
        byAddress.set(address, [...(byAddress.get(address) ?? []), device]);
      }
    }
  }

  const isTrusted = (device: Device, { credentials }: Notification) =>
    credentials.some((name) => name === device.credentials || shared.includes(name));

  function at(address: string | undefined, notification: Notification): Sender | undefined {
    const there = byAddress.get(plain(address ?? '')) ?? [];
    if (there.length === 0) return undefined;
    const trusted = there.filter((device) => isTrusted(device, notification));
    const describing = trusted.filter(({ type }) => {
      const traps = catalogue.get(type)?.traps;
      return traps !== undefined && trapOf(traps, notification.oid) !== trapOf(undefined, notification.oid);
    });
    const [device, another] = describing.length > 0 ? describing : trusted;
    const ids = () => there.map(({ id }) => `"${id}"`).join(', ');
    if (device === undefined) {
      return {
        is: 'refused',
        reason: `comes with credentials that are not those of ${ids()}: correct them, or name them in collector.traps.credentials`,
      };
    }
    if (another !== undefined) return { is: 'refused', reason: `may be of any of ${ids()}, which have one address` };
    return { is: 'device', device };
  }

  return {
    replace(devices) {
      all = devices;
      byId = new Map(devices.map((device) => [device.id, device]));
      index();
    },
    learn(device, engine) {
      if (engines.size >= enginesAtMost) engines.clear();
      engines.set(engine, device);
    },
    of(notification) {
      const { source, address, engine, credentials } = notification;
      const polled = byId.get(engines.get(engine ?? '') ?? '');
      if (polled !== undefined && isTrusted(polled, notification)) return { is: 'device', device: polled };
      const named = address === source ? undefined : at(address, notification);
      if (named?.is === 'device') return named;
      const found = at(source, notification);
      if (found?.is === 'device') return found;
      if (engine !== undefined) {
        const [only, another] = credentials.flatMap((name) => byCredentials.get(name) ?? []);
        if (only !== undefined && another === undefined) return { is: 'device', device: only };
      }
      return named ?? found ?? { is: 'unknown', address: address ?? plain(source) };
    },
    async refresh() {
      const names = [...new Set(all.flatMap((device) => hostOf(device) ?? []))].filter(
        (host) => /[a-z]/i.test(host) && !host.includes(':'),
      );
      const waiting = names.values();
      await Promise.all(
        Array.from({ length: lookUpsAtOnce }, async () => {
          for (const host of waiting) {
            const found = await resolve(host);
            if (found.length > 0) addresses.set(host, found.map(plain));
          }
        }),
      );
      for (const host of addresses.keys()) if (!names.includes(host)) addresses.delete(host);
      index();
    },
  };
}

/** One spelling for each address; one of IPv4 that came through a socket of IPv6 is written as such. */
function plain(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const ip = parseIpAddress(bare);
  return ip === undefined ? bare.toLowerCase() : ipAddressText(ip);
}
