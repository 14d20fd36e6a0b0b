/** Links by mail, the outbox, security keys with their codes and challenges, tokens of one's own. */
export const linksKeysMails = `
alter table users add column key_required integer not null default 0;
alter table tokens add column owner text references users(id) on delete cascade;
create index tokens_owner on tokens(owner);
create table links (
  id text primary key, user_id text not null references users(id) on delete cascade,
  purpose text not null check (purpose in ('invitation', 'reset')), expires_at integer not null
) strict;
create index links_user on links(user_id);
create table mails (
  id integer primary key autoincrement, recipient text not null, subject text not null, text text, html text,
  link_user text, link_purpose text, state text not null check (state in ('waiting', 'sent', 'failed')),
  attempts integer not null, at integer not null, reason text, created_at integer not null, expires_at integer not null
) strict;
create index mails_state on mails(state, at);
create index mails_user on mails(link_user);
create table security_keys (
  id text primary key, user_id text not null references users(id) on delete cascade, name text not null,
  public_key text not null, counter integer not null, transports text not null, created_at integer not null,
  last_used_at integer
) strict;
create index security_keys_user on security_keys(user_id);
create table recovery_codes (
  id text primary key, user_id text not null references users(id) on delete cascade
) strict;
create index recovery_codes_user on recovery_codes(user_id);
create table challenges (
  id text primary key, user_id text not null references users(id) on delete cascade, purpose text not null,
  challenge text not null, expires_at integer not null
) strict;
create index challenges_user on challenges(user_id);
`;
