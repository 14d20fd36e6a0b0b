import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Batch, Entry, Journal, JournalUse } from '../domain/journal.ts';
import type { Series } from '../domain/series.ts';
import { decodeReadings, encodeReadings } from './encoding.ts';
import { createGrowth } from './growth.ts';
import { createInboxTables } from './inbox.ts';
import { schema } from './schema.ts';

/** The journal has reached its quota: nothing is acknowledged until readers catch up or the quota is raised. */
export class JournalFull extends Error {
  constructor(quotaBytes: number) {
    super(
      `the journal has reached its quota of ${Math.round(quotaBytes / 1e6)} MB: see why the store is behind, or raise journal.quota`,
    );
    this.name = 'JournalFull';
  }
}

export interface JournalOptions {
  /** the SQLite file, or ':memory:' */
  readonly file: string;
  readonly quotaBytes: number;
  readonly now: () => number;
}

/** Opens the journal: one SQLite file, WAL, an fsync at every append (`synchronous=FULL`). */
export function openJournal(
  options: JournalOptions,
): Journal & { readonly inbox: ReturnType<typeof createInboxTables> } {
  // refused messages may hold anything: the file is its owner's alone, and SQLite's other two take after it
  if (options.file !== ':memory:') closeSync(openSync(options.file, 'a', 0o600));
  const db = new DatabaseSync(options.file);
  // FULL: in WAL mode NORMAL may lose the newest commits at a power cut (sqlite.org/pragma.html#pragma_synchronous)
  db.exec(`PRAGMA page_size=16384; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=2000;
    PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-8192; PRAGMA busy_timeout=5000`);
  db.exec(schema);
  const inbox = createInboxTables(db);
  const series = readSeries(db);
  const growth = createGrowth();

  const insertSeries = db.prepare('INSERT INTO series VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertEntry = db.prepare('INSERT INTO entry (accepted_at, count, body) VALUES (?, ?, ?)');
  const selectEntries = db.prepare('SELECT seq, accepted_at, count, body FROM entry WHERE seq > ? ORDER BY seq');
  const lastRow = db.prepare(
    `SELECT max(coalesce((SELECT max(seq) FROM entry), 0),
                coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'entry'), 0)) AS seq`,
  );
  const selectLastSeq = () => Number(lastRow.get()?.seq ?? 0);
  const selectCursor = db.prepare('SELECT seq FROM cursor WHERE reader = ?');
  const upsertCursor = db.prepare(
    'INSERT INTO cursor VALUES (?, ?) ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)',
  );
  const insertCursor = db.prepare('INSERT OR IGNORE INTO cursor VALUES (?, ?)');
  const upsertCheckpoint = db.prepare(
    'INSERT INTO checkpoint VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET seq = excluded.seq, body = excluded.body',
  );
  const selectCheckpoint = db.prepare('SELECT seq, body FROM checkpoint WHERE reader = ?');
  const upsertPart = db.prepare('INSERT OR REPLACE INTO checkpoint_part VALUES (?, ?, ?, ?)');
  const selectParts = db.prepare(
    'SELECT body FROM checkpoint_part WHERE reader = ? AND generation = ? AND number < ? ORDER BY number',
  );
  const deletePassed = db.prepare('DELETE FROM entry WHERE seq <= (SELECT min(seq) FROM cursor)');
  const pages = db.prepare(
    `SELECT (SELECT page_count FROM pragma_page_count) - (SELECT freelist_count FROM pragma_freelist_count) AS used,
            (SELECT page_size FROM pragma_page_size) AS size`,
  );
  const usedBytes = () => {
    const row = pages.get();
    return Number(row?.used) * Number(row?.size);
  };

  /** No wait for the disk: the next commit that waits brings this there as well (sqlite.org/pragma.html#pragma_synchronous). */
  function unsynced(write: () => unknown): void {
    db.exec('PRAGMA synchronous=NORMAL');
    try {
      write();
    } finally {
      db.exec('PRAGMA synchronous=FULL');
    }
  }

  return {
    inbox,
    series: () => series,
    append(batch: Batch) {
      if (usedBytes() >= options.quotaBytes) throw new JournalFull(options.quotaBytes);
      db.exec('BEGIN IMMEDIATE');
      try {
        batch.newSeries.forEach((one, offset) => {
          insertSeries.run(
            series.length + offset,
            one.organisation,
            one.site,
            one.device,
            one.type,
            one.metric,
            one.instance,
          );
        });
        inbox.keep(batch);
        let seq = 0;
        if (batch.readings.series.length > 0) {
          seq = Number(
            insertEntry.run(batch.acceptedAt, batch.readings.series.length, encodeReadings(batch.readings))
              .lastInsertRowid,
          );
        }
        db.exec('COMMIT');
        series.push(...batch.newSeries);
        growth.add(batch.acceptedAt, batch.readings.series.length * 20);
        return seq;
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    tick(at) {
      insertEntry.run(at, 0, new Uint8Array());
    },
    refuse(messages) {
      db.exec('BEGIN IMMEDIATE');
      try {
        inbox.keep({ refused: messages, unknown: [], announced: [] });
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    read(seq, limit) {
      const entries: Entry[] = [];
      let readings = 0;
      for (const row of selectEntries.iterate(seq)) {
        readings += Number(row.count);
        if (entries.length > 0 && readings > limit) break;
        if (!(row.body instanceof Uint8Array)) throw new Error(`journal entry ${row.seq} has no body`);
        entries.push({
          seq: Number(row.seq),
          acceptedAt: Number(row.accepted_at),
          readings: decodeReadings(row.body, Number(row.count)),
        });
      }
      return entries;
    },
    lastSeq: selectLastSeq,
    continueAfter(seq) {
      if (selectLastSeq() >= seq) return;
      db.exec(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'entry', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'entry')",
      );
      db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'entry'").run(seq);
    },
    begin(reader, seq) {
      insertCursor.run(reader, seq);
    },
    cursor: (reader) => Number(selectCursor.get(reader)?.seq ?? 0),
    moveCursor(reader, seq) {
      // a power cut may take it back, and the reader does again what changes nothing. What is trimmed behind it waits
      unsynced(() => upsertCursor.run(reader, seq));
    },
    keepPart(reader, { generation, number, body }) {
      // counts with the checkpoint that names it, and comes to the disk with that
      unsynced(() => upsertPart.run(reader, generation, number, body));
    },
    parts: (reader, generation, count) => selectParts.all(reader, generation, count).map(({ body }) => String(body)),
    keepCheckpoint(reader, seq, body) {
      db.exec('BEGIN IMMEDIATE');
      try {
        upsertCheckpoint.run(reader, seq, body);
        upsertCursor.run(reader, seq);
        db.exec('COMMIT');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    checkpoint(reader) {
      const row = selectCheckpoint.get(reader);
      return row && { seq: Number(row.seq), body: String(row.body) };
    },
    trim() {
      deletePassed.run();
    },
    use(): JournalUse {
      const bytes = usedBytes();
      return {
        bytes,
        quotaBytes: options.quotaBytes,
        hoursLeft: growth.hoursLeft(options.quotaBytes - bytes, options.now()),
      };
    },
    close() {
      db.close();
    },
  };
}

function readSeries(db: DatabaseSync): Series[] {
  return db
    .prepare('SELECT organisation, site, device, type, metric, instance FROM series ORDER BY id')
    .all()
    .map((row) => ({
      organisation: String(row.organisation),
      site: String(row.site),
      device: String(row.device),
      type: String(row.type),
      metric: String(row.metric),
      instance: String(row.instance),
    }));
}
