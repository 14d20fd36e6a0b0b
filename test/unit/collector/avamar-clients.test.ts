import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Activity, Client } from '../../../collector/avamar/answers.ts';
import { type ClientRecord, emptyRecord, judge, missedNights, note } from '../../../collector/avamar/client-record.ts';
import { createMemberOf } from '../../../collector/avamar/members.ts';
import { outcomeOf } from '../../../collector/avamar/outcome.ts';
import { avamarDefaults } from '../../../collector/avamar/settings.ts';
import { isBackup, standing } from '../../../collector/avamar/standing.ts';
import { deviceAt } from '../../support/checked.ts';

const day = 86_400_000;
const hour = 3_600_000;
const monday = Date.parse('2026-03-02T22:00:00Z');

/** An activity that ended at an instant, as the appliance writes it. */
function activity(time: number, more: Record<string, unknown> = {}) {
  const iso = (at: number) => new Date(at).toISOString();
  const dates = { scheduledDate: iso(time - hour), activatedDate: iso(time - 600_000), completedDate: iso(time) };
  const stats = { bytesProcessed: 5e9 };
  const base = {
    id: `a${time}`,
    type: 'Scheduled Backup',
    state: 'SUCCESS',
    clientName: 'srv',
    domain: '/clients/dax',
  };
  const read = Activity.parse({ ...base, ...dates, stats, ...more });
  return { ...read, completedDate: read.completedDate ?? time };
}

function recordOf(activities: ReturnType<typeof activity>[]): ClientRecord {
  const record = emptyRecord('srv', '/clients/dax');
  for (const one of activities) note(record, one, avamarDefaults);
  return record;
}

test('a state of the good group is good, of the warning group a warning, any other, even one to come, a failure', () => {
  const of = (state: string, errorCode?: number) => outcomeOf({ state, errorCode });
  expect(['SUCCESS', 'SUCCESS_PROMOTED'].map((state) => of(state))).toEqual([0, 0]);
  expect(['PARTIAL_SUCCESS', 'PARTIAL_REPL', 'PARTIAL_MIGRATE'].map((state) => of(state))).toEqual([2, 2, 2]);
  expect(['WAITING', 'RUNNING', 'STALLED_WHILE_RUNNING', 'MIGRATING', 'SUSPENDED'].map((state) => of(state))).toEqual([
    1, 1, 1, 1, 1,
  ]);
  expect(['UNKNOWN', 'NO_VM', 'CANCELED', 'success', 'A_STATE_TO_COME'].map((state) => of(state, 0))).toEqual([
    3, 3, 3, 3, 3,
  ]);
  expect([of('SUCCESS', 0), of('SUCCESS', 10_020), of('SUCCESS', 10_007), of('PARTIAL_SUCCESS', 10_020)]).toEqual([
    0, 2, 3, 2,
  ]);
});

test('reading the same activities again, in any order, changes nothing', () => {
  const made = fc.uniqueArray(fc.integer({ min: 0, max: 60 * 24 }), { minLength: 1, maxLength: 40 }).chain((hours) =>
    fc.record({
      activities: fc.tuple(
        ...hours.map((at) =>
          fc
            .record({
              state: fc.constantFrom('SUCCESS', 'PARTIAL_SUCCESS', 'NO_VM'),
              pluginNumber: fc.constantFrom(1_001, 3_001, null),
            })
            .map((more) => activity(monday + at * hour, more)),
        ),
      ),
      order: fc.infiniteStream(fc.nat()),
    }),
  );
  fc.assert(
    fc.property(made, ({ activities, order }) => {
      const shuffled = [...activities, ...activities]
        .map((one) => ({ one, at: order.next().value ?? 0 }))
        .sort((a, b) => a.at - b.at)
        .map(({ one }) => one);
      expect(recordOf(shuffled)).toEqual(recordOf(activities));
    }),
    { seed: 19, numRuns: 200 },
  );
});

test('a database that failed is not made good by the files saved after it, but by its own next success', () => {
  const database = { pluginNumber: 3_006 };
  const failed = activity(monday, { ...database, state: 'FAILURE', errorCode: 10_007, codeReason: 'Activity failed.' });
  const files = activity(monday + hour, { pluginNumber: 3_001 });
  expect(judge(recordOf([failed, files]), undefined, monday + 2 * hour, avamarDefaults)).toMatchObject({
    state: 3,
    text: 'Activity failed. [FAILURE] (10007)',
  });
  const again = activity(monday + 3 * hour, { ...database, type: 'On-Demand Backup' });
  expect(judge(recordOf([failed, files, again]), undefined, monday + 4 * hour, avamarDefaults).state).toBe(0);
  const daily = Array.from({ length: 9 }, (_, index) => activity(monday + (index + 1) * day, { pluginNumber: 3_001 }));
  expect(judge(recordOf([failed, ...daily]), undefined, monday + 9 * day + hour, avamarDefaults).state).toBe(0);
});

test('a failure leaves the age of the last good backup alone, a warning renews it unless the setting says no', () => {
  const activities = [
    activity(monday),
    activity(monday + day, { state: 'PARTIAL_SUCCESS' }),
    activity(monday + 2 * day, { state: 'NO_VM' }),
  ];
  expect(recordOf(activities).lastGood).toBe(monday + day);
  const strict = emptyRecord('srv', '/clients/dax');
  for (const one of activities) note(strict, one, { ...avamarDefaults, warningCounts: false });
  expect(strict.lastGood).toBe(monday);
});

