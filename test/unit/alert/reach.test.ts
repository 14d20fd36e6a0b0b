import { expect, test } from 'vitest';
import { causeOf, type Reach } from '../../../gateway/alert/reach.ts';
import type { Happened } from '../../../gateway/domain/alert.ts';
import { after, bookInHand, clear, raise } from './book-in-hand.ts';

const reach: Reach = new Map([
  ['switch', { parents: ['router'], needs: 'all' }],
  ['server', { parents: ['switch'], needs: 'all' }],
  ['sensor', { parents: ['antenna-a', 'antenna-b'], needs: 'any' }],
  ['antenna-a', { parents: ['switch'], needs: 'all' }],
  ['both', { parents: ['antenna-a', 'server'], needs: 'all' }],
  ['ring-a', { parents: ['ring-b'], needs: 'all' }],
  ['ring-b', { parents: ['ring-a'], needs: 'all' }],
]);
const cause = (device: string, ...lost: string[]) => causeOf(device, (one) => lost.includes(one), reach);

test('the farthest lost device on the way is the cause', () => {
  expect(cause('server')).toBeUndefined();
  expect(cause('server', 'server', 'switch')).toBe('switch');
  expect(cause('server', 'switch', 'router')).toBe('router');
});

test('of several ways, any that is left is enough; where all are needed, one is too many', () => {
  expect(cause('sensor', 'antenna-a')).toBeUndefined();
  expect(cause('sensor', 'antenna-a', 'antenna-b')).toBe('antenna-a');
  expect(cause('both', 'server')).toBe('server');
});

test('a ring of parents ends where it closes', () => {
  expect(cause('ring-a', 'ring-a', 'ring-b')).toBe('ring-b');
  expect(cause('ring-a', 'ring-a')).toBeUndefined();
});

test('an alert on what lies behind a lost device is its consequence, whichever was found first', () => {
  const { book, hear, reach: ways } = bookInHand();
  ways.set('salle-1', { parents: ['switch'], needs: 'all' });
  const lost = { rule: 'silent', lostContact: true };
  expect(hear(raise('0m', lost))).toEqual(['salle-1 raised: condition']);
  expect(hear(raise('1m', { ...lost, device: 'switch' }))).toEqual([
    'switch raised: condition',
    'salle-1 cause found: reached through',
  ]);
  expect(book.alerts().map(({ cause }) => cause)).toEqual(['switch', undefined]);
  expect(hear(clear('9m', '1m', { ...lost, device: 'switch' }))).toEqual([
    'switch cleared: condition',
    'salle-1 cause gone: reached through',
  ]);
});

test('a wrong value behind a lost device stays an alert of its own', () => {
  const { book, hear, reach: ways } = bookInHand();
  ways.set('salle-1', { parents: ['switch'], needs: 'all' });
  hear(raise('0m', { rule: 'silent', device: 'switch', lostContact: true }), raise('1m'));
  expect(book.alerts().map(({ cause }) => cause)).toEqual([undefined, undefined]);
});

test('a line that fails takes hundreds along, and causes are looked for once', () => {
  const { book, reach: ways } = bookInHand();
  const devices = Array.from({ length: 300 }, (_, number) => `sonde-${number}`);
  for (const device of devices) ways.set(device, { parents: ['line'], needs: 'all' });
  const get = ways.get.bind(ways);
  let asked = 0;
  ways.get = (device) => {
    asked++;
    return get(device);
  };
  const lost = { rule: 'silent', lostContact: true };
  const happened = book.decide([...devices, 'line'].map((device) => raise('0m', { ...lost, device })));
  expect(happened.filter(({ transition }) => transition.is === 'cause found')).toHaveLength(300);
  expect(asked).toBeLessThan(1_000);
});

test('causes of very many are found some at a time, and whoever stops between goes on where it was', () => {
  const [devices, atOnce] = [Array.from({ length: 300 }, (_, number) => `sonde-${number}`), { causesAtOnce: 120 }];
  const first = bookInHand(undefined, atOnce);
  const causesOf = (happened: readonly Happened[]) =>
    happened.filter(({ transition }) => transition.is === 'cause found').length;
  const open = (box: typeof first) => {
    for (const device of devices) box.reach.set(device, { parents: ['line'], needs: 'all' });
    return box.book;
  };
  const lost = [...devices, 'line'].map((device) => raise('0m', { rule: 'silent', lostContact: true, device }));
  const book = open(first);
  book.tick(after('0m'));
  expect(causesOf(book.decide(lost))).toBe(120);
  expect(book.hasMore()).toBe(true);
  const again = open(bookInHand(book.state(), atOnce));
  expect([again.hasMore(), causesOf(again.goOn()), causesOf(again.goOn())]).toEqual([true, 120, 60]);
  expect(again.hasMore()).toBe(false);
  expect(again.alerts().filter(({ cause }) => cause === 'line')).toHaveLength(300);
});

test('what time alone changes in a storm is told a hundred at a tick', () => {
  const { book, tick } = bookInHand();
  book.decide(Array.from({ length: 250 }, (_, number) => raise('0m', { device: `sonde-${number}` })));
  const told = ['61m', '62m', '63m', '64m'].map((when) => tick(when).length);
  expect(told).toEqual([100, 100, 50, 0]);
});
