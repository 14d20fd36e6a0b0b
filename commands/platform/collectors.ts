import { createAvamar, createMcdbAvamar } from '../../collector/avamar/avamar.ts';
import { createDnsCheck } from '../../collector/checks/dns.ts';
import { createHttpCheck } from '../../collector/checks/http.ts';
import { createIcmpCheck } from '../../collector/checks/icmp.ts';
import { createTcpCheck } from '../../collector/checks/tcp.ts';
import type { Collector } from '../../collector/collector.ts';
import type { Kept } from '../../collector/kept.ts';
import type { Plan } from '../../collector/loop.ts';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import { createSnmpCollector } from '../../collector/snmp/snmp.ts';
import { createSophos } from '../../collector/sophos/sophos.ts';
import type { Config } from '../../config.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Source } from '../../devices/device-type.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { ApiSecrets } from './api-secrets.ts';
import { paceOf } from './pace.ts';

export interface CollectorsOptions {
  readonly settings: Config['collector'];
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  readonly secrets: ApiSecrets;
  readonly kept: Kept;
  readonly territory: () => Territory;
  /** told the ID of an SNMPv3 agent's engine (in hex) each time it was asked */
  readonly onEngine: (device: string, engine: string) => void;
}

/** Who asks a kind; how often and how long at most where its type and the schedule do not say. */
type Asked = Pick<Plan, 'collector' | 'timeoutMs'> & { readonly everyMs?: number };

/** Hundreds of pages and a request that is tried again take longer than one device's answer. */
const avamarTimeoutMs = 180_000;
const sophosTimeoutMs = 120_000;

/** Who asks devices of which kind, and how often: as the settings say, else as their type says. */
export interface Collectors {
  plan(device: Device): Plan | undefined;
  /** why a device that is to be asked is asked by nobody */
  unasked(device: Device): string | undefined;
  /** What the last poll of a device called a row of one of its type's tables. */
  rowName(device: string, table: string, index: string): string | undefined;
}

export function createCollectors(options: CollectorsOptions): Collectors {
  const { settings, secrets, kept, territory } = options;
  const { avamar, sophos } = settings;
  const snmp = createSnmpCollector({ catalogue, credentials: options.credentials, onEngine: options.onEngine });
  const asked: Partial<Record<Source['kind'], Asked>> = {
    dns: { collector: createDnsCheck() },
    http: { collector: createHttpCheck() },
    icmp: { collector: createIcmpCheck({ program: settings.ping }) },
    snmp: { collector: snmp },
    tcp: { collector: createTcpCheck() },
    ...(avamar !== undefined &&
      secrets.avamar !== undefined && {
        avamar: {
          collector: avamarOf(avamar, secrets.avamar, { members: (grid) => membersOf(grid, territory()), kept }),
          everyMs: durationMs(avamar.every),
          timeoutMs: avamarTimeoutMs,
        },
      }),
    ...(sophos !== undefined &&
      secrets.sophos !== undefined && {
        sophos: {
          collector: createSophos({
            clientId: sophos.clientId,
            clientSecret: secrets.sophos.secret,
            ...(secrets.sophos.ca !== undefined && { ca: secrets.sophos.ca }),
            kept,
            settings: {
              endpointsEveryMs: durationMs(sophos.endpointsEvery),
              ...(sophos.idUrl !== undefined && { idUrl: sophos.idUrl }),
              ...(sophos.globalUrl !== undefined && { globalUrl: sophos.globalUrl }),
            },
          }),
          everyMs: durationMs(sophos.every),
          timeoutMs: sophosTimeoutMs,
        },
      }),
  };

  function unasked(device: Device): string | undefined {
    const source = catalogue.get(device.type)?.source;
    if (source?.kind !== 'avamar' && source?.kind !== 'sophos') return undefined;
    if (source.through === 'parent') {
      const isThere = territory().devices.has(device.parent ?? '');
      return isThere ? undefined : `${device.id} is learnt through a grid: name it as its parent`;
    }
    if (asked[source.kind] === undefined) return `nobody asks it: the settings have no collector.${source.kind}`;
    if (source.kind !== 'avamar') return undefined;
    const grid = gridsOf(territory())[0]?.id;
    return grid === device.id ? undefined : `collector.avamar leads to one grid, which is "${grid}"`;
  }

  return {
    unasked,
    plan(device) {
      const type = catalogue.get(device.type);
      if (type === undefined || ('through' in type.source && type.source.through === 'parent')) return undefined;
      const one = asked[type.source.kind];
      return one === undefined || unasked(device) !== undefined ? undefined : { ...paceOf(type), ...one };
    },
    rowName: snmp.rowName,
  };
}

/** By its interface or by its database, as the settings say. */
function avamarOf(
  { url, user, mcdb }: NonNullable<Config['collector']['avamar']>,
  { secret: password, ca }: NonNullable<ApiSecrets['avamar']>,
  grid: { readonly members: (grid: Device) => readonly Device[]; readonly kept: Kept },
): Collector {
  const common = { ...grid, password, ...(ca !== undefined && { ca }) };
  if (mcdb !== undefined) return createMcdbAvamar({ ...common, url: mcdb });
  if (url !== undefined && user !== undefined) return createAvamar({ ...common, url, user });
  throw new Error('collector.avamar has neither url nor mcdb, which its schema refuses');
}

/** The members' devices that a grid's answer holds. */
function membersOf(grid: Device, { devices }: Territory): Device[] {
  return [...devices.values()].filter(
    ({ parent, type }) => parent === grid.id && catalogue.get(type)?.source.kind === 'avamar',
  );
}

/** Devices that an Avamar appliance is asked for. */
export function gridsOf({ devices }: Territory): Device[] {
  return [...devices.values()].filter(({ type }) => {
    const source = catalogue.get(type)?.source;
    return source?.kind === 'avamar' && source.through === undefined;
  });
}
