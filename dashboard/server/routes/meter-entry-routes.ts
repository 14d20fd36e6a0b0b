import { z } from 'zod';
import { zoneOf } from '../../../devices/calendar/local-time.ts';
import type { Organisation, Site } from '../../../devices/territory.ts';
import { judgeEntries } from '../../../gateway/calculate/meter-entries/judge-entries.ts';
import type { Identity } from '../../../gateway/domain/account.ts';
import type { AuditAction } from '../../../gateway/domain/audit.ts';
import { firstDay, type MeterEntry as Kept, type NewMeterEntry as New } from '../../../gateway/domain/meter-entry.ts';
import { ConfirmEntry, EntryFile, MeterEntry, NewMeterEntry, TakenEntries } from '../../contract/meter-entries.ts';
import { Id } from '../../contract/shared.ts';
import { entryOf, saidBy } from '../energy/entry-fact.ts';
import { takeEntries } from '../energy/take-entries.ts';
import { nameOf } from '../identify.ts';
import { IdPage, listSchema, pageOf } from '../page.ts';
import { Refusal } from '../problem.ts';
import { entryWriters, readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

const Params = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'is not the number of a meter entry')
    .transform(Number),
});

/** Meter readings and invoices of buildings, typed by hand or from a file, with what looks like a slip. */
export function meterEntryRoutes(parts: Pick<ServerParts, 'territory' | 'entries' | 'audit'>): Route[] {
  const { territory, entries, audit } = parts;
  return [
    route(
      {
        method: 'get',
        path: '/sites/:id/meter-entries',
        summary: 'Meter readings and invoices that were typed for a building, with their doubts, in the order of days',
        roles: readers,
        params: z.object({ id: Id }),
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(MeterEntry) },
      },
      async ({ identity, params, query }) => {
        const site = scopeOf(identity, territory()).site(params.id);
        const judged = judgeEntries(await entries.of(site.id));
        const keyOf = ({ entry }: (typeof judged)[number]) =>
          `${firstDay(entry)}-${String(entry.id).padStart(15, '0')}`;
        return { status: 200, body: pageOf(judged, keyOf, query, shown) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/sites/:id/meter-entries',
        summary:
          'Type a meter reading or an invoice; what looks like a slip is kept and does not count until confirmed',
        roles: entryWriters,
        params: z.object({ id: Id }),
        body: NewMeterEntry,
        success: { status: 201, schema: MeterEntry },
      },
      async ({ identity, params, body, now }) => {
        const site = scopeOf(identity, territory()).site(params.id);
        const entry = checked(body, site, identity, now);
        const twin = (await entries.of(site.id)).find((one) => saidBy(one) === saidBy(entry));
        if (twin !== undefined) throw new Refusal(409, 'This very entry is there already');
        const [added] = await entries.add([entry]);
        if (added === undefined) throw new Error('the entry was added and is not there');
        await noted(identity, 'entry.add', now, { site: site.id, ...factOf(added) });
        return { status: 201, body: await judged(added) };
      },
    ),
    route(
      {
        method: 'put',
        path: '/meter-entries/:id',
        summary: 'Correct a meter reading or an invoice',
        roles: entryWriters,
        params: Params,
        body: NewMeterEntry,
        success: { status: 200, schema: MeterEntry },
      },
      async ({ identity, params, body, now }) => {
        const { entry: before, site } = await known(identity, params.id);
        const after = await entries.change(before.id, checked(body, site, identity, now));
        await noted(identity, 'entry.change', now, { site: site.id, before: factOf(before), after: factOf(after) });
        return { status: 200, body: await judged(after) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/meter-entries/:id/confirm',
        summary: 'Say with a note that a doubtful entry is right: it counts from then on',
        roles: entryWriters,
        params: Params,
        body: ConfirmEntry,
        success: { status: 200, schema: MeterEntry },
      },
      async ({ identity, params, body, now }) => {
        const { entry, site } = await known(identity, params.id);
        const found = judgeEntries(await entries.of(site.id)).find((one) => one.entry.id === entry.id);
        const doubts = found?.doubts.map(({ kind }) => kind) ?? [];
        if (doubts.length === 0) throw new Refusal(409, 'Nothing about this entry is doubtful');
        const after = await entries.confirm(entry.id, { note: body.note, by: nameOf(identity), at: now, doubts });
        await noted(identity, 'entry.confirm', now, { site: site.id, ...factOf(entry), reason: body.note });
        return { status: 200, body: await judged(after) };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/meter-entries/:id',
        summary: 'As if it had never been typed; what it said stays in the audit',
        roles: entryWriters,
        params: Params,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const { entry, site } = await known(identity, params.id);
        await entries.remove(entry.id);
        await noted(identity, 'entry.remove', now, { site: site.id, ...factOf(entry) });
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/organisations/:id/meter-entries',
        summary:
          'Take a CSV of meter readings and invoices in: every line is taken, known already, or told with its reason',
        roles: entryWriters,
        params: z.object({ id: Id }),
        body: EntryFile,
        success: { status: 200, schema: TakenEntries },
      },
      async ({ identity, params, body, now }) => {
        const scope = scopeOf(identity, territory());
        const organisation = scope.organisation(params.id);
        if (body.site !== undefined) ownSite(scope.site(body.site), organisation);
        const sites = scope.sites.filter((site) => site.organisation === organisation.id);
        const by = nameOf(identity);
        const taken = await takeEntries({ csv: body.csv, site: body.site, sites, by, now }, entries);
        const details = JSON.stringify({ taken: taken.taken, known: taken.known, bad: taken.bad.length });
        await audit.record({ time: now, who: by, action: 'entry.import', subject: organisation.id, details });
        return { status: 200, body: taken };
      },
    ),
  ];

  async function known(identity: Identity, id: number): Promise<{ entry: Kept; site: Site }> {
    const none = new Refusal(404, `There is no meter entry ${id}`);
    const entry = await entries.get(id);
    if (entry === undefined) throw none;
    const site = scopeOf(identity, territory()).sites.find((one) => one.id === entry.site);
    if (site === undefined) throw none;
    return { entry, site };
  }

  /** As it stands among the others of its site. */
  async function judged(entry: Kept): Promise<MeterEntry> {
    const found = judgeEntries(await entries.of(entry.site)).find((one) => one.entry.id === entry.id);
    return shown(found ?? { entry, doubts: [], counts: true });
  }

  async function noted(
    identity: Identity,
    action: AuditAction,
    now: number,
    details: { site: string } & Record<string, unknown>,
  ): Promise<void> {
    const { site, ...rest } = details;
    await audit.record({ time: now, who: nameOf(identity), action, subject: site, details: JSON.stringify(rest) });
  }
}

function checked(body: z.infer<typeof NewMeterEntry>, site: Site, identity: Identity, now: number): New {
  const today = zoneOf(site).dayAt(now);
  const entry = entryOf(body, { site: site.id, by: nameOf(identity), at: now }, today);
  if (typeof entry === 'string') throw new Refusal(400, `body.${entry}`);
  return entry;
}

function ownSite(site: Site, organisation: Organisation): void {
  if (site.organisation !== organisation.id) throw new Refusal(404, `There is no site "${site.id}"`);
}

/** What is told of an entry in the audit. */
function factOf(entry: Kept): Record<string, string | number | null> {
  const { supply, meter, unit } = entry;
  const which = { supply, ...(meter !== '' && { meter }) };
  return entry.is === 'index'
    ? { ...which, date: entry.date, index: entry.index }
    : { ...which, from: entry.from, to: entry.to, amount: entry.amount, unit, euros: entry.euros };
}

function shown({ entry, doubts, counts }: ReturnType<typeof judgeEntries>[number]): MeterEntry {
  const { id, site, supply, meter, unit, note, by, at, confirmed } = entry;
  const iso = (time: number) => new Date(time).toISOString();
  const own = {
    ...{ id, site, supply, meter, unit, note, by, at: iso(at), counts },
    doubts: [...doubts],
    ...(confirmed !== undefined && {
      confirmed: { note: confirmed.note, by: confirmed.by, at: iso(confirmed.at) },
    }),
  };
  return entry.is === 'index'
    ? { ...own, is: 'index', date: entry.date, index: entry.index }
    : { ...own, is: 'invoice', from: entry.from, to: entry.to, amount: entry.amount, euros: entry.euros };
}
