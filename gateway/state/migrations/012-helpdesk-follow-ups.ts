/** Which follow-up of another helpdesk an action is, so that none is taken twice; when a ticket was last seen to change there. */
export const helpdeskFollowUps = `
alter table ticket_actions add column remote integer;
create unique index ticket_actions_remote on ticket_actions (ticket, remote);
alter table helpdesk_outbox add column action integer;
alter table tickets add column remote_seen text;
`;
