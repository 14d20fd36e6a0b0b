import { NewMeterEntry } from '../../contract/meter-entries.ts';
import { csvRows } from '../csv-rows.ts';

/** The names of columns and words as people write them; the first is ours. */
const columns: Readonly<Record<string, readonly string[]>> = {
  site: ['site', 'batiment', 'building'],
  supply: ['energie', 'supply', 'energy', 'fluide'],
  meter: ['compteur', 'meter', 'pdl', 'prm', 'pce'],
  date: ['date', 'date de releve', 'releve le'],
  index: ['index'],
  from: ['debut', 'du', 'from', 'start'],
  to: ['fin', 'au', 'to', 'end'],
  amount: ['quantite', 'consommation', 'amount', 'quantity', 'volume'],
  unit: ['unite', 'unit'],
  euros: ['euros', 'euros ttc', 'montant', 'montant ttc', 'ttc'],
  note: ['note', 'remarque', 'comment'],
};
const supplies: Readonly<Record<string, string>> = {
  ...{ eau: 'water', water: 'water', gaz: 'gas', gas: 'gas' },
  ...{ electricite: 'electricity', electricity: 'electricity', elec: 'electricity' },
  ...{ chaleur: 'heat', heat: 'heat', chauffage: 'heat' },
};
const expected = 'energie;date;index or energie;debut;fin;quantite;euros, and perhaps site, compteur, unite, note';
const linesAtMost = 5_000;

/** One line of a file that is an entry: the site as it was written, if it was. */
export interface EntryLine {
  readonly line: number;
  readonly site: string | undefined;
  readonly body: ReturnType<typeof NewMeterEntry.parse>;
}

export interface BadLine {
  readonly line: number;
  readonly reason: string;
}

/**
 * Meter readings and invoices as a spreadsheet saves them: `;`, tab or `,` between cells (RFC 4180), decimal comma or point,
 * days as 2026-03-16 or 16/03/2026. A line with an index is a reading, one with two days an invoice.
 */
export function readEntries(text: string): { lines: EntryLine[]; bad: BadLine[] } {
  const { rows, open } = csvRows(text);
  const [head] = rows;
  if (head === undefined) return { lines: [], bad: [{ line: 1, reason: `the file is empty: expected ${expected}` }] };
  const names = head.cells.map(plain);
  const at = (column: string) => names.findIndex((name) => columns[column]?.includes(name));
  if (at('supply') < 0 || (at('index') < 0 && at('amount') < 0)) {
    return { lines: [], bad: [{ line: head.line, reason: `the header lacks columns: expected ${expected}` }] };
  }
  const lines: EntryLine[] = [];
  const bad: BadLine[] = [];
  for (const { line, cells } of rows.slice(1)) {
    if (lines.length + bad.length >= linesAtMost) {
      bad.push({ line, reason: `the file has more than ${linesAtMost} lines: this one and those after it were left` });
      break;
    }
    const cell = (column: string) => cells[at(column)]?.trim() ?? '';
    const body = bodyOf(cell);
    if (typeof body === 'string') bad.push({ line, reason: body });
    else lines.push({ line, site: cell('site') === '' ? undefined : cell('site'), body });
  }
  if (open !== undefined) bad.push(open);
  return { lines, bad };
}

function bodyOf(cell: (column: string) => string): EntryLine['body'] | string {
  const supply = supplies[plain(cell('supply'))];
  if (supply === undefined) return `energie: "${cell('supply')}" is none of eau, gaz, électricité, chaleur`;
  const isIndex = cell('index') !== '';
  const number = (column: string) => (cell(column) === '' ? undefined : numberOf(cell(column)));
  for (const column of isIndex ? ['index'] : ['amount', 'euros']) {
    if (number(column)?.ok === false) return `${columns[column]?.[0]}: "${cell(column)}" is not a number`;
  }
  const value = (column: string) => {
    const read = number(column);
    return read?.ok ? read.value : undefined;
  };
  const unit = cell('unit') === '' ? undefined : plain(cell('unit')).replace('³', '3') === 'm3' ? 'm3' : cell('unit');
  const own = {
    supply,
    meter: cell('meter'),
    note: cell('note'),
    ...(unit !== undefined && { unit: casedUnit(unit) }),
  };
  const parsed = NewMeterEntry.safeParse(
    isIndex
      ? { is: 'index', ...own, date: dayIn(cell('date')), index: value('index') }
      : {
          ...{ is: 'invoice', ...own, from: dayIn(cell('from')), to: dayIn(cell('to')), amount: value('amount') },
          euros: value('euros') ?? null,
        },
  );
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? 'line');
  const written = cell(name);
  return written === ''
    ? `${columns[name]?.[0] ?? name}: is missing`
    : `${columns[name]?.[0] ?? name}: "${written.slice(0, 60)}" ${issue?.message ?? 'is wrong'}`;
}

function casedUnit(unit: string): string {
  return /^kwh$/i.test(unit) ? 'kWh' : unit;
}

/** `1 234,5` and `1,234.5`; the last of two kinds of marks is the decimal one. */
function numberOf(written: string): { ok: true; value: number } | { ok: false } {
  const text = written.replaceAll(/[\s\u00a0\u202f€]/g, '');
  const last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
  const clean = last < 0 ? text : `${text.slice(0, last).replaceAll(/[.,]/g, '')}.${text.slice(last + 1)}`;
  return /^-?\d+(\.\d*)?$/.test(clean) ? { ok: true, value: Number(clean) } : { ok: false };
}

function dayIn(written: string): string {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written) ?? [];
  if (day === undefined || month === undefined) return written;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Lower case without accents. */
function plain(text: string): string {
  return text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
}
