/** A browser that takes push messages, as it gave itself (W3C Push API). */
export interface PushSubscription {
  readonly endpoint: string;
  /** base64url */
  readonly p256dh: string;
  readonly auth: string;
}

/** The key pair by which push services know this Vigie (RFC 8292), base64url. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Browsers of people, at most ten each, and the keys. */
export interface PushKeeper {
  /** Made by `make` the first time. */
  keys(make: () => VapidKeys): Promise<VapidKeys>;
  of(user: string): Promise<PushSubscription[]>;
  /** The eleventh takes the place of the oldest; a browser that somebody else used before is theirs no more. */
  add(user: string, subscription: PushSubscription, now: number): Promise<void>;
  /** Of this user, or whose ever. */
  remove(endpoint: string, user?: string): Promise<boolean>;
}
