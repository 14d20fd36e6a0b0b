import { isStaff, type Role } from './account.ts';
import type { Channel, Told } from './notice.ts';

/** By which way a notice leaves, and who reads it; a program of the operator's has no role. */
export interface Reader {
  readonly channel: Channel;
  readonly role?: Role;
}

/**
 * What of an alert a notice may carry; nothing else decides it. Of a site of few people (design.md, Personal data) a value, the sentence that holds it
 * and what it costs say somebody's habits: they leave by mail to the agency's own people alone, never by another
 * company's server (ntfy, push, SMS), by a program that hands on (webhook, Alertmanager) or onto a locked screen.
 */
export function carried(told: Told, { channel, role }: Reader): Told {
  if (told.place.fewStaff !== true) return told;
  if (channel === 'mail' && role !== undefined && isStaff(role)) return told;
  const { advice, title } = told.words;
  return { ...told, value: null, words: { title, reason: title, ...(advice !== undefined && { advice }) } };
}
