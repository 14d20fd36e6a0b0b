/** Alerts, what the book of alerts must remember beside them, and up to when it was told of time. */
export const alerts = `
create table alerts (
  number integer primary key autoincrement, id text not null unique, slot text not null,
  rule text not null, device text not null, instance text not null, site text not null, organisation text not null,
  severity text not null, active integer not null, acknowledged integer not null, resolved integer not null,
  since integer not null, until integer, raised_at integer not null, acknowledged_at integer, ended_at integer,
  false_alarm integer not null, body text not null, timeline text not null
) strict;
create index alerts_active on alerts (active, organisation);
create index alerts_since on alerts (organisation, since);
create index alerts_device on alerts (device, rule, instance);
create table alert_slots (key text primary key, body text not null, alert text) strict;
create table alert_book (id integer primary key check (id = 1), now integer not null) strict;
`;
