/** Who hands in messages: an MQTT client, a token of the HTTP API, the collector. */
export interface Sender {
  readonly id: string;
  /** may it write readings of this device? */
  mayWrite(device: { readonly id: string; readonly organisation: string; readonly site: string }): boolean;
  /** MQTT filters beyond its devices' own topics; absent for senders without topics of their own */
  mayPublish(topic: string): boolean;
}

export interface Message {
  readonly topic: string;
  readonly payload: Uint8Array;
}

/** What became of a message: durable, or not taken with one line of reason (kept for a technician either way). */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** The only way in for live data. Resolves once everything is durable, an outcome per message, in order. */
export type Accept = (sender: Sender, messages: readonly Message[]) => Promise<Outcome[]>;
