import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createAudit } from '../../../gateway/state/create-audit.ts';
import { openState, type State } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';

test('a full disk is told as such, inside a transaction too, and what follows works once there is room', async () => {
  await using folder = await emptyFolder();
  const state = openState({ file: join(folder.path, 'state.sqlite') });
  const fill = (database: State) =>
    database
      .insertInto('audit')
      .values({ time: 1, who: 'technicien', action: 'user.change', subject: 'disk', details: 'x'.repeat(200_000) })
      .execute();
  // SQLite answers a limit of pages as it answers a full disk
  await sql`pragma max_page_count = 1`.execute(state);
  await expect(fill(state)).rejects.toMatchObject({ code: 'unavailable' });
  const inTransaction = state.transaction().execute(async (transaction) => fill(transaction));
  await expect(inTransaction).rejects.toMatchObject({ code: 'unavailable' });
  await sql`pragma max_page_count = 1000000`.execute(state);
  await state.transaction().execute(async (transaction) => fill(transaction));
  expect((await createAudit(state).list({ limit: 10 })).items.length).toBe(1);
  await state.destroy();
});
