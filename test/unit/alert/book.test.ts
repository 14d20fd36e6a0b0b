import { expect, test } from 'vitest';
import { silencedBy } from '../../../gateway/domain/alert.ts';
import { after, bookInHand, clear, raise, worsen } from './book-in-hand.ts';

const by = 'technicien@demo';

test('active and acknowledged are independent', () => {
  const { book, hear, order } = bookInHand();
  const state = () => book.alerts().map(({ active, acknowledgement }) => [active, acknowledgement !== undefined]);
  expect(hear(raise('0m'))).toEqual(['salle-1 raised: condition']);
  expect(state()).toEqual([[true, false]]);
  expect(order('5m', { does: 'acknowledge', mode: 'until-clear', by })).toEqual(['salle-1 acknowledged: person']);
  expect(state()).toEqual([[true, true]]);
  expect(hear(clear('9m', '0m'))).toEqual(['salle-1 cleared: condition']);
  expect(state()).toEqual([[false, true]]);
  hear(raise('20m'), clear('30m', '20m'));
  expect(state()).toEqual([[false, false]]);
  expect(order('35m', { does: 'acknowledge', mode: 'until-clear', by })).toEqual(['salle-1 acknowledged: person']);
});

test('an acknowledgement ends after seven days unless another end is said, and then the alert is told again', () => {
  const { book, hear, order, tick } = bookInHand();
  hear(raise('0m'));
  order('10m', { does: 'acknowledge', mode: 'until-clear', by });
  expect(book.alerts()[0]?.acknowledgement?.until).toBe(after('7d10m'));
  expect(silencedBy(book.alerts()[0]!)).toBe('acknowledged');
  expect(tick('7d9m')).toEqual([]);
  expect(tick('7d10m')).toEqual(['salle-1 acknowledgement ended: time over']);
  expect(silencedBy(book.alerts()[0]!)).toBeUndefined();
  expect(tick('7d70m')).toEqual(['salle-1 reminded: not acknowledged']);
});

test('an acknowledgement until worse ends with a graver level, one until clear does not', () => {
  const { hear, order } = bookInHand();
  hear(raise('0m'), raise('0m', { device: 'salle-2' }));
  order('1m', { does: 'acknowledge', mode: 'until-worse', by });
  order('1m', { does: 'acknowledge', mode: 'until-clear', by }, 'salle-2');
  expect(hear(worsen('5m', '0m', 'critical'), worsen('5m', '0m', 'critical', { device: 'salle-2' }))).toEqual([
    'salle-1 worsened: condition',
    'salle-1 acknowledgement ended: worse',
    'salle-2 worsened: condition',
  ]);
});

test('an end in the past, or more than 90 days away, is refused with what is wrong', () => {
  const { hear, order } = bookInHand();
  hear(raise('0m'));
  expect(order('10m', { does: 'shelve', until: after('10m'), by })).toBe(
    'a shelf ends in the future, not at 2026-03-01T23:10:00.000Z',
  );
  expect(order('10m', { does: 'acknowledge', mode: 'until-clear', until: after('91d'), by })).toBe(
    'an acknowledgement lasts at most 90 days, not until 2026-05-31T23:00:00.000Z',
  );
  expect(order('10m', { does: 'comment', comment: ' ', by })).toBe('an empty comment says nothing');
  expect(order('10m', { does: 'unshelve', by })).toBe('the alert is not shelved');
  expect(order('10m', { does: 'comment', comment: 'x', by }, 'salle-9')).toBe(
    'there is no alert "none", or it was closed over a week ago',
  );
});

test('a shelf holds for the next alert of the rule too, until its end', () => {
  const { book, hear, order, tick } = bookInHand();
  hear(raise('0m'));
  expect(order('1m', { does: 'shelve', until: after('2h'), by })).toEqual(['salle-1 shelved: person']);
  hear(clear('10m', '0m'));
  expect(hear(raise('20m'))).toEqual(['salle-1 raised: condition', 'salle-1 shelved: person']);
  expect(silencedBy(book.alerts()[0]!)).toBe('shelved');
  expect(tick('119m')).toEqual([]);
  expect(tick('120m')).toEqual(['salle-1 shelf ended: time over']);
  expect(silencedBy(book.alerts()[0]!)).toBeUndefined();
});

