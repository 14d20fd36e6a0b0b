import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../gateway/store/embedded/database.ts';
import { loadParts } from '../../../gateway/store/embedded/parts.ts';
import { emptyFolder } from '../../support/folder.ts';

test.each(['../state.sqlite', '/etc/passwd', '../2026-03.g1.parquet'])(
  'a store of strangers that names %s as a part is not opened, so that no compaction deletes that file',
  async (name) => {
    await using place = await emptyFolder();
    const folder = place.path;
    mkdirSync(join(folder, 'parts'));
    writeFileSync(join(folder, 'state.sqlite'), '');
    writeFileSync(join(folder, '2026-03.g1.parquet'), '');
    const database = await openDatabase({ folder, memoryLimitMb: 64, threads: 1 });
    try {
      const connection = await database.connect();
      await connection.run("INSERT INTO part VALUES ('2026-03', 1, $1, 0, 0)", [name]);
      await expect(loadParts(connection, join(folder, 'parts'))).rejects.toThrow('it is none of Vigie');
      connection.closeSync();
    } finally {
      database.close();
    }
    expect(existsSync(join(folder, 'state.sqlite'))).toBe(true);
  },
);
