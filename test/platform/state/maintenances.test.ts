import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Maintenance, MaintenanceScope } from '../../../gateway/domain/maintenance.ts';
import { createMaintenances } from '../../../gateway/state/create-maintenances.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';

test('announced work is there again after a restart, and no number is given twice', async () => {
  await using folder = await emptyFolder();
  const file = join(folder.path, 'state.sqlite');
  const scopes: MaintenanceScope[] = [{ organisation: 'tartas' }, { site: 'mairie' }, { device: 'serveur' }];
  const kept: Maintenance[] = [];
  {
    await using state = openState({ file });
    const maintenances = await createMaintenances(state);
    for (const scope of scopes) kept.push(await maintenances.add({ ...work, scope }));
    expect(kept.map(({ mode }) => mode)).toEqual(['mute', 'mute', 'mute']);
    const last = await maintenances.add({ ...work, scope: { site: 'mairie' }, weeklyUntil: 9_000 });
    expect(await maintenances.remove(last.id)).toBe(true);
    expect(await maintenances.remove(last.id)).toBe(false);
    kept.push(await maintenances.add({ ...work, scope: { site: 'mairie' }, weeklyUntil: 9_000, mode: 'skip' }));
    expect(kept.at(-1)?.id).toBe(last.id + 1);
  }
  await using again = openState({ file });
  expect((await createMaintenances(again)).all()).toEqual(kept);
  expect(kept).toHaveLength(4);
});

const work = { from: 1_000, to: 2_000, reason: 'onduleur', by: 'technicien@demo', createdAt: 500 };
