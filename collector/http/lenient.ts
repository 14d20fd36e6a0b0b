import { z } from 'zod';

/** Pieces of other people's answers: what is null, absent or of another type is not known. */

export const amount = z
  .number()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);

/** What an OAuth 2 server gives (RFC 6749, section 5.1); `expires_in` in seconds. */
export const Token = z.object({ access_token: z.string().min(1), expires_in: amount });