test('a resolved alert opens again only after the condition has cleared, as another alert', () => {
  const { book, hear, order, tick } = bookInHand();
  hear(raise('0m'));
  const [{ id } = { id: '' }] = book.alerts();
  expect(order('5m', { does: 'resolve', falseAlarm: true, comment: 'fenêtre ouverte', by })).toEqual([
    'salle-1 resolved: person',
  ]);
  expect(book.alerts()[0]).toMatchObject({ active: false, resolved: { by, falseAlarm: true } });
  expect(order('6m', { does: 'resolve', by })).toBe('the alert is resolved already');
  expect(hear(worsen('7m', '0m', 'critical'))).toEqual([]);
  expect(tick('3d')).toEqual([]);
  expect(hear(clear('3d1h', '0m'), raise('3d2h'))).toEqual(['salle-1 raised: condition']);
  expect(book.alerts()[0]?.id).not.toBe(id);
});

test('the fourth alert within an hour flaps: one alert, no further ones, until half an hour is quiet', () => {
  const { book, hear, tick } = bookInHand();
  for (const at of [0, 10, 20]) hear(raise(`${at}m`), clear(`${at + 5}m`, `${at}m`));
  expect(hear(raise('30m'))).toEqual(['salle-1 raised: condition', 'salle-1 flapping began: changes']);
  expect(hear(clear('35m', '30m'), raise('40m'), clear('45m', '40m'))).toEqual([]);
  expect(book.alerts()[0]).toMatchObject({ active: true, flapping: true, since: after('30m') });
  expect(tick('74m')).toEqual([]);
  expect(tick('75m')).toEqual(['salle-1 flapping ended: quiet long enough', 'salle-1 cleared: condition']);
  expect(book.alerts()[0]).toMatchObject({ active: false, until: after('45m') });
});

test('a flapping alert whose condition stays goes on as an ordinary one', () => {
  const { book, hear, tick } = bookInHand();
  for (const at of [0, 10, 20, 30]) hear(raise(`${at}m`), clear(`${at + 5}m`, `${at}m`));
  hear(raise('40m'));
  expect(tick('70m')).toEqual(['salle-1 flapping ended: quiet long enough']);
  expect(hear(clear('80m', '40m'))).toEqual(['salle-1 cleared: condition']);
  expect(book.alerts()[0]?.until).toBe(after('80m'));
});

test('nobody took it: reminders come after one hour, then two, four … and once a day; never for information', () => {
  const { book, hear } = bookInHand();
  hear(raise('0m'), raise('0m', { device: 'salle-2', severity: 'information' }));
  const at: number[] = [];
  for (let hour = 1; hour <= 96; hour++) {
    for (const { transition, alert } of book.tick(after(`${hour}h`))) {
      expect(alert.device).toBe('salle-1');
      at.push((transition.at - after('0h')) / 3_600_000);
    }
  }
  expect(at).toEqual([1, 3, 7, 15, 31, 55, 79]);
});

test('decisions heard once more, in any state, change and tell nothing', () => {
  const { book, hear, order, tick } = bookInHand();
  const road = [raise('0m'), worsen('5m', '0m', 'critical'), clear('10m', '0m'), raise('20m')];
  expect(hear(...road)).toHaveLength(4);
  order('21m', { does: 'acknowledge', mode: 'until-worse', by });
  tick('22m');
  const before = book.state();
  expect(hear(...road)).toEqual([]);
  expect(tick('5m')).toEqual([]);
  expect(book.state()).toEqual(before);
});

test('a timeline keeps its beginning and its end, and its numbers go on', () => {
  const { book, hear, order } = bookInHand();
  hear(raise('0m'));
  for (let i = 0; i < 300; i++) order('1m', { does: 'comment', comment: `${i}`, by });
  const { timeline = [], noted } = book.alerts()[0] ?? {};
  expect([timeline.length, noted, timeline[0]?.is, timeline.at(-1)?.number]).toEqual([200, 301, 'raised', 301]);
});

test('our own clock set forward and back: what begins after it is told, what is open ends, reminders wait for no other day', () => {
  const { book, hear, tick } = bookInHand();
  expect(hear(raise('24h'), raise('24h', { device: 'salle-2' }))).toHaveLength(2);
  expect(hear(clear('25h', '24h'))).toEqual(['salle-1 cleared: condition']);
  tick('26h');
  book.setBack(after('1h'));
  expect(hear(raise('1h10m'))).toEqual(['salle-1 raised: condition']);
  expect(hear(clear('1h20m', '24h', { device: 'salle-2' }))).toEqual(['salle-2 cleared: condition']);
  expect(tick('2h20m')).toEqual(['salle-1 reminded: not acknowledged']);

  const other = bookInHand();
  other.hear(raise('240h'));
  other.tick('240h10m');
  other.book.setBack(after('1h'));
  expect(other.tick('24h')).toEqual([]);
  expect(other.tick('26h')).toEqual(['salle-1 reminded: not acknowledged']);
});
