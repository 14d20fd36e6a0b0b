import { expect, test } from 'vitest';
import { readEntries } from '../../../dashboard/server/energy/entry-csv.ts';
import { carbonFactors } from '../../../gateway/calculate/cost.ts';
import {
  daysOfMonth,
  filledIn,
  type SupplyHistory,
  useOf,
  useOfAll,
} from '../../../gateway/calculate/energy-history.ts';
import { judgeEntries } from '../../../gateway/calculate/meter-entries/judge-entries.ts';
import { spreadEntries } from '../../../gateway/calculate/meter-entries/spread-entries.ts';
import type { EntryFact, MeterEntry, NewMeterEntry } from '../../../gateway/domain/meter-entry.ts';

let last = 0;
function entry(
  fact: EntryFact,
  some: Partial<Pick<MeterEntry, 'supply' | 'unit' | 'meter' | 'confirmed'>> = {},
): MeterEntry {
  const own = { site: 'ecole', supply: 'water', meter: '', unit: 'm3', note: '', by: 'maire', at: 0 } as const;
  return { ...own, ...fact, ...some, id: ++last } as NewMeterEntry & { id: number };
}
const index = (date: string, value: number, some = {}) => entry({ is: 'index', date, index: value }, some);
const invoice = (from: string, to: string, amount: number, euros: number | null = null, some = {}) =>
  entry({ is: 'invoice', from, to, amount, euros }, some);
const electricity = { supply: 'electricity', unit: 'kWh' } as const;
const gas = { supply: 'gas', unit: 'kWh' } as const;

/** The doubts of the last one typed. */
function doubtsOf(...entries: MeterEntry[]) {
  return judgeEntries(entries)
    .find((one) => one.entry.id === last)
    ?.doubts.map(({ kind, instead }) => (instead === undefined ? kind : `${kind}, perhaps ${instead}`));
}
const water = () => [index('2026-08-01', 1_170), index('2026-09-01', 1_200), index('2026-10-01', 1_231)];

test('each slip of a typed entry is told with what it is held against, and what was perhaps meant', () => {
  const bills = () => [
    invoice('2026-01-01', '2026-02-28', 900, 180, electricity),
    invoice('2026-03-01', '2026-04-30', 850, 170, electricity),
  ];
  const slips: [string, string[] | undefined][] = [
    ['an index as usual', doubtsOf(...water(), index('2026-11-01', 1_262))],
    ['a digit too many', doubtsOf(...water(), index('2026-11-01', 12_620))],
    ['the red digits', doubtsOf(...water(), index('2026-11-01', 1_262_415))],
    ['a digit too few', doubtsOf(...water(), index('2026-11-01', 126))],
    ['backwards', doubtsOf(...water(), index('2026-11-01', 1_190))],
    ['the same day', doubtsOf(...water(), index('2026-10-01', 1_240))],
    ['above the next one', doubtsOf(...water(), index('2026-11-01', 1_262), index('2026-10-15', 1_270))],
    ['far too much', doubtsOf(...water(), index('2026-11-01', 1_700))],
    ['ten times without history', doubtsOf(index('2026-10-01', 1_231), index('2026-11-01', 12_620))],
    ['a holiday without use', doubtsOf(...water(), index('2026-11-01', 1_231))],
    ['a bill as usual', doubtsOf(...bills(), invoice('2026-05-01', '2026-06-30', 800, 160, electricity))],
    ['ten times a bill', doubtsOf(...bills(), invoice('2026-05-01', '2026-06-30', 8_000, null, electricity))],
    ['a tenth of a bill', doubtsOf(...bills(), invoice('2026-05-01', '2026-06-30', 80, null, electricity))],
    ['an overlap', doubtsOf(...bills(), invoice('2026-04-15', '2026-06-30', 1_000, 200, electricity))],
    ['a shared day', doubtsOf(...bills(), invoice('2026-04-30', '2026-06-30', 800, 160, electricity))],
    ['a gap', doubtsOf(...bills(), invoice('2026-06-01', '2026-06-30', 400, 80, electricity))],
    ['too dear', doubtsOf(...bills(), invoice('2026-05-01', '2026-06-30', 800, 1_600, electricity))],
    ['m³ typed as kWh', doubtsOf(invoice('2026-01-01', '2026-01-31', 500, 600, gas))],
    ['kWh typed as m³', doubtsOf(invoice('2026-01-01', '2026-01-31', 5_500, 600, { ...gas, unit: 'm3' }))],
    [
      'a summer of gas',
      doubtsOf(invoice('2026-01-01', '2026-01-31', 5_500, 600, gas), invoice('2026-02-01', '2026-02-28', 400, 60, gas)),
    ],
  ];
  expect(Object.fromEntries(slips)).toEqual({
    'an index as usual': [],
    'a digit too many': ['ten times, perhaps 1262'],
    'the red digits': ['unit, perhaps 1262.415'],
    'a digit too few': ['backwards, perhaps 1260'],
    backwards: ['backwards'],
    'the same day': ['same day'],
    'above the next one': ['above the next'],
    'far too much': ['far above'],
    'ten times without history': ['ten times, perhaps 1262'],
    'a holiday without use': [],
    'a bill as usual': [],
    'ten times a bill': ['ten times, perhaps 800'],
    'a tenth of a bill': ['a tenth, perhaps 800'],
    'an overlap': ['overlap'],
    'a shared day': [],
    'a gap': ['gap'],
    'too dear': ['price'],
    'm³ typed as kWh': ['unit, perhaps 5500'],
    'kWh typed as m³': ['unit, perhaps 500'],
    'a summer of gas': [],
  });
  expect(slips).toHaveLength(20);
});

