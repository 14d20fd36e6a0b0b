import type { Generated } from 'kysely';
import type { AuditAction } from '../domain/audit.ts';

/** The tables after the newest migration. Times are epoch ms, lists and bodies JSON text, booleans 0 or 1. */
export interface Schema {
  users: {
    id: string;
    email: string;
    name: string;
    role: string;
    organisations: string;
    /** empty until an invited person chose one */
    password: string;
    disabled: number;
    created_at: number;
    key_required: Generated<number>;
  };
  sessions: {
    /** SHA-256 of the secret, hex */
    id: string;
    user_id: string | null;
    token_id: string | null;
    created_at: number;
    seen_at: number;
  };
  tokens: {
    id: string;
    /** SHA-256 of the secret, hex */
    hash: string;
    name: string;
    role: string;
    organisation: string | null;
    created_at: number;
    last_used_at: number | null;
    owner: string | null;
  };
  links: {
    /** SHA-256 of the secret, hex */
    id: string;
    user_id: string;
    purpose: string;
    expires_at: number;
  };
  mails: {
    id: Generated<number>;
    recipient: string;
    subject: string;
    /** null once sent or given up */
    text: string | null;
    html: string | null;
    link_user: string | null;
    link_purpose: string | null;
    state: 'waiting' | 'sent' | 'failed';
    attempts: number;
    /** of the next try while it waits, else of what became of it */
    at: number;
    reason: string | null;
    created_at: number;
    expires_at: number;
    /** what may leave once only is kept once by this name */
    once: string | null;
    /** 1 while it is handed to the mail server: whether a process that died meanwhile had sent it is not known */
    leaving: Generated<number>;
  };
  security_keys: {
    /** the credential's id, base64url */
    id: string;
    user_id: string;
    name: string;
    /** COSE, base64url */
    public_key: string;
    counter: number;
    transports: string;
    created_at: number;
    last_used_at: number | null;
  };
  recovery_codes: {
    /** SHA-256 of the person and the code, hex */
    id: string;
    user_id: string;
  };
  challenges: {
    /** SHA-256 of the ticket, hex */
    id: string;
    user_id: string;
    purpose: string;
    challenge: string;
    expires_at: number;
  };
  attempts: {
    /** SHA-256 of whose attempts, so that no address is kept in clear */
    id: string;
    failures: number;
    blocked_until: number;
    last_at: number;
  };
  audit: {
    id: Generated<number>;
    time: number;
    who: string;
    action: AuditAction;
    subject: string;
    details: string;
  };
  territory: { kind: string; id: string; origin: 'file' | 'discovery'; body: string };
  corrections: { device: string; metric: string; time: number; last: number; first: number; comment: string };
  settings: { id: string; body: string };
  /** `hash` is the SHA-256 of the secret, hex */
  clients: { id: string; hash: string; publish: string; subscribe: string; created_at: number };
  kept: { name: string; body: string; written_at: number };
  imports: { file: string; position: number; line: number; taken: number; bad: number; moved_at: number };
  rules: { key: string; body: string; by: string; changed_at: number };
  maintenances: {
    id: Generated<number>;
    scope: 'organisation' | 'site' | 'device';
    /** the id of what `scope` names */
    subject: string;
    from: number;
    to: number;
    weekly_until: number | null;
    mode: Generated<'skip' | 'mute' | 'run'>;
    reason: string;
    by: string;
    created_at: number;
  };
  alerts: {
    /** in the order in which they were raised */
    number: Generated<number>;
    id: string;
    slot: string;
    rule: string;
    device: string;
    instance: string;
    site: string;
    organisation: string;
    severity: string;
    active: number;
    acknowledged: number;
    resolved: number;
    since: number;
    until: number | null;
    raised_at: number;
    /** the first time */
    acknowledged_at: number | null;
    ended_at: number | null;
    false_alarm: number;
    /** without its timeline */
    body: string;
    timeline: string;
  };
  /** `alert` is the id of its newest one, which `body` leaves out */
  alert_slots: { key: string; body: string; alert: string | null };
  alert_book: { id: number; now: number };
  notices: {
    id: Generated<number>;
    alert: string;
    transition: number;
    kind: string;
    /** a person's id, a receiver's, '' for everybody */
    addressee: string;
    /** '' where nothing is sent whatever the channel */
    channel: string;
    organisation: string;
    device: string;
    why: string | null;
    digest: number;
    unless_taken: number;
    state: 'waiting' | 'sent' | 'failed' | 'not sent';
    /** of the next try while it waits, else of what became of it */
    at: number;
    reason: string | null;
    attempts: number;
    answer: string | null;
    /** null once it no longer waits */
    told: string | null;
    subject: string | null;
    message_id: string | null;
    decided_at: number;
  };
  wishes: { user_id: string; body: string };
  push_subscriptions: { endpoint: string; user_id: string; p256dh: string; auth: string; created_at: number };
  tickets: {
    number: Generated<number>;
    /** what an imported one is called where it came from */
    reference: string | null;
    kind: string;
    organisation: string;
    category: string;
    priority: string;
    state: string;
    source: string;
    title: string;
    description: string;
    evidence: string;
    author: string;
    by: string;
    caller: string | null;
    assignee: string | null;
    calls: number;
    opened_at: number;
    changed_at: number;
    solved_at: number | null;
    closed_at: number | null;
    closing_proposed_at: number | null;
    remote: number | null;
    /** when it last changed in the other helpdesk, in that one's words, as far as that was looked at */
    remote_seen: string | null;
    anonymised: number;
  };
  ticket_actions: {
    id: Generated<number>;
    ticket: number;
    at: number;
    by: string;
    is: string;
    text: string;
    /** the follow-up of another helpdesk that it is */
    remote: number | null;
  };
  ticket_alerts: { alert: string; ticket: number };
  meter_entries: {
    id: Generated<number>;
    site: string;
    supply: string;
    meter: string;
    is: 'index' | 'invoice';
    /** local days; of an index both are the day of its reading */
    first_day: string;
    last_day: string;
    /** the index, or the amount of the invoice */
    value: number;
    unit: string;
    euros: number | null;
    note: string;
    by: string;
    at: number;
    confirmed_note: string | null;
    confirmed_by: string | null;
    confirmed_at: number | null;
    confirmed_doubts: string | null;
  };
  helpdesk_outbox: {
    id: Generated<number>;
    ticket: number;
    does: string;
    text: string;
    attempts: number;
    /** of the next try */
    at: number;
    reason: string | null;
    /** what is told */
    action: number | null;
  };
}
