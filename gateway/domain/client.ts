/** An MQTT client that an operator made, beside those that the territory's files declare; only the SHA-256 of its secret is kept. */
export interface MadeClient {
  readonly id: string;
  /** MQTT topic filters */
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
  readonly createdAt: number;
}

/** The clients that operators made. What is read is in memory; what changes is kept on return. */
export interface MadeClients {
  list(): readonly MadeClient[];
  get(id: string): MadeClient | undefined;
  isSecretOf(id: string, password: Uint8Array): boolean;
  /** The secret, to be shown this once. Throws `VigieError` `conflict` where the id is taken or there are too many. */
  add(client: MadeClient): Promise<{ secret: string }>;
  /** false if there is none */
  remove(id: string): Promise<boolean>;
}