test('the same dates of the year before are the usual of a building that heats', () => {
  const year = [
    invoice('2025-01-01', '2025-01-31', 6_000, null, gas),
    invoice('2025-07-01', '2025-07-31', 200, null, gas),
  ];
  expect(doubtsOf(...year, invoice('2026-01-01', '2026-01-31', 6_400, null, gas))).toEqual(['gap']);
  expect(doubtsOf(...year, invoice('2026-07-01', '2026-07-31', 2_000, null, gas))).toEqual([
    'gap',
    'ten times, perhaps 200',
  ]);
});

test('as many slips as a site may hold are judged at once: whoever types them keeps nobody waiting', () => {
  const day = (at: number) => new Date(Date.UTC(2010, 0, 1) + at * 86_400_000).toISOString().slice(0, 10);
  const upAndDown = Array.from({ length: 5_000 }, (_, at) => index(day(at), (at * 37) % 5_000));
  const judged = judgeEntries(upAndDown);
  expect(judged).toHaveLength(5_000);
  // only what rises by a little a day is a water meter of a school
  const counted = judged.filter(({ counts }) => counts).map(({ entry }) => (entry.is === 'index' ? entry.index : -1));
  expect(counted.every((value, at) => value >= (counted[at - 1] ?? 0))).toBe(true);
  expect(counted.length).toBeGreaterThan(100);
  // a square of their number took eleven seconds
}, 5_000);

