/** MQTT clients that operators made, and where interrupted imports go on. */
export const operator = `
create table clients (
  id text primary key, hash text not null, publish text not null, subscribe text not null, created_at integer not null
) strict, without rowid;
create table imports (
  file text primary key, position integer not null, line integer not null, taken integer not null, bad integer not null,
  moved_at integer not null
) strict, without rowid;
`;
