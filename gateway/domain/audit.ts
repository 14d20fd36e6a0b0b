import type { Page } from './inbox.ts';

/** Everything that is told in the audit; each has its words on the screens. */
export type AuditAction =
  | 'session.open'
  | 'readings.fine'
  | 'readings.erase'
  | 'readings.import'
  | 'territory.apply'
  | 'maintenance.add'
  | 'maintenance.remove'
  | 'alert.acknowledge'
  | 'alert.assign'
  | 'alert.comment'
  | 'alert.shelve'
  | 'alert.unshelve'
  | 'alert.resolve'
  | 'rule.add'
  | 'rule.change'
  | 'rule.remove'
  | 'client.add'
  | 'client.revoke'
  | 'correction.add'
  | 'member.add'
  | 'discovery.attach'
  | 'discovery.ignore'
  | 'discovery.scan'
  | 'discovery.stop'
  | 'refused.replay'
  | 'user.add'
  | 'user.change'
  | 'user.remove'
  | 'user.password'
  | 'token.add'
  | 'token.remove'
  | 'account.password'
  | 'account.lost'
  | 'account.activate'
  | 'account.reset'
  | 'account.sessions'
  | 'key.add'
  | 'key.remove'
  | 'codes.make'
  | 'user.link'
  | 'user.keys'
  | 'wishes.change'
  | 'push.add'
  | 'push.remove'
  | 'duty.change'
  | 'duty.feed'
  | 'ticket.add'
  | 'ticket.change'
  | 'ticket.action'
  | 'ticket.import'
  | 'entry.add'
  | 'entry.change'
  | 'entry.confirm'
  | 'entry.remove'
  | 'entry.import';

/** One thing that somebody did: who (mail address or token name), what, on which thing. */
export interface AuditEntry {
  readonly time: number;
  readonly who: string;
  readonly action: AuditAction;
  readonly subject: string;
  readonly details: string;
}

/** Stands in the audit for whoever's account was removed: the deed stays, the name goes. */
export const erasedPerson = 'personne effacée';

/** Who did what, newest first, kept 12 months. */
export interface Audit {
  record(entry: AuditEntry): Promise<void>;
  list(page: { limit: number; before?: number }): Promise<Page<AuditEntry & { readonly id: number }>>;
  /** Forgets what is older; how many. */
  purge(before: number): Promise<number>;
}
