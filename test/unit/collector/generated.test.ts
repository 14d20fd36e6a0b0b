import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planOf } from '../../../collector/snmp/plan.ts';
import type { Raw } from '../../../collector/snmp/raw.ts';
import { readAnswers } from '../../../collector/snmp/read.ts';
import { defineDeviceType, type MetricDeclaration } from '../../../devices/device-type.ts';
import type { SnmpReading } from '../../../devices/snmp.ts';

const prefix = '1.3.6.1.4.1.99999';
const label = { fr: 'Essai', en: 'Test' };

/** A column of a table: a code with its meanings, or a number. */
type Column =
  | { readonly kind: 'state'; readonly states: Readonly<Record<string, number | null>> }
  | { readonly kind: 'gauge'; readonly of: boolean; readonly fold: SnmpReading['fold'] | undefined };

const state = fc.constantFrom(0, 0.5, 1, null);
const code = fc.oneof(fc.integer({ min: -9, max: 99 }).map(String), fc.stringMatching(/^[a-z ]{1,8}$/));
const column: fc.Arbitrary<Column> = fc.oneof(
  fc.record({ kind: fc.constant('state' as const), states: fc.dictionary(code, state, { minKeys: 1, maxKeys: 12 }) }),
  fc.record({
    kind: fc.constant('gauge' as const),
    of: fc.boolean(),
    fold: fc.constantFrom(undefined, 'sum' as const, 'min' as const, 'max' as const),
  }),
);
const described = fc.record({
  columns: fc.array(column, { minLength: 1, maxLength: 5 }),
  isNamed: fc.boolean(),
  only: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
});
const index = fc.array(fc.nat({ max: 300 }), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const names = fc.constantFrom('eth0', 'eth1', '/var', 'Salle des fêtes', '');

test('whatever enum or table a description makes, each value is decoded as the description says, and told where it cannot be', () => {
  let [values, unknown, reasons, left] = [0, 0, 0, 0];
  fc.assert(
    fc.property(
      described,
      fc.uniqueArray(fc.record({ index, name: names, mark: fc.integer({ min: 1, max: 3 }) }), {
        selector: (row) => row.index,
        maxLength: 6,
      }),
      fc.infiniteStream(fc.nat({ max: 1_000 })),
      ({ columns, isNamed, only }, rows, stream) => {
        const next = () => stream.next().value ?? 0;
        const type = typeOf(columns, isNamed, only);
        const answered = new Map<string, Map<string, Raw>>();
        for (const row of rows) {
          const cells = new Map<string, Raw>([
            [`${prefix}.1`, row.name],
            [`${prefix}.2`, row.mark],
          ]);
          for (const [i, one] of columns.entries()) {
            cells.set(`${prefix}.${10 + i}`, one.kind === 'state' ? codeFor(one.states, next()) : next());
            cells.set(`${prefix}.${20 + i}`, 1_000);
          }
          answered.set(row.index, cells);
        }
        const read = readAnswers(
          planOf(type),
          { time: 0, uptime: 0, scalars: new Map(), tables: new Map([['things', answered]]) },
          undefined,
        );

        // the same by hand: rows that count, their names, the meaning of each cell
        const counted = rows.filter((row) => only === undefined || row.mark === only);
        left += rows.length - counted.length;
        const nameOf = (row: (typeof rows)[number]) => (isNamed ? row.name || row.index : '');
        for (const [i, one] of columns.entries()) {
          const meant = counted.map((row) => {
            const raw = answered.get(row.index)?.get(`${prefix}.${10 + i}`);
            if (one.kind === 'gauge') return { row, value: one.of ? Number(raw) / 10 : Number(raw) };
            if (!Object.hasOwn(one.states, String(raw))) reasons++;
            return { row, value: one.states[String(raw)] ?? undefined };
          });
          unknown += meant.filter(({ value }) => value === undefined).length;
          const expected = expectedOf(
            one,
            meant.map(({ row, value }) => ({ name: nameOf(row), index: row.index, value })),
          );
          values += Object.keys(expected ?? {}).length;
          expect(read.metrics[`test.m${i}`]).toEqual(expected);
        }
        const untold = columns.some(
          (one, i) =>
            one.kind === 'state' &&
            counted.some(
              (row) => !Object.hasOwn(one.states, String(answered.get(row.index)?.get(`${prefix}.${10 + i}`))),
            ),
        );
        expect(read.reasons.length > 0).toBe(untold);
      },
    ),
    { numRuns: 1_000 },
  );
  expect(values).toBeGreaterThan(1_000);
  for (const seen of [unknown, reasons, left]) expect(seen).toBeGreaterThan(100);
});

function typeOf(columns: readonly Column[], isNamed: boolean, only: number | undefined) {
  const metrics: Record<string, MetricDeclaration> = {};
  for (const [i, one] of columns.entries()) {
    const common = { unit: '', resolution: 0.1, label, table: 'things', from: `${prefix}.${10 + i}` };
    metrics[`test.m${i}`] =
      one.kind === 'state'
        ? { ...common, kind: 'state', resolution: 0.5, states: one.states }
        : {
            ...common,
            kind: 'gauge',
            ...(one.of && { of: `${prefix}.${20 + i}` }),
            ...(one.fold && { fold: one.fold }),
          };
  }
  const table = {
    ...(isNamed && { name: [`${prefix}.1`] }),
    ...(only !== undefined && { only: { [`${prefix}.2`]: [only] } }),
  };
  return defineDeviceType({
    id: 'generated',
    label,
    source: { kind: 'snmp', every: '1m', silentAfter: '5m', is: {}, tables: { things: table } },
    metrics,
  });
}

/** A code of the enum, or one that it has not; numbers come as numbers. */
function codeFor(states: Readonly<Record<string, unknown>>, draw: number): Raw {
  const codes = [...Object.keys(states), '12345'];
  const chosen = codes[draw % codes.length] ?? '';
  return /^-?\d+$/.test(chosen) ? Number(chosen) : chosen;
}

interface Meant {
  readonly name: string;
  readonly index: string;
  readonly value: number | undefined;
}

/** What a metric is worth: rows that share a name are folded, or keep their index behind it. */
function expectedOf(column: Column, rows: readonly Meant[]): number | Record<string, number> | undefined {
  const known = rows.flatMap(({ value, ...row }) => (value === undefined ? [] : [{ ...row, value }]));
  if (known.length === 0) return undefined;
  const fold = column.kind === 'gauge' ? column.fold : undefined;
  if (fold === undefined) {
    const times = (name: string) => rows.filter((row) => row.name === name).length;
    return Object.fromEntries(
      known.map(({ name, index, value }) => [name === '' || times(name) > 1 ? `${name} ${index}`.trim() : name, value]),
    );
  }
  const groups = Map.groupBy(known, ({ name }) => name);
  const folded = [...groups].map(([name, group]) => {
    const all = group.map(({ value }) => value);
    const sum = all.reduce((total, value) => total + value, 0);
    return [name, fold === 'sum' ? sum : fold === 'min' ? Math.min(...all) : Math.max(...all)] as const;
  });
  return groups.has('') ? folded[0]?.[1] : Object.fromEntries(folded);
}
