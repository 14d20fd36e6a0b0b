import { connect } from 'mqtt';

/** Who a client says it is to the broker. */
export interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly clientId?: string;
}

/** A connection to a broker. */
export interface Publisher extends AsyncDisposable {
  /** resolves when the broker has acknowledged (QoS 1); while it is away the message waits and is sent again */
  publish(topic: string, payload: string | Uint8Array): Promise<void>;
  /** resolves at the first connection; rejects when the first attempt fails, though more follow */
  ready(): Promise<void>;
  readonly connected: boolean;
}

/** Connects to a broker and keeps coming back to it; `onTrouble` is told why a connection failed, or a subscription. */
export function createPublisher(options: {
  url: string;
  credentials?: Credentials;
  /** the topic filters to subscribe to, and who is told of what comes */
  listen?: { readonly to: readonly string[]; heard(topic: string): void };
  onTrouble?: (reason: string) => void;
}): Publisher {
  const { url, credentials, listen, onTrouble } = options;
  const client = connect(url, { ...credentials, reconnectPeriod: 1000, connectTimeout: 10_000 });
  client.on('error', (error) => onTrouble?.(`${withoutPassword(url)}: ${reasonOf(error)}`));
  if (listen !== undefined && listen.to.length > 0) {
    client.on('message', (topic) => listen.heard(topic));
    client.subscribe([...listen.to], { qos: 0 }, (error) => {
      if (error !== null) onTrouble?.(`${withoutPassword(url)}: ${reasonOf(error)}`);
    });
  }
  return {
    get connected() {
      return client.connected;
    },
    ready() {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      if (client.connected) resolve();
      client.once('connect', () => resolve());
      client.once('error', (error) => reject(new Error(`${withoutPassword(url)}: ${reasonOf(error)}`)));
      return promise;
    },
    async publish(topic, payload) {
      await client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), { qos: 1 });
    },
    async [Symbol.asyncDispose]() {
      // a broker that no longer answers must not hold the end up: a client then waits for ever
      const impatient = Promise.withResolvers<void>();
      const timer = setTimeout(() => {
        client.stream.destroy();
        impatient.resolve();
      }, 2000);
      await Promise.race([client.endAsync(!client.connected), impatient.promise]);
      clearTimeout(timer);
    },
  };
}

/** A refused connection to a name with several addresses has no message of its own. */
function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : error.name;
  return error.message === '' ? code : error.message;
}

/** A broker's address as it may be shown. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
