import { expect, test } from 'vitest';
import { backTest } from '../../../commands/backtest/back-test.ts';
import { answerOrder, type Order, orderMistakes } from '../../../commands/backtest/order.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { AnyRule } from '../../../devices/rules/any-rule.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';
import type { CurveQuery } from '../../../gateway/domain/store.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const monday = Date.UTC(2026, 2, 2);

type History = Readonly<Record<string, readonly (readonly [time: number, value: number])[]>>;

/** A store of these readings, by `device metric instance`. */
function storeOf(history: History) {
  const asked: CurveQuery[] = [];
  return {
    asked,
    async series({ metrics }: { metrics: readonly string[] }) {
      return Object.keys(history)
        .map((name) => name.split(' '))
        .flatMap(([device = '', metric = '', instance = '']) =>
          metrics.includes(metric) ? [{ device, metric, instance }] : [],
        );
    },
    async curve(query: CurveQuery) {
      asked.push(query);
      const all = history[`${query.device} ${query.metric} ${query.instance}`.trim()] ?? [];
      const rows = all.filter(([time]) => time >= query.from && time < query.to).slice(0, query.limit ?? all.length);
      return { times: Float64Array.from(rows, ([t]) => t), values: Float64Array.from(rows, ([, v]) => v) };
    },
  };
}

async function tried(
  rules: readonly AnyRule[],
  history: History,
  order: Partial<Order> = {},
  territory = territoryOfTwo(),
) {
  const readings = storeOf(history);
  const report = await answerOrder(
    { catalogue, territory, made: [], readings },
    { rules, from: monday, to: monday + 60 * day, ...order },
  );
  const told = (alerts: typeof report.alerts) =>
    alerts.map(({ device, instance, since, until, severity, alone }) => {
      const span = `${hours(since)}-${until === undefined ? '' : hours(until)}`;
      return `${alone ? 'alone ' : ''}${device}${instance ?? ''} ${severity} ${span}`;
    });
  return { ...report, told: { alerts: told(report.alerts), today: told(report.today) }, asked: readings.asked };
}

/** Every ten minutes for `days`, what `value` says. */
function every10m(days: number, value: (time: number) => number) {
  return Array.from({ length: days * 144 }, (_, i) => [monday + i * 10 * minute, value(i * 10 * minute)] as const);
}

const full = every10m(50, (time) => (time >= 40 * day && time < 40 * day + 6 * hour ? 93 : 60));

test('what a rule would have told stands beside what today’s tells', async () => {
  const { told, appear, vanish, alerts, series, readings } = await tried(
    [{ id: 'disk-used', device: 'serveur-tartas', above: 95, for: '15m' }],
    { 'serveur-tartas disk.used /var': full },
  );
  expect(told).toEqual({ alerts: [], today: ['alone serveur-tartas/var warning 960h-966h'] });
  expect([alerts.length, appear, vanish, series, readings]).toEqual([0, 0, 1, 1, full.length]);
});

test('an alert says what its rule waited for, in the numbers that were tried', async () => {
  const { alerts, told } = await tried([{ id: 'disk-used', above: { warning: 92 }, for: '1h' }], {
    'serveur-tartas disk.used /var': full,
  });
  expect(told).toEqual({
    alerts: ['serveur-tartas/var warning 960h-966h'],
    today: ['serveur-tartas/var warning 960h-966h'],
  });
  expect(alerts[0]).toMatchObject({
    value: 93,
    raisedAt: new Date(monday + 40 * day + hour).toISOString(),
    reason: { fr: 'Disque occupé au-dessus de 92 % pendant 1 h', en: 'Disk used above 92 % for 1 h' },
    title: { fr: 'Disque presque plein' },
  });
});

test('a silence is found although nothing came, and only for who spoke before', async () => {
  const spoke = every10m(2, () => 20).filter(([time]) => time <= monday + day || time >= monday + day + 3 * hour);
  const { told } = await tried(
    [{ id: 'silent', type: 'air-quality', metric: 'air.co2', after: '2h' }],
    { 'air-tartas air.co2': spoke, 'air-dax air.co2': [] },
    { to: monday + 2 * day },
  );
  expect(told.alerts).toEqual(['air-tartas warning 24h-27h']);
});

test('only what the rules watch is read, at most a month at once', async () => {
  const { asked } = await tried([{ id: 'disk-used', device: 'serveur-tartas', above: 95 }], {
    'serveur-tartas disk.used /var': full,
    'eau-tartas water.volume': every10m(3, (time) => time),
  });
  expect(new Set(asked.map(({ metric }) => metric))).toEqual(new Set(['disk.used']));
  expect(asked).toHaveLength(2);
  expect(Math.max(...asked.map(({ from, to }) => to - from))).toBeLessThanOrEqual(31 * day);
});

