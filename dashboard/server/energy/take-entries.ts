import { zoneOf } from '../../../devices/calendar/local-time.ts';
import type { Site } from '../../../devices/territory.ts';
import { judgeEntries } from '../../../gateway/calculate/meter-entries/judge-entries.ts';
import type { MeterEntries, NewMeterEntry } from '../../../gateway/domain/meter-entry.ts';
import type { TakenEntries } from '../../contract/meter-entries.ts';
import { readEntries } from './entry-csv.ts';
import { entryOf, saidBy } from './entry-fact.ts';

type NamedSite = Pick<Site, 'id' | 'name' | 'timeZone'>;

export interface EntriesFile {
  readonly csv: string;
  /** id of the site of lines that name none */
  readonly site: string | undefined;
  /** those that lines may name, by id or by name */
  readonly sites: readonly NamedSite[];
  readonly by: string;
  readonly now: number;
}

/** Keeps every line of a file that can be kept, in one transaction; the others are told with their reason. */
export async function takeEntries(file: EntriesFile, entries: Pick<MeterEntries, 'of' | 'add'>): Promise<TakenEntries> {
  const { lines, bad: unread } = readEntries(file.csv);
  const bad = [...unread];
  const said = new Map<string, Set<string>>();
  const fresh: NewMeterEntry[] = [];
  let known = 0;
  for (const { line, site: named, body } of lines) {
    const site = siteOf(named ?? file.site, file.sites);
    if (typeof site === 'string') {
      bad.push({ line, reason: site });
      continue;
    }
    const today = zoneOf(site).dayAt(file.now);
    const entry = entryOf(body, { site: site.id, by: file.by, at: file.now }, today);
    if (typeof entry === 'string') {
      bad.push({ line, reason: entry });
      continue;
    }
    const there = said.get(site.id) ?? new Set((await entries.of(site.id)).map(saidBy));
    said.set(site.id, there);
    if (there.has(saidBy(entry))) {
      known++;
      continue;
    }
    there.add(saidBy(entry));
    fresh.push(entry);
  }
  const added = fresh.length === 0 ? [] : await entries.add(fresh);
  const isNew = new Set(added.map(({ id }) => id));
  let doubtful = 0;
  for (const site of new Set(added.map((entry) => entry.site))) {
    for (const { entry, counts } of judgeEntries(await entries.of(site)))
      if (isNew.has(entry.id) && !counts) doubtful++;
  }
  return { taken: added.length, known, doubtful, bad: bad.sort((a, b) => a.line - b.line) };
}

function siteOf(named: string | undefined, sites: readonly NamedSite[]): NamedSite | string {
  if (named === undefined) return 'site: is missing: name the building in a column "site"';
  const wanted = named.trim().toLowerCase();
  const found = sites.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  const [only] = found;
  if (only === undefined) return `site: "${named.slice(0, 60)}" is none of your buildings, by id or by name`;
  return found.length > 1 ? `site: "${named.slice(0, 60)}" names ${found.length} buildings: write the id` : only;
}
