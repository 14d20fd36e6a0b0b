/** One message as it crosses the wire, at the instant it is sent (epoch ms); bytes where its dialect is not text. */
export interface SentMessage {
  readonly time: number;
  readonly topic: string;
  readonly payload: string | Uint8Array;
}

/** What one device measured at one instant. */
export interface Sample {
  readonly time: number;
  readonly metrics: Readonly<Record<string, number>>;
}

/** The native topic of a device. */
export function topicOf(site: string, device: string): string {
  return `vigie/v1/${site}/${device}`;
}

/** The native JSON of one sample, or of several as a buffer sends them. */
export function payloadOf(samples: readonly Sample[]): string {
  const written = samples.map(({ time, metrics }) => ({ time: new Date(time).toISOString(), metrics }));
  return JSON.stringify(written.length === 1 ? written[0] : written);
}
