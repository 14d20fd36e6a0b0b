import { lookup } from 'node:dns/promises';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import { startTraps, type Traps } from '../../collector/snmp/traps/traps.ts';
import type { Config } from '../../config.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { parseSnmpAddress } from '../../devices/snmp-address.ts';
import type { SnmpFound } from '../../devices/snmp-found.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { Accept, Sender } from '../../gateway/domain/intake.ts';
import type { Collecting } from './collecting.ts';

export interface HearingOptions {
  readonly config: Config['collector'];
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  readonly territory: Territory;
  readonly accept: Accept;
  /** keeps for a technician what was not taken */
  readonly refuse: (client: string, topic: string, payload: Uint8Array, reason: string) => void;
  readonly collecting: Pick<Collecting, 'take' | 'hasten' | 'rowName'>;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  readonly onDeath: (error: Error) => void;
}

const sender: Sender = { id: 'notifications', mayPublish: () => true, mayWrite: () => true };

/**
 * Hears the traps and informs of devices, and hands what they say to `accept`. Without credentials nobody could be believed:
 * then nothing listens, and the answer is undefined.
 */
export async function startHearing(options: HearingOptions): Promise<Traps | undefined> {
  const { config, credentials, accept, collecting, log } = options;
  if (credentials.size === 0) return undefined;
  const traps = await startTraps({
    listen: config.traps.listen,
    credentials,
    shared: config.traps.credentials,
    catalogue,
    devices: options.territory.devices.values(),
    hostOf: (device) => hostOf(device, config),
    resolve: addressesOf,
    rowName: collecting.rowName,
    take: collecting.take,
    hasten: collecting.hasten,
    async discover(address, notification) {
      const found: SnmpFound = {
        ...{ types: [], sysName: '', sysDescr: '', sysObjectID: '', sysLocation: '' },
        ...{ credentials: notification.credentials[0] ?? '', trap: notification.oid },
      };
      try {
        await accept(sender, [{ topic: `snmp/${placeOf(address)}`, payload: Buffer.from(JSON.stringify(found)) }]);
        return true;
      } catch {
        return false; // the journal says itself why it stands still; an inform comes again
      }
    },
    refuse(source, about, reason) {
      options.refuse(sender.id, `snmp/${source}`, Buffer.from(JSON.stringify(about)), reason);
    },
    onBug: (error) => options.onDeath(error instanceof Error ? error : new Error(String(error))),
    log,
  });
  log.info({ port: traps.port }, 'traps and informs are heard');
  return traps;
}

/** The appliance that a setting names sends traps of its own. */
function hostOf({ type, address }: Device, { avamar }: Config['collector']): string | undefined {
  const source = catalogue.get(type)?.source;
  if (source?.kind === 'snmp') return parseSnmpAddress(address ?? '')?.host;
  const isGrid = source?.kind === 'avamar' && source.through === undefined;
  const url = isGrid ? (avamar?.url ?? avamar?.mcdb) : undefined;
  return url === undefined ? undefined : new URL(url).hostname.replace(/^\[|\]$/g, '');
}

async function addressesOf(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch {
    return []; // the poller tells of a name that nobody knows
  }
}

function placeOf(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
