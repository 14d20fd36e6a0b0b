import { isDeepStrictEqual } from 'node:util';
import type { Device, Territory } from '../../devices/territory.ts';
import type { State } from './open-state.ts';

const kinds = ['organisations', 'sites', 'devices', 'clients', 'calendars'] as const;
type Kind = (typeof kinds)[number];

/** What applying the files changed, as `kind/id`. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The territory as it is kept: what the files say, and the devices that people attached from discovery. */
export interface TerritoryState {
  /** What the files would change. */
  difference(files: Territory): Promise<Difference>;
  /** Makes the part that comes from files exactly this; again changes nothing. Attached devices stay. */
  replaceFiles(files: Territory): Promise<Difference>;
  /** Keeps an attached device; of one that the files declare, only the address it answers to. */
  putDiscovered(device: Device): Promise<void>;
  /** All of it; an attached device whose site is gone is left out until the site is back. */
  read(): Promise<Territory>;
}

/** The territory kept in the state database. Bodies were checked before they came here. */
export function createTerritoryState(state: State): TerritoryState {
  const rowsFrom = (source: Pick<State, 'selectFrom'>, origin: 'file' | 'discovery') =>
    source.selectFrom('territory').select(['kind', 'id', 'body']).where('origin', '=', origin).execute();

  async function compared(source: Pick<State, 'selectFrom'>, files: Territory) {
    const wanted = new Map(rowsOf(files).map((row) => [`${row.kind}/${row.id}`, row]));
    const known = new Map((await rowsFrom(source, 'file')).map((row) => [`${row.kind}/${row.id}`, row]));
    const added = [...wanted.keys()].filter((key) => !known.has(key));
    const removed = [...known.keys()].filter((key) => !wanted.has(key));
    const changed = [...wanted].flatMap(([key, { body }]) => {
      const before = known.get(key)?.body;
      return before !== undefined && !isDeepStrictEqual(JSON.parse(before), JSON.parse(body)) ? [key] : [];
    });
    return { wanted, known, difference: { added, changed, removed } };
  }

  return {
    difference: async (files) => (await compared(state, files)).difference,
    replaceFiles: (files) =>
      state.transaction().execute(async (trx) => {
        const { wanted, known, difference } = await compared(trx, files);
        for (const key of difference.removed) {
          const row = known.get(key);
          if (row === undefined) continue;
          await trx
            .deleteFrom('territory')
            .where('kind', '=', row.kind)
            .where('id', '=', row.id)
            .where('origin', '=', 'file')
            .execute();
        }
        for (const key of [...difference.added, ...difference.changed]) {
          const row = wanted.get(key);
          if (row === undefined) continue;
          await trx
            .insertInto('territory')
            .values({ ...row, origin: 'file' })
            .onConflict((on) => on.columns(['kind', 'id', 'origin']).doUpdateSet({ body: row.body }))
            .execute();
        }
        return difference;
      }),
    async putDiscovered(device) {
      const body = JSON.stringify(device);
      await state
        .insertInto('territory')
        .values({ kind: 'devices', id: device.id, origin: 'discovery', body })
        .onConflict((on) => on.columns(['kind', 'id', 'origin']).doUpdateSet({ body }))
        .execute();
    },
    async read() {
      const [files, discovered] = [await rowsFrom(state, 'file'), await rowsFrom(state, 'discovery')];
      const of = <T>(kind: Kind | 'mappings'): [string, T][] =>
        files.filter((row) => row.kind === kind).map(({ id, body }) => [id, JSON.parse(body)]);
      const sites: Territory['sites'] = new Map(of('sites'));
      const devices = new Map<string, Device>(of('devices'));
      for (const { id, body } of discovered) {
        const attached: Device = JSON.parse(body);
        const declared = devices.get(id);
        if (declared !== undefined) devices.set(id, withAddress(declared, attached.address));
        else if (sites.has(attached.site)) devices.set(id, attached);
      }
      return {
        organisations: new Map(of('organisations')),
        sites,
        devices,
        clients: new Map(of('clients')),
        calendars: new Map(of('calendars')),
        mappings: of<Territory['mappings'][number]>('mappings').map(([, mapping]) => mapping),
      };
    },
  };
}

function withAddress(device: Device, address: string | undefined): Device {
  return device.address === undefined && address !== undefined ? { ...device, address } : device;
}

function rowsOf(files: Territory): { kind: string; id: string; body: string }[] {
  return [
    ...kinds.flatMap((kind) => [...files[kind]].map(([id, body]) => ({ kind, id, body: JSON.stringify(body) }))),
    // Mappings have no id: their place in the files is one, and their order counts.
    ...files.mappings.map((mapping, index) => ({
      kind: 'mappings',
      id: String(index).padStart(6, '0'),
      body: JSON.stringify(mapping),
    })),
  ];
}
