/** Who is told what: the outbox of notices with the decisions against, wishes, and browsers that take push messages. */
export const notices = `
create table notices (
  id integer primary key autoincrement,
  alert text not null, transition integer not null, kind text not null,
  addressee text not null, channel text not null,
  organisation text not null, device text not null,
  why text, digest integer not null, unless_taken integer not null,
  state text not null check (state in ('waiting', 'sent', 'failed', 'not sent')), at integer not null,
  reason text, attempts integer not null, answer text, told text, subject text, message_id text,
  decided_at integer not null,
  unique (alert, addressee, channel, transition)
) strict;
create index notices_waiting on notices(state, channel, at);
create index notices_decided on notices(decided_at);
create index notices_to on notices(addressee, id);

create table wishes (
  user_id text primary key references users(id) on delete cascade, body text not null
) strict, without rowid;

create table push_subscriptions (
  endpoint text primary key, user_id text not null references users(id) on delete cascade,
  p256dh text not null, auth text not null, created_at integer not null
) strict, without rowid;
create index push_subscriptions_of on push_subscriptions(user_id);

create trigger notices_of_the_erased after delete on users begin
  delete from notices where addressee = old.id;
end;
`;
