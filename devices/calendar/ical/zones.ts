import { createZone, type Zone } from '../local-time.ts';

/** The zones that the times of a file are read in. */
export interface Zones {
  readonly own: Zone;
  readonly utc: Zone;
  /** undefined where nobody knows the zone */
  named(tzid: string): Zone | undefined;
}

/** What Outlook calls the zone of Paris. */
const otherZoneNames: Readonly<Record<string, string>> = { 'Romance Standard Time': 'Europe/Paris' };

/** Makes each zone once, at most a hundred of them. */
export function createZones(timeZone: string): Zones {
  const known = new Map<string, Zone | undefined>();
  const own = createZone(timeZone);
  return {
    own,
    utc: createZone('UTC'),
    named(tzid) {
      if (!known.has(tzid)) known.set(tzid, known.size < 100 ? zoneOrNothing(otherZoneNames[tzid] ?? tzid) : undefined);
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
