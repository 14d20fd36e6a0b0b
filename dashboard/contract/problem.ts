import { z } from 'zod';
import { SecondFactorAsked } from './security-key.ts';

/** What is wrong at one place of the body, as RFC 9457 shows it: a JSON pointer (RFC 6901) and a sentence. */
export const ProblemError = z.object({ pointer: z.string(), detail: z.string() });
export type ProblemError = z.infer<typeof ProblemError>;

/**
 * RFC 9457; `demo` tells who is not signed in that this is the demonstration, `secondFactor` whose password was right
 * what else is asked for, `errors` each mistake at its place.
 */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  demo: z.boolean().optional(),
  secondFactor: SecondFactorAsked.optional(),
  errors: z.array(ProblemError).optional(),
});
export type Problem = z.infer<typeof Problem>;
