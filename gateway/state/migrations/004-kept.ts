/** What the collector remembers of foreign systems from one ask to the next. */
export const kept = `
create table kept (
  name text primary key, body text not null, written_at integer not null
) strict, without rowid;
create index kept_written on kept(written_at);
`;
