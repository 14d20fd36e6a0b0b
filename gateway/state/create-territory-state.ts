import type { Device, Territory } from '../../devices/territory.ts';
import type { State } from './open-state.ts';

/** The territory as it is in force: what the files say, and the devices that were attached from the discovery inbox. */
export interface TerritoryState {
  /** Takes the files' territory in place of the former one; attached devices stay. */
  replaceFiles(territory: Territory): Promise<void>;
  read(): Promise<Territory>;
  /** Keeps an attached device; of one that the files describe, only the address it answers to. */
  putDiscovered(device: Device): Promise<void>;
}

/** Keeps the territory in the state database, an item a row, its body as JSON. */
export function createTerritoryState(state: State): TerritoryState {
  return {
    async replaceFiles(territory) {
      const items = rowsOf(territory);
      await state.transaction().execute(async (transaction) => {
        await transaction.deleteFrom('territory').where('origin', '=', 'file').execute();
        for (const item of items) {
          // a device that was attached first and written into a file later is the file's from now on
          await transaction
            .insertInto('territory')
            .values(item)
            .onConflict((on) => on.columns(['kind', 'id']).doUpdateSet({ origin: item.origin, body: item.body }))
            .execute();
        }
      });
    },
    async read() {
      const rows = await state.selectFrom('territory').selectAll().execute();
      // only `replaceFiles` and `putDiscovered` write these bodies, from checked values
      const of = <T>(kind: string): Map<string, T> =>
        new Map(rows.filter((row) => row.kind === kind).map((row): [string, T] => [row.id, JSON.parse(row.body)]));
      const devices = of<Device>('device');
      for (const [id, address] of of<string>('address')) {
        const device = devices.get(id);
        if (device !== undefined) devices.set(id, { ...device, address });
      }
      return {
        organisations: of('organisation'),
        sites: of('site'),
        devices,
        clients: of('client'),
        calendars: of('calendar'),
        mappings: [...of<Territory['mappings'][number]>('mapping').values()],
      };
    },
    async putDiscovered(device) {
      const written = await state
        .selectFrom('territory')
        .select('origin')
        .where('kind', '=', 'device')
        .where('id', '=', device.id)
        .executeTakeFirst();
      const item =
        written?.origin === 'file'
          ? { kind: 'address', body: JSON.stringify(device.address) }
          : { kind: 'device', body: JSON.stringify(device) };
      await state
        .insertInto('territory')
        .values({ ...item, id: device.id, origin: 'discovery' })
        .onConflict((on) => on.columns(['kind', 'id']).doUpdateSet({ body: item.body }))
        .execute();
    },
  };
}

function rowsOf(territory: Territory) {
  const rows = (kind: string, items: ReadonlyMap<string, unknown>) =>
    [...items].map(([id, item]) => ({ kind, id, origin: 'file' as const, body: JSON.stringify(item) }));
  return [
    ...rows('organisation', territory.organisations),
    ...rows('site', territory.sites),
    ...rows('device', territory.devices),
    ...rows('client', territory.clients),
    ...rows('calendar', territory.calendars),
    ...rows('mapping', new Map(territory.mappings.map((mapping, at) => [String(at), mapping]))),
  ];
}
