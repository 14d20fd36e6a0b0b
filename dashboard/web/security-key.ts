import type { KeysOffered } from '../contract/account.ts';
import type { KeyRegistration, KeySignature, RegistrationOptions, SignatureOptions } from '../contract/security-key.ts';

/** Loaded when the first key is used. */
const library = () => import('@simplewebauthn/browser');

/** Lets the browser make a key's credential; rejects when the person gives up or the key is known already. */
export async function registerKey(options: RegistrationOptions): Promise<KeyRegistration> {
  const { startRegistration } = await library();
  // The border: both ends speak WebAuthn's own JSON, of which our shapes are the part we use.
  return (await startRegistration({ optionsJSON: options as never })) as never;
}

/** Lets a key sign; rejects when the person gives up. */
export async function signWithKey(options: SignatureOptions): Promise<KeySignature> {
  const { startAuthentication } = await library();
  // The border, as above.
  return (await startAuthentication({ optionsJSON: options as never })) as never;
}

/** Why no key can be added in this window, or undefined where one can. */
export function keysClosed(offered: KeysOffered): 'insecure' | 'number' | 'address' | 'browser' | undefined {
  if (!offered.offered) return offered.reason;
  if (location.origin !== offered.origin) return 'address';
  return window.PublicKeyCredential === undefined ? 'browser' : undefined;
}
