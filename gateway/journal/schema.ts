/** The journal's tables. `entry.body` holds columns of readings (see encoding.ts); AUTOINCREMENT so that a trimmed seq never returns. */
export const schema = `
CREATE TABLE IF NOT EXISTS series (
  id INTEGER PRIMARY KEY, organisation TEXT NOT NULL, site TEXT NOT NULL, device TEXT NOT NULL, type TEXT NOT NULL,
  metric TEXT NOT NULL, instance TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, accepted_at INTEGER NOT NULL, count INTEGER NOT NULL, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS cursor (reader TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoint (reader TEXT PRIMARY KEY, seq INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS checkpoint_part (
  reader TEXT NOT NULL, generation INTEGER NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (reader, generation, number));
CREATE TABLE IF NOT EXISTS refused (
  id INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, client TEXT NOT NULL, topic TEXT NOT NULL,
  reason TEXT NOT NULL, payload BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS unknown_device (
  id INTEGER PRIMARY KEY AUTOINCREMENT, address TEXT NOT NULL UNIQUE, client TEXT NOT NULL, first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL, messages INTEGER NOT NULL, ignored INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS unknown_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT, device INTEGER NOT NULL REFERENCES unknown_device (id) ON DELETE CASCADE,
  time INTEGER NOT NULL, topic TEXT NOT NULL, payload BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS announced (topic TEXT PRIMARY KEY, client TEXT NOT NULL, payload BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS unknown_message_device ON unknown_message (device, id);
`;
