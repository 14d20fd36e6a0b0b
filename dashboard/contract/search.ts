import { z } from 'zod';
import { Id } from './shared.ts';

/** What made a thing match where it is not its name. */
export const MatchedBy = z.enum(['insee', 'phone', 'email', 'serial', 'address', 'contract']);
export type MatchedBy = z.infer<typeof MatchedBy>;

const Named = z.object({ id: Id, name: z.string() });

/** A thing of the territory that a search found; a contact bears the id of its organisation. */
export const Hit = z.object({
  kind: z.enum(['organisation', 'contact', 'site', 'device']),
  id: Id,
  name: z.string(),
  organisation: Named,
  site: Named.optional(),
  /** of a device */
  type: Id.optional(),
  matched: z.object({ by: MatchedBy, text: z.string() }).optional(),
});
export type Hit = z.infer<typeof Hit>;
