import { expect, test } from 'vitest';
import { createBucketMemo } from '../../../dashboard/server/energy/bucket-memo.ts';
import type { BucketsQuery } from '../../../gateway/domain/buckets.ts';

const day = 86_400_000;
const month: BucketsQuery = {
  ...{ device: 'eau', metric: 'water.volume', instance: '', fn: 'delta' },
  edges: [0, day, 2 * day, 3 * day],
};

function inHand() {
  const clock = { now: 10 * day };
  let [asked, settled] = [0, true];
  const memo = createBucketMemo({
    store: {
      async buckets() {
        asked++;
        return [1, 2, asked];
      },
    },
    settled: () => settled,
    now: () => clock.now,
  });
  const arrives = (device: number, time: number) =>
    memo.noted({ series: Int32Array.of(device), times: Float64Array.of(time), values: Float64Array.of(1) }, [
      { device: 'eau' },
      { device: 'gaz' },
    ]);
  const last = async (query = month) => (await memo.buckets(query)).at(-1);
  return { clock, memo, arrives, last, fill: (is: boolean) => (settled = !is) };
}

test('a month that is over is asked of the store once, until a reading of it arrives late', async () => {
  const { clock, memo, arrives, last } = inHand();
  expect([await last(), await last()]).toEqual([1, 1]);
  arrives(0, 9 * day);
  arrives(1, day);
  expect(await last()).toBe(1);
  arrives(0, 3 * day);
  // the store may not hold it yet: nothing is remembered for some minutes
  expect([await last(), await last()]).toEqual([2, 3]);
  clock.now += 6 * 60_000;
  expect([await last(), await last()]).toEqual([4, 4]);
  memo.forget('eau');
  clock.now += 6 * 60_000;
  expect([await last(), await last()]).toEqual([5, 5]);
  clock.now += 7 * 3_600_000;
  expect(await last()).toBe(6);
});

test('another correction, another meter, a time not over and a history being filled in are asked anew', async () => {
  const { memo, last, fill } = inHand();
  const replaced = { ...month, rules: { corrections: [{ time: day, last: 5, first: 0 }] } };
  expect([await last(), await last(replaced), await last({ ...month, device: 'gaz' })]).toEqual([1, 2, 3]);
  const open = { ...month, edges: [8 * day, 9 * day, 10 * day] };
  expect([await last(open), await last(open)]).toEqual([4, 5]);
  fill(true);
  const other = { ...month, edges: [0, day, 2 * day] };
  expect([await last(other), await last(other)]).toEqual([6, 7]);
  fill(false);
  const answer = await memo.buckets(month);
  answer[2] = 99;
  expect(await last()).toBe(1);
});

test('what it remembers is bounded, and an answer that failed is not remembered', async () => {
  let asked = 0;
  const memo = createBucketMemo({
    store: {
      async buckets() {
        asked++;
        if (asked === 1) throw new Error('the disk');
        return [asked];
      },
    },
    ...{ settled: () => true, now: () => 10 * day },
  });
  await expect(memo.buckets(month)).rejects.toThrow('the disk');
  expect(await memo.buckets(month)).toEqual([2]);
  for (let meter = 0; meter < 5_000; meter++) await memo.buckets({ ...month, device: `eau-${meter}` });
  expect(asked).toBe(5_002);
  expect(await memo.buckets(month)).toEqual([5_003]);
});
