import { expect, test } from 'vitest';
import { openState } from '../../../gateway/state/open-state.ts';

test('a long transaction leaves whoever else is served a turn', async () => {
  const state = openState({ file: ':memory:' });
  await using _open = { [Symbol.asyncDispose]: () => state.destroy() };
  let turns = 0;
  await state.transaction().execute(async (trx) => {
    setImmediate(() => turns++);
    for (let statements = 0; turns === 0 && statements < 100_000; statements++) {
      await trx.selectFrom('settings').selectAll().execute();
    }
  });
  expect(turns).toBe(1);
});
