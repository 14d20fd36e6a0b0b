/** Announced work. */
export const maintenances = `
create table maintenances (
  id integer primary key autoincrement,
  scope text not null check (scope in ('organisation', 'site', 'device')), subject text not null,
  "from" integer not null, "to" integer not null, weekly_until integer, reason text not null, by text not null,
  created_at integer not null
) strict;
`;