test('what is tried for one site says nothing of the others', async () => {
  const stale = every10m(1, () => 2_000);
  const history = { 'air-tartas air.co2': stale, 'air-dax air.co2': stale };
  const { alerts, today, series } = await tried([{ id: 'co2', site: 'mairie-dax', above: 1_900 }], history);
  expect([series, ...[...alerts, ...today].map(({ device }) => device)]).toEqual([1, 'air-dax', 'air-dax']);
});

test('a room is held against the rooms around it, which are heard and not told of', async () => {
  const two = territoryOfTwo();
  const room = two.devices.get('air-tartas');
  if (room === undefined) throw new Error('the territory of two has no room');
  const others = ['air-2', 'air-3', 'air-4'].map((id) => [id, { ...room, id }] as const);
  const history = Object.fromEntries(
    ['air-tartas', 'air-2', 'air-3', 'air-4'].map((id, at) => {
      const isApart = (time: number) => time >= 28 * day && at < 2;
      return [`${id} air.temperature`, every10m(35, (time) => 19 + at + (isApart(time) ? 3 - 6 * at : 0))];
    }),
  );
  const rule = { id: 'temperature-apart', metric: 'air.temperature', kind: 'apart', deviations: 4, least: 1 } as const;
  const { told, series } = await tried(
    [{ ...rule, device: 'air-tartas', say: { fr: 'À part', en: 'Apart' } }],
    history,
    {},
    { ...two, devices: new Map([...two.devices, ...others]) },
  );
  expect([told.alerts.length, series]).toEqual([1, 1]);
  expect([...told.alerts, ...told.today].filter((one) => !one.includes('air-tartas'))).toEqual([]);
});

test('a month of more readings than are asked for at once is read to its end, each once', async () => {
  const often = Array.from({ length: 60_000 }, (_, i) => [monday + i * 30_000, 60] as const);
  const { readings, asked } = await tried(
    [{ id: 'disk-used', above: 95 }],
    { 'serveur-tartas disk.used /var': often },
    { to: monday + 25 * day },
  );
  expect([readings, asked.length]).toEqual([60_000, 2]);
});

test('a consequence names its cause', async () => {
  const territory = territoryOfTwo();
  const devices = new Map(territory.devices);
  devices.set('air-tartas', { ...devices.get('air-tartas')!, parent: 'eau-tartas' });
  const readings = storeOf({
    'eau-tartas water.volume': every10m(1, () => 5),
    'air-tartas air.co2': every10m(1, () => 5),
  });
  const { alerts } = await answerOrder(
    { catalogue, territory: { ...territory, devices }, made: [], readings },
    { rules: [{ id: 'silent', for: '1m' }], from: monday, to: monday + 2 * day },
  );
  expect(alerts.map(({ device, cause }) => [device, cause])).toEqual([
    ['air-tartas', 'eau-tartas'],
    ['eau-tartas', undefined],
  ]);
});

test('a wrong rule is told by its place among those given, whatever else there is', () => {
  const world = { catalogue, territory: territoryOfTwo(), made: [{ id: 'cpu', above: 90 }] };
  const wrong = orderMistakes(world, [
    { id: 'cpu', above: 91 },
    { id: 'cqu', off: true },
  ]);
  expect(wrong.map(({ index, key }) => [index, key])).toEqual([[1, 'id']]);
});

function hours(time: string): string {
  return `${(Date.parse(time) - monday) / hour}h`;
}

test('of what rules tell without end the first are kept, over all sites together', async () => {
  const seesaw = Array.from({ length: 12 }, (_, i) => [monday + i * 20 * minute, i % 2 === 0 ? 4_000 : 0] as const);
  const stale: AnyRule = { id: 'stale', kind: 'threshold', metric: 'air.co2', above: 3_000, say: { fr: 'x', en: 'x' } };
  const { rules } = resolveRules(catalogue, [stale]);
  const found = await backTest({
    ...{ rules: { given: rules, today: [] }, ids: new Set(['stale']), scopes: [{}], mostAlerts: 4 },
    ...{ territory: territoryOfTwo(), catalogue, from: monday, to: monday + day },
    readings: storeOf({ 'air-tartas air.co2': seesaw, 'air-dax air.co2': seesaw }),
  });
  expect([found.given.length, found.left]).toEqual([4, 8]);
});
