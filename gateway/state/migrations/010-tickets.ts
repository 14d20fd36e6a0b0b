/** Requests for help, what was done for them, the alerts they came from, and what another helpdesk has still to be told. */
export const tickets = `
create table tickets (
  number integer primary key autoincrement, reference text unique,
  kind text not null, organisation text not null, category text not null, priority text not null, state text not null,
  source text not null, title text not null, description text not null, evidence text not null,
  author text not null, by text not null, caller text, assignee text, calls integer not null,
  opened_at integer not null, changed_at integer not null, solved_at integer, closed_at integer,
  closing_proposed_at integer, remote integer, anonymised integer not null
) strict;
create index tickets_of on tickets (organisation, number);
create index tickets_state on tickets (state);
create index tickets_opened on tickets (opened_at);
create index tickets_author on tickets (author);
create table ticket_actions (
  id integer primary key autoincrement, ticket integer not null references tickets(number) on delete cascade,
  at integer not null, by text not null, "is" text not null, text text not null
) strict;
create index ticket_actions_of on ticket_actions (ticket, id);
create table ticket_alerts (
  alert text primary key, ticket integer not null references tickets(number) on delete cascade
) strict, without rowid;
create index ticket_alerts_of on ticket_alerts (ticket);
create table helpdesk_outbox (
  id integer primary key autoincrement, ticket integer not null references tickets(number) on delete cascade,
  does text not null, text text not null, attempts integer not null, at integer not null, reason text
) strict;
create index helpdesk_outbox_of on helpdesk_outbox (ticket, id);
`;
