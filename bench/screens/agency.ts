import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Platform, startPlatform } from '../../commands/platform/platform.ts';
import { Config } from '../../config.ts';
import type { Device, MqttClient, Organisation, Site, Territory } from '../../devices/territory.ts';

export interface AgencySize {
  readonly organisations: number;
  readonly devices: number;
  /** MQTT clients, each of which may publish everything */
  readonly connections?: number;
}

/** So many organisations with one site each (`bench-site-0` on), and devices (`bench-0` on) spread over them. */
export function agencyOf({ organisations, devices, connections = 0 }: AgencySize): Territory {
  const count = (n: number) => Array.from({ length: n }, (_, at) => at);
  return {
    organisations: new Map(
      count(organisations).map((n): [string, Organisation] => [
        `bench-org-${n}`,
        {
          id: `bench-org-${n}`,
          name: `Commune ${n}`,
          insee: String(40_000 + n),
          contacts: [
            {
              name: `Contact ${n}`,
              role: 'Secrétaire',
              phone: `05 58 ${String(100_000 + n).replace(/\B(?=(..)+$)/g, ' ')}`,
            },
          ],
          services: ['backup', 'energy', 'wifi', 'server'],
        },
      ]),
    ),
    sites: new Map(
      count(organisations).map((n): [string, Site] => [
        `bench-site-${n}`,
        {
          ...{ id: `bench-site-${n}`, name: `Mairie ${n}`, organisation: `bench-org-${n}` },
          ...{ timeZone: 'Europe/Paris', fewStaff: false },
        },
      ]),
    ),
    devices: new Map(
      count(devices).map((n): [string, Device] => [
        `bench-${n}`,
        {
          ...{ id: `bench-${n}`, name: `Salle ${n}`, site: `bench-site-${n % organisations}`, type: 'air-quality' },
          serial: `SN${10_000_000 + n}`,
        },
      ]),
    ),
    clients: new Map(
      count(connections).map((n): [string, MqttClient] => [
        `bench-${n}`,
        { id: `bench-${n}`, publish: ['vigie/v1/+/+'], subscribe: [] },
      ]),
    ),
    calendars: new Map(),
    mappings: [],
  };
}

/** The whole platform over such a territory, in a folder of its own. */
export async function startAgency(
  size: AgencySize,
): Promise<AsyncDisposable & { platform: Platform; token(role: 'technician' | 'screen' | 'writer'): Promise<string> }> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const territory = agencyOf(size);
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({ data: folder, http: { listen: '127.0.0.1:0' }, mqtt: { listen: '127.0.0.1:0' } }),
      territory,
      log: pino({ level: 'silent' }),
      secrets: new Map([...territory.clients.keys()].map((id) => [id, 'bench'])),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  const kept = stack.move();
  return {
    platform,
    token: async (role) => (await platform.accounts.addToken({ name: role, role }, Date.now())).token,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** The value at a share of the sorted list. */
export function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
