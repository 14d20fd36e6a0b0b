import { join } from 'node:path';
import { VigieError } from '../../gateway/domain/error.ts';
import { openDatabase } from '../../gateway/store/embedded/database.ts';
import { loadParts, readingsIn } from '../../gateway/store/embedded/parts.ts';
import type { Holdings } from './manifest.ts';

/** What the embedded store of a folder holds, opened as a start would: a part that is missing or unreadable throws. */
export async function countStore(folder: string): Promise<NonNullable<Holdings['store']>> {
  const database = await openDatabase({ folder, memoryLimitMb: 64, threads: 1 });
  try {
    const connection = await database.connect();
    const parts = await loadParts(connection, join(folder, 'parts'));
    let inParts = 0;
    for (const part of parts.all()) {
      const path = parts.pathOf(part.file).replaceAll("'", "''");
      const reader = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet('${path}')`);
      const rows = Number(reader.getRows()[0]?.[0]);
      if (rows !== readingsIn(part))
        throw new VigieError('unavailable', `${path} has ${rows} of ${readingsIn(part)} readings`);
      inParts += rows;
    }
    const reader = await connection.runAndReadAll('SELECT (SELECT count(*) FROM recent), (SELECT seq FROM position)');
    const [recent, position] = (reader.getRows()[0] ?? []).map(Number);
    connection.closeSync();
    return { recent: recent ?? 0, inParts, position: position ?? 0 };
  } finally {
    database.close();
  }
}
