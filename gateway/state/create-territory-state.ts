import { isDeepStrictEqual } from 'node:util';
import { type AnyRule, ruleKey } from '../../devices/rules/any-rule.ts';
import type { Device, Organisation, Site, Territory } from '../../devices/territory.ts';
import type { State } from './open-state.ts';

const kinds = ['organisations', 'sites', 'devices', 'clients', 'calendars'] as const;
type Kind = (typeof kinds)[number];

interface Row {
  readonly kind: string;
  readonly id: string;
  readonly body: string;
}

/** What applying the files changed, as `kind/id`. */
export interface Difference {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The territory as it is kept: what the files say, and what people added while Vigie ran: members, devices from discovery. */
export interface TerritoryState {
  /** What the files would change. */
  difference(files: Territory): Promise<Difference>;
  /** Makes the part that comes from files exactly this; again changes nothing. Attached devices stay. */
  replaceFiles(files: Territory): Promise<Difference>;
  /** Keeps an attached device; of one that the files declare, only the address it answers to. */
  putDiscovered(device: Device): Promise<void>;
  /** Keeps a member with its first site beside those of the files; what the files declare of them wins. */
  putMember(organisation: Organisation, site: Site): Promise<void>;
  /** All of it; an attached device whose site is gone is left out until the site is back. */
  read(): Promise<Territory>;
}

/** The territory kept in the state database. Bodies were checked before they came here. */
export function createTerritoryState(state: State): TerritoryState {
  const rowsFrom = (source: Pick<State, 'selectFrom'>, origin: 'file' | 'discovery') =>
    source.selectFrom('territory').select(['kind', 'id', 'body']).where('origin', '=', origin).execute();

  /** What differs in the territory as it counts: an attached device that the files now declare alike is no difference. */
  async function compared(source: Pick<State, 'selectFrom'>, files: Territory) {
    const wanted = rowsOf(files);
    const known = await rowsFrom(source, 'file');
    const discovered = await rowsFrom(source, 'discovery');
    const [before, after] = [byKey(rowsOf(assembled(known, discovered))), byKey(rowsOf(assembled(wanted, discovered)))];
    return { wanted, known, difference: differenceOf(before, after) };
  }

  return {
    difference: async (files) => (await compared(state, files)).difference,
    replaceFiles: (files) =>
      state.transaction().execute(async (trx) => {
        const { wanted, known, difference } = await compared(trx, files);
        const rows = differenceOf(byKey(known), byKey(wanted));
        const removed = new Set(rows.removed);
        for (const row of known.filter((one) => removed.has(keyOf(one)))) {
          await trx
            .deleteFrom('territory')
            .where('kind', '=', row.kind)
            .where('id', '=', row.id)
            .where('origin', '=', 'file')
            .execute();
        }
        const written = new Set([...rows.added, ...rows.changed]);
        for (const row of wanted.filter((one) => written.has(keyOf(one)))) {
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
    putMember: (organisation, site) =>
      state.transaction().execute(async (trx) => {
        for (const [kind, one] of [
          ['organisations', organisation],
          ['sites', site],
        ] as const) {
          const body = JSON.stringify(one);
          await trx
            .insertInto('territory')
            .values({ kind, id: one.id, origin: 'discovery', body })
            .onConflict((on) => on.columns(['kind', 'id', 'origin']).doUpdateSet({ body }))
            .execute();
        }
      }),
    read: async () => assembled(await rowsFrom(state, 'file'), await rowsFrom(state, 'discovery')),
  };
}

/** The territory of these rows: a declared device has the address that it was attached by, an added one needs its site, and a site its member. */
function assembled(files: readonly Row[], discovered: readonly Row[]): Territory {
  const of = <T>(kind: Kind | 'mappings' | 'rules'): [string, T][] =>
    files.filter((row) => row.kind === kind).map(({ id, body }) => [id, JSON.parse(body)]);
  const added = <T>(kind: Kind): [string, T][] =>
    discovered.filter((row) => row.kind === kind).map(({ id, body }) => [id, JSON.parse(body)]);
  const organisations = new Map([...added<Organisation>('organisations'), ...of<Organisation>('organisations')]);
  const sites = new Map([
    ...added<Site>('sites').filter(([, site]) => organisations.has(site.organisation)),
    ...of<Site>('sites'),
  ]);
  const devices = new Map<string, Device>(of('devices'));
  for (const [id, attached] of added<Device>('devices')) {
    const declared = devices.get(id);
    if (declared !== undefined) devices.set(id, withAddress(declared, attached.address));
    else if (sites.has(attached.site)) devices.set(id, attached);
  }
  const rules = of<AnyRule>('rules').map(([, rule]) => rule);
  return {
    organisations,
    sites,
    devices,
    clients: new Map(of('clients')),
    calendars: new Map(of('calendars')),
    mappings: of<Territory['mappings'][number]>('mappings').map(([, mapping]) => mapping),
    ...(rules.length > 0 && { rules }),
  };
}

function differenceOf(before: ReadonlyMap<string, Row>, after: ReadonlyMap<string, Row>): Difference {
  const changed = [...after].flatMap(([key, { body }]) => {
    const old = before.get(key)?.body;
    return old !== undefined && !isDeepStrictEqual(JSON.parse(old), JSON.parse(body)) ? [key] : [];
  });
  return {
    added: [...after.keys()].filter((key) => !before.has(key)),
    changed,
    removed: [...before.keys()].filter((key) => !after.has(key)),
  };
}

function byKey(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

function keyOf({ kind, id }: Row): string {
  return `${kind}/${id}`;
}

function withAddress(device: Device, address: string | undefined): Device {
  return device.address === undefined && address !== undefined ? { ...device, address } : device;
}

function rowsOf(files: Territory): Row[] {
  return [
    ...kinds.flatMap((kind) => [...files[kind]].map(([id, body]) => ({ kind, id, body: JSON.stringify(body) }))),
    // Mappings have no id: their place in the files is one, and their order counts.
    ...files.mappings.map((mapping, index) => ({
      kind: 'mappings',
      id: String(index).padStart(6, '0'),
      body: JSON.stringify(mapping),
    })),
    ...(files.rules ?? []).map((rule) => ({ kind: 'rules', id: ruleKey(rule), body: JSON.stringify(rule) })),
  ];
}
