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

/** Who is asking, whatever way they signed in. */
export type Identity = {
  readonly role: Role;
  /** undefined: every organisation */
  readonly organisations?: readonly string[];
} & (
  | { readonly is: 'user'; readonly user: User; readonly session: string }
  | { readonly is: 'token'; readonly token: Token }
);
