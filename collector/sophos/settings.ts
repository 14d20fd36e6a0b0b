/** What Sophos may change, what nobody has confirmed, and what is a matter of choice. */
export interface SophosSettings {
  readonly idUrl: string;
  readonly globalUrl: string;
  /** patience for one answer */
  readonly timeoutMs: number;
  /** tries of one request before it is given up, and the wait before the second, doubled for each after it */
  readonly tries: number;
  readonly backOffMs: number;
  /** a longer wait is not sat out but told, and nobody is asked until it is over */
  readonly longestWaitMs: number;
  /** how far back the first reading of events goes; Sophos keeps a day */
  readonly firstHours: number;
  /** how often computers are read; alerts and events at each ask */
  readonly endpointsEveryMs: number;
  readonly endpointsView: string;
  readonly tenantsEveryMs: number;
  /** events that are detections begin so */
  readonly detectionType: string;
  /** a computer with one of these products installed is protected */
  readonly protectionCodes: readonly string[];
  /** a computer not seen for so long is silent, not sick */
  readonly silentAfterMs: number;
  /** so long is a computer told as seen for the first time */
  readonly newcomerMs: number;
}

const day = 86_400_000;

export const sophosDefaults: SophosSettings = {
  idUrl: 'https://id.sophos.com',
  globalUrl: 'https://api.central.sophos.com',
  timeoutMs: 30_000,
  tries: 3,
  backOffMs: 1_000,
  longestWaitMs: 10_000,
  firstHours: 12,
  endpointsEveryMs: 900_000,
  endpointsView: 'full',
  tenantsEveryMs: 3_600_000,
  detectionType: 'Event::Endpoint::Threat::',
  protectionCodes: ['endpointProtection', 'interceptX'],
  silentAfterMs: 14 * day,
  newcomerMs: 14 * day,
};
