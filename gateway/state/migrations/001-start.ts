/** Accounts, sessions, audit, the territory, replaced meters, settings. */
export const start = `
create table users (
  id text primary key, email text not null unique, name text not null, role text not null,
  organisations text not null, password text not null, disabled integer not null, created_at integer not null
) strict;
create table tokens (
  id text primary key, hash text not null unique, name text not null, role text not null, organisation text,
  created_at integer not null, last_used_at integer
) strict;
create table sessions (
  id text primary key,
  user_id text references users(id) on delete cascade,
  token_id text references tokens(id) on delete cascade,
  created_at integer not null, seen_at integer not null,
  check ((user_id is null) <> (token_id is null))
) strict;
create index sessions_user on sessions(user_id);
create index sessions_token on sessions(token_id);
create table attempts (
  id text primary key, failures integer not null, blocked_until integer not null, last_at integer not null
) strict;
create index attempts_last on attempts(last_at);
create table audit (
  id integer primary key autoincrement, time integer not null, who text not null, action text not null,
  subject text not null, details text not null
) strict;
create index audit_time on audit(time);
create table territory (
  kind text not null, id text not null, origin text not null check (origin in ('file', 'discovery')), body text not null,
  primary key (kind, id, origin)
) strict, without rowid;
create table corrections (
  device text not null, metric text not null, time integer not null, last real not null, first real not null,
  comment text not null, primary key (device, metric, time)
) strict, without rowid;
create table settings (id text primary key, body text not null) strict, without rowid;
`;