test('what is doubtful counts in nothing until somebody confirms it, and then what comes after is held against it', () => {
  const typed = [...water(), index('2026-11-01', 12_620), index('2026-11-15', 1_276)];
  expect(judgeEntries(typed).map(({ counts }) => counts)).toEqual([true, true, true, false, true]);
  const note = { note: 'compteur changé', by: 'maire', at: 1 };
  const replaced = [
    ...water(),
    index('2026-11-01', 3, { confirmed: { ...note, doubts: ['backwards'] } }),
    index('2026-12-01', 33),
  ];
  expect(judgeEntries(replaced).map(({ counts }) => counts)).toEqual([true, true, true, true, true]);
  const [history] = spreadEntries(judgeEntries(replaced), daysOfMonth('2026-10'), {});
  // what the old meter counted after its last reading nobody knows
  expect(history?.amounts.every((value) => value === null)).toBe(true);
  const november = spreadEntries(judgeEntries(replaced), daysOfMonth('2026-11'), {})[0];
  expect(november?.amounts.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBeCloseTo(30, 9);
});

test('an index counts by day from the one before, an invoice over its days with the euros it asks; sensors come first', () => {
  const days = daysOfMonth('2026-10');
  const counting = { tariffs: { water: [{ from: '2020-01-01', price: 3 }] }, factors: carbonFactors };
  const read = spreadEntries(judgeEntries([index('2026-09-21', 100), index('2026-10-11', 140)]), days, {})[0]!;
  expect(useOf(read, days, counting)).toMatchObject({ missing: 21, sources: ['index'] });
  expect(useOf(read, days, counting).amount).toBeCloseTo(20, 9);
  const billed = spreadEntries(judgeEntries([invoice('2026-10-01', '2026-11-30', 61, 305)]), days, {})[0]!;
  const use = useOf(billed, days, counting);
  expect(use).toMatchObject({ missing: 0, sources: ['invoice'] });
  expect([use.amount, use.euros]).toEqual([expect.closeTo(31, 9), expect.closeTo(155, 9)]);
  const sensor: SupplyHistory = {
    ...{ supply: 'water', meters: 1, firstDay: days.from, kWh: [] },
    amounts: Array.from({ length: 31 }, (_, at) => (at < 10 ? 2 : null)),
  };
  const both = filledIn(sensor, billed)!;
  expect(useOf(both, days, counting)).toMatchObject({ sources: ['sensor', 'invoice'], missing: 0 });
  expect(useOf(both, days, counting).amount).toBeCloseTo(10 * 2 + 21, 9);
  const joint = useOfAll([sensor, billed], days, counting)!;
  expect(joint.euros).toBeCloseTo(10 * 2 * 3 + 155, 9);
});

test('gas that is billed in kWh has its kWh and euros, and m³ only where the month’s coefficient is known', () => {
  const days = daysOfMonth('2026-10');
  const judged = judgeEntries([invoice('2026-10-01', '2026-10-31', 3_100, 310, gas)]);
  const counting = { tariffs: {}, factors: carbonFactors };
  const alone = useOf(spreadEntries(judged, days, {})[0]!, days, counting);
  expect(alone.amount).toBeNull();
  expect([alone.kWh, alone.euros]).toEqual([expect.closeTo(3_100, 6), expect.closeTo(310, 6)]);
  expect(useOf(spreadEntries(judged, days, { '2026-10': 10 })[0]!, days, counting).amount).toBeCloseTo(310, 6);
});

test('a spreadsheet’s file is read line by line in French or English, and each bad line has its reason', () => {
  const { lines, bad } = readEntries(
    '\ufeffSite;Énergie;Date;Index;Début;Fin;Quantité;Unité;Euros TTC\r\nMairie;Eau;16/03/2026;1 234,5;;;;;\r\n;gaz;;;2026-01-01;31/01/2026;"1.250,75";m³;1300\r\n;eau;;;;;12;;\r\n;vapeur;1/1/2026;3;;;;;\r\n;eau;1/1/2026;3 m;;;;;\r\n',
  );
  expect(lines.map(({ line, site, body }) => [line, site, body])).toEqual([
    [2, 'Mairie', { is: 'index', supply: 'water', meter: '', note: '', date: '2026-03-16', index: 1234.5 }],
    [
      3,
      undefined,
      {
        ...{ is: 'invoice', supply: 'gas', meter: '', note: '', unit: 'm3' },
        from: '2026-01-01',
        to: '2026-01-31',
        amount: 1250.75,
        euros: 1300,
      },
    ],
  ]);
  expect(bad).toEqual([
    { line: 4, reason: 'debut: is missing' },
    { line: 5, reason: 'energie: "vapeur" is none of eau, gaz, électricité, chaleur' },
    { line: 6, reason: 'index: "3 m" is not a number' },
  ]);
});
