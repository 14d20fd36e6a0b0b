import { addDays, dayNumber, type LocalDate } from '../../../devices/calendar/local-date.ts';
import type { Supply } from '../../../devices/tariff.ts';
import { type EntryUnit, firstDay, type MeterEntry } from '../../domain/meter-entry.ts';
import { looksLikePrice, oddPrice } from './price-range.ts';
import { type KnownUse, learnUse, usualOf } from './usual-use.ts';

/** Why an entry looks like a slip; a `gap` is only told, the others keep it out of every figure until somebody confirms it. */
export const doubtKinds = [
  'backwards',
  'above the next',
  'same day',
  'ten times',
  'a tenth',
  'far above',
  'far below',
  'overlap',
  'gap',
  'price',
  'unit',
] as const;
export type DoubtKind = (typeof doubtKinds)[number];

export interface EntryDoubt {
  readonly kind: DoubtKind;
  /** what it is held against: an index, a use a day, a price; in the entry's unit */
  readonly against?: number;
  /** what was found in the same terms */
  readonly found?: number;
  /** of the entry that it is held against, or where a gap begins */
  readonly date?: LocalDate;
  /** what was perhaps meant */
  readonly instead?: number;
}

export interface JudgedEntry {
  readonly entry: MeterEntry;
  readonly doubts: readonly EntryDoubt[];
  /** whether it enters the figures */
  readonly counts: boolean;
}

/** Judges the entries of one site, each against what stood before of the same meter and unit, in the order of days. */
export function judgeEntries(entries: readonly MeterEntry[]): JudgedEntry[] {
  const byMeter = new Map<string, MeterEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.supply, entry.meter]);
    const own = byMeter.get(key);
    if (own === undefined) byMeter.set(key, [entry]);
    else own.push(entry);
  }
  const judged = [...byMeter.values()].flatMap(judgeMeter);
  return judged.sort((a, b) => compare(a.entry, b.entry));
}

interface Known {
  readonly uses: Readonly<Record<EntryUnit, KnownUse>>;
  index: { readonly day: number; readonly value: number; readonly date: LocalDate } | undefined;
  invoice: { readonly end: number; readonly to: LocalDate } | undefined;
}

function judgeMeter(entries: readonly MeterEntry[]): JudgedEntry[] {
  const sorted = [...entries].sort(compare);
  const nothing = (): KnownUse => ({ byDay: new Map(), sorted: [] });
  const known: Known = { uses: { kWh: nothing(), m3: nothing() }, index: undefined, invoice: undefined };
  const next = indexesAfter(sorted);
  return sorted.map((entry, at) => {
    const doubts = entry.is === 'index' ? indexDoubts(entry, known, next[at]) : invoiceDoubts(entry, known);
    const confirmed = new Set(entry.confirmed?.doubts);
    const counts = doubts.every(({ kind }) => kind === 'gap' || confirmed.has(kind));
    if (counts) learn(entry, known);
    return { entry, doubts, counts };
  });
}

/** What counts is what later entries are held against. */
function learn(entry: MeterEntry, known: Known): void {
  const use = known.uses[entry.unit];
  if (entry.is === 'invoice') {
    const [from, end] = [dayNumber(entry.from), dayNumber(entry.to) + 1];
    learnUse(use, { from, to: end }, entry.amount / (end - from));
    if (known.invoice === undefined || end > known.invoice.end) known.invoice = { end, to: entry.to };
    return;
  }
  const day = dayNumber(entry.date);
  const before = known.index;
  if (before !== undefined && day > before.day && entry.index >= before.value) {
    learnUse(use, { from: before.day, to: day }, (entry.index - before.value) / (day - before.day));
  }
  known.index = { day, value: entry.index, date: entry.date };
}

/** The powers of ten by which an index is mistyped: a digit too many, or the red digits of a water meter's litres. */
const slips = [10, 100, 1_000] as const;
/** An index below this is a meter that was just put in: its first months multiply it. */
const youngIndex = 100;

