import type { Page } from './inbox.ts';

/** One thing that somebody did: who (mail address or token name), what, on which thing. */
export interface AuditEntry {
  readonly time: number;
  readonly who: string;
  readonly action: string;
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
