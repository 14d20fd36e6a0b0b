/** A WebAuthn authenticator of a person: something they hold, asked for after the password. */
export interface SecurityKey {
  /** the credential's id, base64url */
  readonly id: string;
  readonly name: string;
  /** COSE, as the authenticator gave it */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** how often it signed; 0 for ever where the authenticator does not count */
  readonly counter: number;
  readonly transports: readonly string[];
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

export type ChallengePurpose = 'sign-in' | 'registration';

/** Security keys, their challenges and the codes that stand in for a lost key. Every `now` is epoch ms. */
export interface SecondFactors {
  keys(user: string): Promise<SecurityKey[]>;
  /** Throws `VigieError` `conflict` for a key that is known already, or the eleventh. */
  addKey(user: string, key: Omit<SecurityKey, 'createdAt' | 'lastUsedAt'>, now: number): Promise<void>;
  /** Notes a use; false where the counter did not grow, which a copied key or a replayed answer shows (WebAuthn 7.2 step 22). */
  keyUsed(id: string, counter: number, now: number): Promise<boolean>;
  /** False if the person has no such key. The codes go with the last key. */
  removeKey(user: string, id: string): Promise<boolean>;
  /** Takes all keys and codes of a person; how many keys. */
  clear(user: string): Promise<number>;
  /** Ten new codes in clear, this once; earlier ones end. */
  newCodes(user: string): Promise<string[]>;
  codesLeft(user: string): Promise<number>;
  /** True once for each code. */
  useCode(user: string, code: string): Promise<boolean>;
  /** Keeps a challenge for five minutes; the ticket, of which only the SHA-256 is kept, takes it once. */
  keepChallenge(about: { user: string; purpose: ChallengePurpose; challenge: string }, now: number): Promise<string>;
  takeChallenge(ticket: string, now: number): Promise<TakenChallenge | undefined>;
}

export interface TakenChallenge {
  readonly user: string;
  readonly purpose: ChallengePurpose;
  readonly challenge: string;
}
