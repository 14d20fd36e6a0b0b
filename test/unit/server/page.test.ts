import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from '../../../dashboard/server/page.ts';

const key = fc.stringMatching(/^[a-z0-9-]{1,8}$/);

test('walking a list page by page shows everything once, in order, however long the pages', () => {
  fc.assert(
    fc.property(fc.uniqueArray(key), fc.integer({ min: 1, max: 7 }), (keys, limit) => {
      const seen: string[] = [];
      let cursor: string | undefined;
      for (let pages = 0; pages <= keys.length; pages++) {
        const page = pageOf(
          keys,
          (one) => one,
          { limit, cursor },
          (one) => one,
        );
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        if (page.next === null) break;
        cursor = page.next;
      }
      expect(seen).toEqual([...keys].sort());
    }),
  );
});

test('a list that changes between two pages neither repeats nor skips what stayed', () => {
  const read = (keys: string[], cursor?: string) =>
    pageOf(
      keys,
      (one) => one,
      { limit: 2, cursor },
      (one) => one,
    );
  const first = read(['a', 'c', 'e', 'g']);
  expect(first).toEqual({ items: ['a', 'c'], next: 'c' });
  expect(read(['b', 'd', 'e', 'g'], first.next ?? '').items).toEqual(['d', 'e']);
});
