import { z } from 'zod';
import { Instant, Password, Secret } from './shared.ts';

/** The JSON forms of WebAuthn Level 3, 5.1.8 and 5.1.9, as far as a second factor needs them. */

const Base64 = z
  .string()
  .regex(/^[\w-]*$/)
  .max(20_000);
const CredentialId = z
  .string()
  .regex(/^[\w-]+$/)
  .max(1_400);
const Credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: z.literal('public-key'),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).nullish(),
};

/** What an authenticator answers when it is registered. */
export const KeyRegistration = z.object({
  ...Credential,
  response: z.object({
    clientDataJSON: Base64,
    attestationObject: Base64,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
});
export type KeyRegistration = z.infer<typeof KeyRegistration>;

/** What an authenticator answers when it signs somebody in. */
export const KeySignature = z.object({
  ...Credential,
  response: z.object({
    clientDataJSON: Base64,
    authenticatorData: Base64,
    signature: Base64,
    userHandle: Base64.nullish(),
  }),
});
export type KeySignature = z.infer<typeof KeySignature>;

const Descriptor = z.object({
  id: CredentialId,
  type: z.literal('public-key'),
  transports: z.array(z.string().max(40)).optional(),
});

/** For `navigator.credentials.create`. */
export const RegistrationOptions = z.object({
  challenge: Base64,
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: Base64, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number(), type: z.literal('public-key') })),
  timeout: z.number().optional(),
  excludeCredentials: z.array(Descriptor).optional(),
  authenticatorSelection: z.object({
    residentKey: z.literal('discouraged'),
    userVerification: z.literal('discouraged'),
  }),
  attestation: z.literal('none'),
});
export type RegistrationOptions = z.infer<typeof RegistrationOptions>;

/** For `navigator.credentials.get`. */
export const SignatureOptions = z.object({
  challenge: Base64,
  rpId: z.string(),
  timeout: z.number().optional(),
  allowCredentials: z.array(Descriptor),
  userVerification: z.literal('discouraged'),
});
export type SignatureOptions = z.infer<typeof SignatureOptions>;

/**
 * What a sign-in wants beside the password: a key's signature (or a code; only a code where `sign` is null, because keys do
 * not work at this address), or a first key where one is required. `ticket` goes back with the answer, once, within five
 * minutes.
 */
export const SecondFactorAsked = z.union([
  z.object({ ticket: Secret, sign: SignatureOptions.nullable() }),
  z.object({ ticket: Secret, register: RegistrationOptions }),
]);
export type SecondFactorAsked = z.infer<typeof SecondFactorAsked>;

export const KeyName = z.string().trim().min(1).max(60);

export const SecurityKey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type SecurityKey = z.infer<typeof SecurityKey>;

/** One's own password again, before something that outlives the session. */
export const Proof = z.strictObject({ password: Password });
export type Proof = z.infer<typeof Proof>;
export const RegistrationBegun = z.object({ ticket: Secret, register: RegistrationOptions });
export type RegistrationBegun = z.infer<typeof RegistrationBegun>;
export const NewKey = z.strictObject({ ticket: Secret, name: KeyName, newKey: KeyRegistration });
export type NewKey = z.infer<typeof NewKey>;
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
