import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createKept } from '../../../gateway/state/create-kept.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';

test('what a collector remembers is there after a restart, the newest of each name', async () => {
  await using folder = await emptyFolder();
  const file = join(folder.path, 'state.sqlite');
  {
    await using state = openState({ file });
    const kept = createKept(state, Date.now);
    await kept.write('avamar', 'one');
    await kept.write('avamar', 'two');
  }
  await using state = openState({ file });
  const kept = createKept(state, Date.now);
  expect([await kept.read('avamar'), await kept.read('sophos-1')]).toEqual(['two', undefined]);
});

test('whoever is asked no more is forgotten when five thousand others were written since', async () => {
  await using state = openState({ file: ':memory:' });
  let now = 0;
  const kept = createKept(state, () => ++now);
  for (let i = 0; i < 5_010; i++) await kept.write(`tenant-${i}`, 'x');
  const { count } = await state
    .selectFrom('kept')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  expect(count).toBe(5_000);
  expect([await kept.read('tenant-9'), await kept.read('tenant-10')]).toEqual([undefined, 'x']);
});
