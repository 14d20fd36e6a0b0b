import type { Territory } from '../../devices/territory.ts';
import { folded } from '../../gateway/calculate/folded.ts';
import type { Hit, MatchedBy } from '../contract/search.ts';

/** One thing that can be found. Texts are folded; each begins with a space, so that ` dax` is the beginning of a word. */
interface Entry {
  readonly hit: Hit;
  readonly name: string;
  /** other things that are typed to find it, as people write them and folded */
  readonly marks: readonly { by: MatchedBy; text: string; folded: string }[];
  /** where it stands: found by it only together with a word of its own */
  readonly place: string;
}

export interface Search {
  /** The best first, at most `limit`; nothing for fewer than three letters or digits. */
  find(query: string, sees: (organisation: string) => boolean, limit: number): Hit[];
}

/** An index in memory over names, codes, numbers and places: 6,000 things take about a millisecond to look through. */
export function createSearch({
  organisations,
  sites,
  devices,
}: Pick<Territory, 'organisations' | 'sites' | 'devices'>): Search {
  const entries: Entry[] = [];
  for (const { id, name, insee, contacts = [] } of organisations.values()) {
    const organisation = { id, name };
    const marks = [mark('insee', insee)];
    entries.push({
      hit: { kind: 'organisation', id, name, organisation },
      name: folded(name),
      marks: present(marks),
      place: '',
    });
    for (const contact of contacts) {
      entries.push({
        hit: { kind: 'contact', id, name: contact.name, organisation },
        name: folded(`${contact.name} ${contact.role ?? ''}`),
        marks: present([mark('phone', contact.phone), mark('email', contact.email)]),
        place: folded(name),
      });
    }
  }
  for (const { id, name, organisation } of sites.values()) {
    const owner = organisations.get(organisation);
    if (owner === undefined) continue;
    const hit: Hit = { kind: 'site', id, name, organisation: { id: owner.id, name: owner.name } };
    entries.push({ hit, name: folded(name), marks: [], place: folded(owner.name) });
  }
  for (const { id, name, type, serial, address, line, site } of devices.values()) {
    const at = sites.get(site);
    const owner = organisations.get(at?.organisation ?? '');
    if (at === undefined || owner === undefined) continue;
    const of = { organisation: { id: owner.id, name: owner.name }, site: { id: at.id, name: at.name } };
    const marks = [mark('serial', serial), mark('address', address), mark('contract', line?.contract)];
    entries.push({
      hit: { kind: 'device', id, name, type, ...of },
      name: folded(name),
      marks: present(marks),
      place: folded(`${owner.name} ${at.name}`),
    });
  }

  return {
    find(query, sees, limit) {
      const words = folded(query)
        .split(' ')
        .filter((word) => word !== '');
      if (words.join('').length < 3) return [];
      const number = dialled(query);
      const id = query.includes('-') ? words.join('-') : undefined;
      const found: { entry: Entry; score: number; by?: Entry['marks'][number] }[] = [];
      for (const entry of entries) {
        if (!sees(entry.hit.organisation.id)) continue;
        const match = matched(entry, words, { number, id });
        if (match !== undefined) found.push({ entry, ...match });
      }
      found.sort((a, b) => b.score - a.score || order(a.entry, b.entry));
      return found
        .slice(0, limit)
        .map(({ entry: { hit }, by }) => (by === undefined ? hit : { ...hit, matched: { by: by.by, text: by.text } }));
    },
  };
}

const { compare } = new Intl.Collator('fr', { numeric: true });
function order(a: Entry, b: Entry): number {
  return compare(a.name, b.name) || compare(a.place, b.place);
}

/** The more of its own name begins with what was typed, the better; a member stands before its places, those before devices. */
function matched(
  entry: Entry,
  words: readonly string[],
  { number, id }: { number: string | undefined; id: string | undefined },
) {
  const kind = { organisation: 3, contact: 2, site: 1, device: 0 }[entry.hit.kind];
  const phone =
    number === undefined ? undefined : entry.marks.find(({ by, folded }) => by === 'phone' && folded.includes(number));
  if (phone !== undefined) return { score: 40 + kind, by: phone };
  if (id !== undefined && entry.hit.kind !== 'contact' && entry.hit.id.startsWith(id)) return { score: 50 + kind };
  let score = 0;
  let own = false;
  let by: Entry['marks'][number] | undefined;
  for (const word of words) {
    const worth = within(entry.name, word);
    if (worth > 0) {
      score += worth;
      own = true;
      continue;
    }
    const found = entry.marks.find((one) => one.by !== 'phone' && within(one.folded, word) >= 3);
    if (found !== undefined) {
      // codes and numbers are typed on purpose; an address holds names of other things
      score += (found.by === 'email' || found.by === 'address' ? 0.3 : 10) * within(found.folded, word);
      by ??= found;
      own = true;
    } else if (within(entry.place, word) > 0) score += 1;
    else return undefined;
  }
  if (!own) return undefined;
  return { score: score * 10 + kind * 4 - entry.name.length / 1000, ...(by && { by }) };
}

function within(text: string, word: string): number {
  if (text.startsWith(` ${word}`)) return 4;
  if (text.includes(` ${word}`)) return 3;
  return word.length >= 3 && text.includes(word) ? 1 : 0;
}

function mark(by: MatchedBy, text: string | undefined): Entry['marks'][number] | undefined {
  if (text === undefined) return undefined;
  return { by, text, folded: by === 'phone' ? (dialled(text) ?? '') : folded(text) };
}

/** What is left of a number as dialled inside France; undefined where the text is none. */
function dialled(text: string): string | undefined {
  if (!/^[+\d][\d\s./-]*$/.test(text.trim())) return undefined;
  const digits = text.replace(/\D/g, '');
  const national = text.trim().startsWith('+33') ? `0${digits.slice(2)}` : digits.replace(/^0033/, '0');
  return national.length < 3 ? undefined : national;
}

function present<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter((item) => item !== undefined);
}
