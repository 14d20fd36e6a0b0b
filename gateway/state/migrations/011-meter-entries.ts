/** Meter readings and invoices that people typed; mails that leave once at most, whatever happens in between. */
export const meterEntries = `
create table meter_entries (
  id integer primary key autoincrement, site text not null, supply text not null, meter text not null,
  "is" text not null check ("is" in ('index', 'invoice')), first_day text not null, last_day text not null,
  value real not null, unit text not null, euros real, note text not null, by text not null, at integer not null,
  confirmed_note text, confirmed_by text, confirmed_at integer, confirmed_doubts text
) strict;
create index meter_entries_of on meter_entries (site, first_day);
alter table mails add column once text;
alter table mails add column leaving integer not null default 0;
create unique index mails_once on mails (once);
`;
