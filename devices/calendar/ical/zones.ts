import { createZone, type Zone } from '../local-time.ts';

/** The zones that the times of a file are read in. */
export interface Zones {
  readonly own: Zone;
  readonly utc: Zone;
  /** undefined where nobody knows the zone */
  named(tzid: string): Zone | undefined;
}

/** What Outlook and Exchange call the zone of Paris. */
const otherZoneNames: Readonly<Record<string, string>> = {
  'Romance Standard Time': 'Europe/Paris',
  '(UTC+01:00) Brussels, Copenhagen, Madrid, Paris': 'Europe/Paris',
};

/** The IANA name that the file means, also behind a maker's prefix: `/mozilla.org/20050126_1/Europe/Paris`. */
function ianaName(tzid: string): string {
  return otherZoneNames[tzid] ?? /^\/.*\/([A-Za-z_]+\/[A-Za-z_-]+)$/.exec(tzid)?.[1] ?? tzid;
}

/** Makes each zone once, at most a hundred of them. */
export function createZones(timeZone: string): Zones {
  const known = new Map<string, Zone | undefined>();
  const own = createZone(timeZone);
  return {
    own,
    utc: createZone('UTC'),
    named(tzid) {
      if (!known.has(tzid)) known.set(tzid, known.size < 100 ? zoneOrNothing(ianaName(tzid)) : undefined);
      return known.get(tzid);
    },
  };
}

function zoneOrNothing(timeZone: string): Zone | undefined {
  try {
    return createZone(timeZone);
  } catch (error) {
    // the answer that ECMA-402 gives to a zone it does not know
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
