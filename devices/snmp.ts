import type { From } from './device-type.ts';
import type { Text } from './metric.ts';

/**
 * How a device type that is asked over SNMP is described. Places are numeric OIDs: whole ones (`….25.1.1.0`) where a metric
 * names no table, columns without an index where it does.
 */
export interface SnmpSource {
  readonly kind: 'snmp';
  /** what tells such a device from others, see `SnmpIdentity` */
  readonly is: SnmpIdentity;
  readonly tables?: Readonly<Record<string, SnmpTable>>;
}

/** Everything said here must hold: sysObjectID alone proves nothing, since many makers keep net-snmp's. */
export interface SnmpIdentity {
  /** OIDs that sysObjectID equals or continues; absent: any */
  readonly sysObjectID?: readonly string[];
  /** a regular expression that sysDescr matches */
  readonly sysDescr?: string;
  /** an OID of the maker's MIB below which something must answer */
  readonly answers?: string;
}

/** Rows of one index; columns of several MIB tables may stand beside each other where they share it. */
export interface SnmpTable {
  /** what the table is called on a device's page, see `tables.ts` */
  readonly label?: Text;
  /** columns, the first one there names the row; none: the rows have no names but their index, or are folded into one value */
  readonly name?: readonly string[];
  /** a regular expression whose first group is the part of the name that is kept */
  readonly keep?: string;
  /** rows count only where the column holds one of these; an OID is written with dots */
  readonly only?: Readonly<Record<string, readonly (number | string)[]>>;
  /** a regular expression: rows so named are left out */
  readonly except?: string;
}

/** What a metric of such a type says beside `from` and `decode`. */
export interface SnmpReading {
  /** the value is `from` in percent of this */
  readonly of?: From;
  /** what a code or a word means; null where the device says that it does not know. Anything else cannot be read */
  readonly states?: Readonly<Record<string, number | null>>;
  /** what stands there in place of a value that the device has not */
  readonly absent?: readonly (number | string)[];
  /** the places are counters: how fast they grow, or with `of` how much of its growth is theirs, in percent */
  readonly rate?: Rate;
  /** the places hold a day as epoch ms (see the codec): the value is how many days there are until then, 0 on the day itself (UTC) */
  readonly daysUntil?: true;
  /** how rows of one name become one value; without it each keeps its index behind the name */
  readonly fold?: 'mean' | 'sum' | 'min' | 'max';
  /** `from` is a value of ENTITY-SENSOR-MIB (RFC 3433), scaled as these columns of its row say */
  readonly sensor?: { readonly scale: string; readonly precision: string; readonly status: string };
}

export interface Rate {
  /** growth a second is multiplied by this: 8 makes bits of octets, 60 a count a minute */
  readonly times: number;
  /** a column that changes when the row's counters started anew (ifCounterDiscontinuityTime) */
  readonly discontinuity?: string;
  /** a rate above the value of this column times that number is impossible and no value */
  readonly limit?: { readonly from: string; readonly times: number };
}