test('a night is missed an hour after it was due, and only one of the days on which the client is usually saved', () => {
  const nights = (days: number[]) => recordOf(days.map((one) => activity(monday + one * day + hour)));
  const everyNight = nights(Array.from({ length: 20 }, (_, index) => index - 19));
  expect(missedNights(everyNight, monday + day + hour - 1)).toBe(0);
  expect(missedNights(everyNight, monday + day + hour)).toBe(1);
  expect(judge(everyNight, undefined, monday + 2 * day, avamarDefaults).state).toBe(0);
  expect(judge(everyNight, undefined, monday + 2 * day + hour, avamarDefaults).state).toBe(4);
  // 2026-03-02 is a Monday: Fridays −3, −10, −17 are the last of their weeks
  const weekdays = nights([-24, -21, -20, -19, -18, -17, -14, -13, -12, -11, -10, -7, -6, -5, -4, -3]);
  expect(missedNights(weekdays, monday - hour)).toBe(0);
  expect(missedNights(weekdays, monday + hour)).toBe(1);
  expect(missedNights(emptyRecord('new', '/'), monday)).toBe(Number.POSITIVE_INFINITY);
});

test('what runs is running, and a warning when it hangs or goes on for more than a day', () => {
  const record = recordOf([activity(monday)]);
  const at = (state: string, since: number) =>
    judge(record, { state, since }, monday + 30 * hour, avamarDefaults).state;
  expect(at('RUNNING', monday + 28 * hour)).toBe(1);
  expect(at('RUNNING', monday + 5 * hour)).toBe(2);
  expect(at('STALLED_WHILE_RUNNING', monday + 29 * hour)).toBe(2);
});

test('a null and an absent key are the same, and a duration or a size that makes no sense is not told', () => {
  const bare = Activity.parse({
    state: 'SUCCESS',
    clientName: 'srv',
    completedDate: '2026-03-01T23:00:00Z',
    stats: null,
    errorCode: null,
  });
  expect(note(emptyRecord('srv', ''), { ...bare, completedDate: monday }, avamarDefaults)).toEqual({
    'backup.state': 0,
  });
  const odd = activity(monday, {
    activatedDate: new Date(monday + hour).toISOString(),
    stats: { bytesProcessed: 'many' },
  });
  expect(note(emptyRecord('srv', ''), odd, avamarDefaults)).toEqual({ 'backup.state': 0 });
});

test('replications, retired clients and the appliance’s own are nobody’s backups', () => {
  const is = (more: Record<string, unknown>) => isBackup(activity(monday, more), avamarDefaults);
  expect(is({})).toBe(true);
  expect(is({ type: 'On-Demand Backup' })).toBe(true);
  expect(is({ type: 'Replication Source' })).toBe(false);
  expect(is({ domain: '/MC_RETIRED/dax' })).toBe(false);
  expect(is({ domain: '/MC_RETIRED2' })).toBe(true);
});

test('a client is of the member whose address fits it best', () => {
  const memberOf = createMemberOf([
    deviceAt('avamar:/clients/mairie-dax, avamar', { id: 'dax' }),
    deviceAt('avamar:/clients/mairie-dax/ecoles', { id: 'ecoles' }),
    deviceAt('avamar:/vc/VirtualMachines/tartas-*, /clients/tartas/', { id: 'tartas' }),
    deviceAt(undefined, { id: 'none' }),
  ]);
  const of = (domain: string, client: string) => memberOf(domain, client)?.id;
  expect(of('/clients/mairie-dax', 'srv')).toBe('dax');
  expect(of('/clients/mairie-dax/ecoles', 'srv')).toBe('ecoles');
  expect(of('/clients/mairie-dax-sud', 'srv')).toBeUndefined();
  expect(of('/vc/VirtualMachines', 'tartas-ad')).toBe('tartas');
  expect(of('/vc/VirtualMachines', 'dax-ad')).toBeUndefined();
  expect(of('/clients/tartas', 'srv')).toBe('tartas');
});

test('a schedule dated after the end of what it began hides no night that was missed', () => {
  const record = recordOf([activity(monday, { scheduledDate: '2126-01-01T00:00:00Z' })]);
  expect(record.lastTry).toBe(monday);
  expect(missedNights(record, monday + 4 * day)).toBeGreaterThanOrEqual(3);
});

test('a last backup that the list dates ahead of now is none', () => {
  const at = (lastBackupTime: number) => {
    const listed = new Map([['c', Client.parse({ id: 'c', name: 'srv', domainFqdn: '/clients/dax', lastBackupTime })]]);
    const known = { records: new Map(), listed, running: new Map(), isPartial: false, memberOf: () => undefined };
    const seen = new Map([['c', recordOf([activity(monday, { state: 'NO_VM' })])]]);
    return standing({ ...known, records: seen, now: monday + hour, settings: avamarDefaults })[0]?.lastGood;
  };
  expect([at(monday - day), at(monday + 365 * day), at(1e300)]).toEqual([monday - day, undefined, undefined]);
});
