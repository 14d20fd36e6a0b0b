import { z } from 'zod';

const text = z.string().max(1_000);

/** What was found at an address that the territory does not have: the message that puts it before a technician. */
export const SnmpFound = z.object({
  /** types of the catalogue that it could be, the likeliest first, each with its reasons */
  types: z.array(z.object({ type: z.string(), why: z.array(text) })).max(20),
  /** what it says of itself (SNMPv2-MIB, RFC 3418); empty where it says nothing */
  sysName: text,
  sysDescr: text,
  sysObjectID: text,
  sysLocation: text,
  /** the name of the credentials that it answered to, or that its notification came with */
  credentials: z.string().max(64),
  /** the notification that it sent, where that is how it was found */
  trap: text.exactOptional(),
});
export type SnmpFound = z.infer<typeof SnmpFound>;