function indexDoubts(
  entry: Extract<MeterEntry, { is: 'index' }>,
  { index: before, uses }: Known,
  next: number | undefined,
): EntryDoubt[] {
  if (before === undefined) return [];
  const days = dayNumber(entry.date) - before.day;
  const against = { against: before.value, found: entry.index, date: before.date };
  if (days === 0) return [{ kind: 'same day', ...against }];
  const usual = usualOf(entry.supply, { from: before.day, to: before.day + days }, uses[entry.unit]);
  const fits = (value: number) => {
    if (value < before.value) return false;
    if (usual === undefined) return before.value >= youngIndex && value <= 1.5 * before.value;
    const perDay = (value - before.value) / days;
    return perDay <= 3 * usual.perDay && perDay >= usual.perDay / 5;
  };
  if (entry.index < before.value) {
    const meant = slips.find((by) => fits(entry.index * by));
    return [{ kind: 'backwards', ...against, ...(meant !== undefined && { instead: entry.index * meant }) }];
  }
  const perDay = (entry.index - before.value) / days;
  const odd = usual === undefined ? perDay > mostOf(entry) || entry.index >= 5 * before.value : perDay > usual.most;
  const by = odd ? slips.find((one) => fits(entry.index / one)) : undefined;
  if (by !== undefined) {
    const instead = Number((entry.index / by).toPrecision(12));
    return [{ kind: by === 10 ? 'ten times' : 'unit', ...against, instead }];
  }
  if (next !== undefined && next >= before.value && entry.index > next) {
    return [{ kind: 'above the next', against: next, found: entry.index }];
  }
  if (usual !== undefined ? perDay > usual.most : perDay > mostOf(entry)) {
    return [{ kind: 'far above', found: perDay, against: usual?.perDay ?? mostOf(entry) }];
  }
  return [];
}

function invoiceDoubts(entry: Extract<MeterEntry, { is: 'invoice' }>, { invoice: before, uses }: Known): EntryDoubt[] {
  const [from, end] = [dayNumber(entry.from), dayNumber(entry.to) + 1];
  const days = end - from;
  const doubts: EntryDoubt[] = [];
  // two invoices may share the day on which the meter was read
  if (before !== undefined && from < before.end - 1) doubts.push({ kind: 'overlap', date: before.to });
  if (before !== undefined && from > before.end) {
    doubts.push({ kind: 'gap', date: addDays(before.to, 1), found: from - before.end });
  }
  const perDay = entry.amount / days;
  const usual = usualOf(entry.supply, { from, to: end }, uses[entry.unit]);
  const price = entry.euros === null ? undefined : oddPrice(entry, days);
  // a price that fits another unit tells more than the amount
  if (entry.euros !== null && price !== undefined) {
    const other = looksLikePrice(entry, days);
    doubts.push(
      other === undefined ? { kind: 'price', ...price } : { kind: 'unit', ...price, instead: entry.amount * other },
    );
  }
  const ratio = usual === undefined || usual.perDay === 0 ? undefined : perDay / usual.perDay;
  const against = usual === undefined ? {} : { against: usual.perDay, found: perDay };
  if (usual === undefined && perDay > mostOf(entry)) {
    doubts.push({ kind: 'far above', found: perDay, against: mostOf(entry) });
  } else if (usual !== undefined && perDay > usual.most) {
    if (ratio !== undefined && ratio >= 6 && ratio <= 16) {
      doubts.push({ kind: 'ten times', ...against, instead: entry.amount / 10 });
    } else if (ratio !== undefined && ratio >= 300) {
      if (price === undefined) doubts.push({ kind: 'unit', ...against, instead: entry.amount / 1_000 });
    } else doubts.push({ kind: 'far above', ...against });
  } else if (usual !== undefined && ratio !== undefined && perDay > 0 && perDay < usual.least) {
    if (ratio >= 1 / 16 && ratio <= 1 / 6) doubts.push({ kind: 'a tenth', ...against, instead: entry.amount * 10 });
    else doubts.push({ kind: 'far below', ...against });
  }
  return doubts;
}

/** More a day than any building of a mairie uses: kWh, m³. */
const most: Readonly<Record<Supply, number>> = { electricity: 20_000, gas: 50_000, heat: 50_000, water: 200 };

function mostOf({ supply, unit }: MeterEntry): number {
  return supply === 'gas' && unit === 'm3' ? most.gas / 10 : most[supply];
}

/** Of each entry the index that was read next after it. */
function indexesAfter(sorted: readonly MeterEntry[]): (number | undefined)[] {
  let next: number | undefined;
  return sorted
    .toReversed()
    .map((entry) => {
      const after = next;
      if (entry.is === 'index') next = entry.index;
      return after;
    })
    .reverse();
}

function compare(a: MeterEntry, b: MeterEntry): number {
  const [first, second] = [firstDay(a), firstDay(b)];
  return first === second ? a.id - b.id : first < second ? -1 : 1;
}
