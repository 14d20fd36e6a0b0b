import { dayNumber, dayOf, isLocalDate } from '../../../devices/calendar/local-date.ts';
import type { Supply } from '../../../devices/tariff.ts';
import type { EntryUnit, MeterEntry, NewMeterEntry } from '../../../gateway/domain/meter-entry.ts';
import type * as contract from '../../contract/meter-entries.ts';

const units: Readonly<Record<Supply, readonly EntryUnit[]>> = {
  electricity: ['kWh'],
  gas: ['kWh', 'm3'],
  heat: ['kWh'],
  water: ['m3'],
};
const longestDays = 400;
const earliest = '2000-01-01';

type Parsed = ReturnType<typeof contract.NewMeterEntry.parse>;
type Whose = Pick<NewMeterEntry, 'site' | 'by' | 'at'>;

/** An entry as it is kept, or in one line why it cannot be: `today` is the site's local day. */
export function entryOf(body: Parsed, whose: Whose, today: number): NewMeterEntry | string {
  const { supply, meter, note } = body;
  const last = dayOf(today);
  const dated = (name: string, day: string) =>
    !isLocalDate(day)
      ? `${name}: "${day}" is not a day such as 2026-03-16`
      : day > last
        ? `${name}: ${day} is still to come`
        : day < earliest
          ? `${name}: ${day} is before 2000`
          : undefined;
  const usual: EntryUnit = supply === 'water' || (supply === 'gas' && body.is === 'index') ? 'm3' : 'kWh';
  const unit = body.unit ?? usual;
  const allowed = body.is === 'index' ? [usual] : units[supply];
  if (!allowed.includes(unit)) return `unit: "${unit}" is none of ${supply}: write ${allowed.join(' or ')}`;
  const own = { ...whose, supply, meter, note, unit };
  if (body.is === 'index') {
    return dated('date', body.date) ?? { ...own, is: 'index', date: body.date, index: body.index };
  }
  const { from, to, amount, euros } = body;
  const wrong = dated('from', from) ?? dated('to', to);
  if (wrong !== undefined) return wrong;
  if (to < from) return `to: ${to} is before from`;
  if (dayNumber(to) - dayNumber(from) >= longestDays) return `to: is more than ${longestDays} days after from`;
  return { ...own, is: 'invoice', from, to, amount, euros };
}

/** What an entry says: two of one text say the same of the same meter, typed twice, or a file read again. */
export function saidBy(entry: NewMeterEntry | MeterEntry): string {
  const { site, supply, meter, unit } = entry;
  const own = entry.is === 'index' ? [entry.date, entry.index] : [entry.from, entry.to, entry.amount, entry.euros];
  return JSON.stringify([entry.is, site, supply, meter, unit, ...own]);
}
