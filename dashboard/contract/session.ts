import { z } from 'zod';
import { KeyName, KeyRegistration, KeySignature } from './security-key.ts';
import { Id, Instant, Password, Role, Secret } from './shared.ts';

export const SignIn = z.union([
  z.strictObject({ email: z.string().min(1).max(254), password: Password }),
  z.strictObject({ token: z.string().min(1).max(256) }),
  z.strictObject({ ticket: Secret, key: KeySignature }),
  z.strictObject({ ticket: Secret, newKey: KeyRegistration, name: KeyName }),
  z.strictObject({ ticket: Secret, code: z.string().min(1).max(64) }),
]);
export type SignIn = z.infer<typeof SignIn>;

export const Session = z.object({
  role: Role,
  name: z.string(),
  email: z.string().optional(),
  /** absent: every organisation */
  organisations: z.array(Id).optional(),
  demo: z.boolean(),
  version: z.string(),
  /** the server’s clock */
  time: Instant,
});
export type Session = z.infer<typeof Session>;
