export type Role = 'administrator' | 'technician' | 'responsable' | 'agent' | 'screen' | 'writer';

/** A person. `organisations` counts for responsable and agent: whose things they see. */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly organisations: readonly string[];
  readonly disabled: boolean;
  readonly createdAt: number;
}

/** A script's or a screen's key; the secret itself is shown once and only its SHA-256 is kept. */
export interface Token {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly organisation?: string;
  readonly createdAt: number;
  readonly lastUsedAt?: number;
}

/** Who is asking, whatever way they signed in; `session` names the open session where there is one. */
export type Identity = {
  readonly role: Role;
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
} & (
  | { readonly is: 'user'; readonly user: User; readonly session: string }
  | { readonly is: 'token'; readonly token: Token; readonly session?: string }
);

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly organisations: readonly string[];
  readonly password: string;
}

/** A session was opened (`secret` goes into the cookie, once), or why not. */
export type SignedIn =
  | { readonly ok: true; readonly secret: string; readonly identity: Identity }
  | { readonly ok: false; readonly reason: 'wrong' }
  | { readonly ok: false; readonly reason: 'throttled'; readonly retryAt: number };

/** People and tokens, their sessions, and who may come in. Every `now` is epoch ms. */
export interface Accounts {
  signIn(credentials: { email: string; password: string; address: string }, now: number): Promise<SignedIn>;
  signInWithToken(credentials: { token: string; address: string }, now: number): Promise<SignedIn>;
  /** Who holds this session's secret; keeps the session alive. */
  bySession(secret: string, now: number): Promise<Identity | undefined>;
  byToken(secret: string, now: number): Promise<Identity | undefined>;
  /** The same person or token as it is now; undefined once disabled, changed away or signed out. Keeps nothing alive. */
  again(identity: Identity, now: number): Promise<Identity | undefined>;
  signOut(session: string): Promise<void>;

  users(page: { limit: number; after?: string }): Promise<User[]>;
  userByEmail(email: string): Promise<User | undefined>;
  /** Throws `VigieError`: `invalid` for a weak password, `conflict` for a taken address. `anyPassword` is for demonstrations. */
  addUser(user: NewUser, now: number, options?: { anyPassword?: boolean }): Promise<User>;
  /** Ends the person's sessions. Throws `conflict` when it would leave no administrator. */
  changeUser(
    id: string,
    change: { role?: Role; organisations?: readonly string[]; disabled?: boolean },
  ): Promise<User | undefined>;
  /** Ends the person's sessions. */
  setPassword(id: string, password: string, options?: { anyPassword?: boolean }): Promise<void>;

  tokens(page: { limit: number; after?: string }): Promise<Token[]>;
  addToken(
    token: { name: string; role: Role; organisation?: string },
    now: number,
  ): Promise<{ id: string; token: string }>;
  /** Ends the sessions it opened; false if there is none. */
  removeToken(id: string): Promise<boolean>;
}
