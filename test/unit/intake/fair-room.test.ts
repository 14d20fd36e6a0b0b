import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFairRoom } from '../../../gateway/intake/fair-room.ts';

const size = 12;
const clients = ['a', 'b', 'c'];

test('whoever wants no more than an equal share gets it and keeps it, whatever the others take', () => {
  let takes = 0;
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...clients), { minLength: 40, maxLength: 80 }), (order) => {
      const held = new Map(clients.map((client) => [client, 0]));
      const holds = (client: string) => held.get(client) ?? 0;
      const room = createFairRoom(size, (client) => {
        if (holds(client) === 0) return false;
        held.set(client, holds(client) - 1);
        room.give(client, 1);
        return true;
      });
      for (const client of order) {
        takes++;
        const before = new Map(held);
        const isTaken = room.take(client, 1);
        if (isTaken) held.set(client, holds(client) + 1);
        if ((before.get(client) ?? 0) < size / clients.length) expect(isTaken).toBe(true);
        for (const other of clients) {
          const had = before.get(other) ?? 0;
          if (had <= size / clients.length) expect(holds(other)).toBeGreaterThanOrEqual(had);
        }
        expect([...held.values()].reduce((sum, one) => sum + one)).toBeLessThanOrEqual(size);
      }
    }),
  );
  expect(takes).toBeGreaterThan(500);
});

test('one client alone may fill the room, and finds it full', () => {
  const room = createFairRoom(3, () => true);
  expect([1, 2, 3, 4].map(() => room.take('a', 1))).toEqual([true, true, true, false]);
  room.give('a', 1);
  expect(room.take('a', 1)).toBe(true);
});
