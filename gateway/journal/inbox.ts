import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Discovered, KeptMessages, Page } from '../domain/inbox.ts';
import type { Announcement, Batch, RefusedMessage } from '../domain/journal.ts';

/** How much is kept for people at most; the oldest goes first, of the client that has most. */
const keepRefused = 10_000;
/** So many go at once, because ranking them all takes a while. */
const spareRefused = 500;
/** of payloads, for each of the two tables */
const keepBytes = 64 * 2 ** 20;
const keepDevices = 1_000;
const keepMessagesEach = 200;

/** Refused messages and unknown devices, in the journal's file so that they are durable before the acknowledgement too. */
export function createInboxTables(db: DatabaseSync) {
  const insertRefused = db.prepare('INSERT INTO refused (time, client, topic, reason, payload) VALUES (?, ?, ?, ?, ?)');
  const countRefused = db.prepare('SELECT count(*) AS count FROM refused');
  const trimRefused = db.prepare(
    `DELETE FROM refused WHERE id IN (SELECT id FROM
       (SELECT id, row_number() OVER (PARTITION BY client ORDER BY id DESC) AS nth FROM refused)
       ORDER BY nth, id DESC LIMIT -1 OFFSET ?)`,
  );
  const refusedRows = () => Number(countRefused.get()?.count ?? 0);
  let mostRefused = refusedRows();
  const selectRefused = db.prepare('SELECT * FROM refused WHERE id < ? ORDER BY id DESC LIMIT ?');
  const selectRefusal = db.prepare('SELECT * FROM refused WHERE id = ?');
  const deleteRefusal = db.prepare('DELETE FROM refused WHERE id = ?');
  const expireRefused = db.prepare('DELETE FROM refused WHERE time < ?');
  const eraseRefused = db.prepare('DELETE FROM refused WHERE topic LIKE ? OR topic LIKE ?');
  const eraseNaming = db.prepare(
    'DELETE FROM refused WHERE instr(lower(topic), ?1) > 0 OR instr(lower(CAST(payload AS TEXT)), ?1) > 0',
  );
  const forgetAnnounced = db.prepare(
    'DELETE FROM announced WHERE instr(lower(topic), ?1) > 0 OR instr(lower(CAST(payload AS TEXT)), ?1) > 0',
  );
  const selectAddressed = db.prepare('SELECT id FROM unknown_device WHERE address LIKE ? OR address = ?');
  const upsertDevice = db.prepare(
    `INSERT INTO unknown_device (address, client, first_seen, last_seen, messages) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT (address) DO UPDATE SET last_seen = excluded.last_seen, client = excluded.client, messages = messages + 1
     RETURNING id, ignored`,
  );
  const insertMessage = db.prepare('INSERT INTO unknown_message (device, time, topic, payload) VALUES (?, ?, ?, ?)');
  const trimMessages = db.prepare(
    `DELETE FROM unknown_message WHERE device = ?1 AND id <=
       (SELECT id FROM unknown_message WHERE device = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
  );
  const trimDevices = db.prepare(
    `DELETE FROM unknown_device WHERE id IN (SELECT id FROM
       (SELECT id, last_seen, row_number() OVER (PARTITION BY client ORDER BY last_seen DESC) AS nth FROM unknown_device)
       ORDER BY nth, last_seen DESC LIMIT -1 OFFSET ?)`,
  );
  const trimOrphans = db.prepare('DELETE FROM unknown_message WHERE device NOT IN (SELECT id FROM unknown_device)');
  const selectDevices = db.prepare(
    `SELECT d.*, m.topic AS topic, m.payload AS payload FROM unknown_device d
     LEFT JOIN unknown_message m ON m.id = (SELECT max(id) FROM unknown_message WHERE device = d.id)
     WHERE d.id < ? ORDER BY d.id DESC LIMIT ?`,
  );
  const selectDevice = db.prepare('SELECT address FROM unknown_device WHERE id = ?');
  const selectMessages = db.prepare('SELECT time, topic, payload FROM unknown_message WHERE device = ? ORDER BY id');
  const ignoreDevice = db.prepare('UPDATE unknown_device SET ignored = 1 WHERE id = ?');
  const deleteMessages = db.prepare('DELETE FROM unknown_message WHERE device = ?');
  const deleteDevice = db.prepare('DELETE FROM unknown_device WHERE id = ?');
  const putAnnounced = db.prepare('INSERT OR REPLACE INTO announced (topic, client, payload) VALUES (?, ?, ?)');
  const dropAnnounced = db.prepare('DELETE FROM announced WHERE topic = ?');
  const selectAnnounced = db.prepare('SELECT topic, client, payload FROM announced');
  const limitRefused = createByteLimit(db, 'refused');
  const limitMessages = createByteLimit(db, 'unknown_message');

  return {
    /** Inside the caller's transaction. */
    keep({ refused, unknown, announced }: Pick<Batch, 'refused' | 'unknown' | 'announced'>): void {
      for (const { topic, client, payload } of announced) {
        if (payload.length === 0) dropAnnounced.run(topic);
        else putAnnounced.run(topic, client, payload);
      }
      for (const message of refused) {
        insertRefused.run(message.time, message.client, message.topic, message.reason, message.payload);
      }
      if (refused.length > 0) {
        mostRefused += refused.length;
        if (mostRefused > keepRefused) {
          trimRefused.run(keepRefused - spareRefused);
          mostRefused = refusedRows();
        }
        limitRefused(refused);
      }
      for (const message of unknown) {
        const device = upsertDevice.get(message.address, message.client, message.time, message.time);
        if (device === undefined || device.ignored === 1) continue;
        insertMessage.run(device.id ?? 0, message.time, message.topic, message.payload);
        trimMessages.run(device.id ?? 0, keepMessagesEach);
      }
      limitMessages(unknown);
      if (unknown.length > 0 && Number(trimDevices.run(keepDevices).changes) > 0) trimOrphans.run();
    },
    /** What was announced and not taken back. */
    announced(): Announcement[] {
      return selectAnnounced
        .all()
        .map((row) => ({ topic: String(row.topic), client: String(row.client), payload: bytes(row.payload) }));
    },
    refused({ limit, before }: { limit: number; before?: number }): Page<RefusedMessage & { readonly id: number }> {
      const items = selectRefused
        .all(before ?? Number.MAX_SAFE_INTEGER, limit + 1)
        .map((row) => ({ id: Number(row.id), ...refusedOf(row) }));
      return pageOf(items, limit);
    },
    discovered({ limit, before }: { limit: number; before?: number }): Page<Discovered> {
      const items = selectDevices.all(before ?? Number.MAX_SAFE_INTEGER, limit + 1).map((row) => ({
        id: Number(row.id),
        address: String(row.address),
        client: String(row.client),
        firstSeen: Number(row.first_seen),
        lastSeen: Number(row.last_seen),
        messages: Number(row.messages),
        topic: String(row.topic ?? ''),
        payload: bytes(row.payload),
        ignored: row.ignored === 1,
      }));
      return pageOf(items, limit);
    },
    refusal(id: number): RefusedMessage | undefined {
      const row = selectRefusal.get(id);
      return row && refusedOf(row);
    },
    /** Once it was taken after all. */
    forgetRefusal(id: number): void {
      deleteRefusal.run(id);
    },
    ignore(id: number): boolean {
      deleteMessages.run(id);
      return Number(ignoreDevice.run(id).changes) > 0;
    },
    kept(id: number): KeptMessages | undefined {
      const device = selectDevice.get(id);
      if (device === undefined) return undefined;
      const messages = selectMessages
        .all(id)
        .map((row) => ({ time: Number(row.time), topic: String(row.topic), payload: bytes(row.payload) }));
      return { address: String(device.address), messages };
    },
    /** Once its messages are accepted under a device's name. */
    forget(id: number): void {
      deleteMessages.run(id);
      deleteDevice.run(id);
    },
    /** Forgets what was kept of a device, whatever site its messages named. */
    erase(device: string, address?: string): void {
      eraseRefused.run(`vigie/v1/%/${device}`, `vigie/v1/%/${device}/%`);
      const known = selectAddressed.all(`native:%/${device}`, address ?? '');
      for (const { id } of known) {
        deleteMessages.run(id ?? 0);
        deleteDevice.run(id ?? 0);
      }
      // what a dialect calls the device stands somewhere in its topics or payloads: rather one message too many goes
      const name = address?.slice(address.indexOf(':') + 1).toLowerCase() ?? '';
      if (name === '') return;
      eraseNaming.run(name);
      forgetAnnounced.run(name);
    },
    /** Raw refused messages live 30 days unless configured otherwise. */
    expire(before: number): void {
      expireRefused.run(before);
    },
  };
}

function refusedOf(row: Record<string, SQLOutputValue>): RefusedMessage {
  return {
    time: Number(row.time),
    client: String(row.client),
    topic: String(row.topic),
    reason: String(row.reason),
    payload: bytes(row.payload),
  };
}

/** A page of what was read with one row more than asked for, which tells whether another page follows. */
function pageOf<T extends { readonly id: number }>(rows: readonly T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Keeps the payloads of a table within `keepBytes`: beyond them half goes, the oldest of the clients that have most. */
function createByteLimit(db: DatabaseSync, table: 'refused' | 'unknown_message') {
  const client =
    table === 'refused'
      ? 'client'
      : '(SELECT client FROM unknown_device WHERE unknown_device.id = unknown_message.device)';
  const sum = db.prepare(`SELECT coalesce(sum(length(payload)), 0) AS bytes FROM ${table}`);
  const halve = db.prepare(
    `DELETE FROM ${table} WHERE id IN (SELECT id FROM
       (SELECT id, sum(bytes) OVER (ORDER BY upto, id DESC) AS total FROM
         (SELECT id, bytes, sum(bytes) OVER (PARTITION BY client ORDER BY id DESC) AS upto FROM
           (SELECT id, length(payload) AS bytes, ${client} AS client FROM ${table})))
       WHERE total > ${keepBytes / 2})`,
  );
  const summed = () => Number(sum.get()?.bytes ?? 0);
  let most = summed();
  return (added: readonly { readonly payload: Uint8Array }[]): void => {
    for (const { payload } of added) most += payload.length;
    if (most <= keepBytes) return;
    most = summed(); // what went by number or by age was not taken off
    if (most <= keepBytes) return;
    halve.run();
    most = summed();
  };
}

function bytes(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}
