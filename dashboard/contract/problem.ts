import { z } from 'zod';
import { SecondFactorAsked } from './security-key.ts';

/**
 * RFC 9457; `demo` tells who is not signed in that this is the demonstration, `secondFactor` whose password was right
 * what else is asked for.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  demo: z.boolean().optional(),
  secondFactor: SecondFactorAsked.optional(),
});
export type Problem = z.infer<typeof Problem>;
