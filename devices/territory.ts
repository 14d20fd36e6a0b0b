import type { OpeningCalendar } from './calendar/opening-calendar.ts';
import type { AnyRule } from './rules/any-rule.ts';
import type { Tariffs } from './tariff.ts';

/** A member of the agency: commune, community of communes, CIAS, school board. `insee` is the code of its commune. */
export interface Organisation {
  readonly id: string;
  readonly name: string;
  readonly insee?: string;
  readonly population?: number;
  /** whom to call there, the first one first */
  readonly contacts?: readonly Contact[];
  /** what it subscribes to of the agency; absent where nobody wrote it down */
  readonly services?: readonly Service[];
  /** what it pays, taxes included; those of the settings stand for what is not named */
  readonly tariffs?: Tariffs;
}

/** Somebody of a member who answers for its equipment: their function, never a private address. */
export interface Contact {
  readonly name: string;
  /** what they are there: `Secrétaire de mairie` */
  readonly role?: string;
  /** as people dial it, with a leading + or 0 */
  readonly phone?: string;
  readonly email?: string;
}

/** What the agency offers its members. */
export const services = [
  'server',
  'backup',
  'antivirus',
  'firewall',
  'wifi',
  'line',
  'mail',
  'web',
  'software',
  'energy',
] as const;
export type Service = (typeof services)[number];

/** A place watched. `position` is [latitude, longitude] in degrees, `area` m². */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly position?: readonly [number, number];
  readonly area?: number;
  /** id of an opening calendar of the territory */
  readonly calendar?: string;
  /** IANA zone, Europe/Paris unless said */
  readonly timeZone: string;
  /** consumption here is somebody's habits: only daily totals are shown, finer data to named technicians */
  readonly fewStaff: boolean;
}

/** One installed unit, of a type of the catalogue. */
export interface Device {
  readonly id: string;
  readonly name: string;
  readonly site: string;
  readonly type: string;
  /** what a foreign payload calls it, or where it is asked: `snmp:10.0.0.5` */
  readonly address?: string;
  /** what lets Vigie ask it, a name of the setting `collector.credentials` */
  readonly credentials?: string;
  /** the device it is reached through */
  readonly parent?: string;
  /** the MQTT client that speaks for it */
  readonly client?: string;
  readonly serial?: string;
  /** what its answer to a check must hold: words of a page, the beginning of a greeting, a record of a name */
  readonly expect?: string;
  /** what backups call it, where that is neither its id nor its name */
  readonly backup?: string;
  readonly coefficients?: Coefficients;
  /** OIDs in place of those of its type, by metric, where this maker or version keeps a value elsewhere */
  readonly places?: Readonly<Record<string, string>>;
  /** of a line that others are reached through: whose it is */
  readonly line?: Line;
}

/** Whom to call when a line is cut. */
export interface Line {
  readonly operator: string;
  /** the contract's or the line's reference, as the operator wants to hear it */
  readonly contract?: string;
  /** the number of its support */
  readonly support?: string;
}

export interface Coefficients {
  /** kWh per m³ of gas, by month `2026-03` (GRDF publishes it per commune and month) */
  readonly gas?: Readonly<Record<string, number>>;
  /** what one pulse, or one unit that the device itself counts in, is worth: L of water, m³ of gas */
  readonly pulse?: number;
  /** the counter's reading after which it starts again at zero, in the metric's unit, by metric */
  readonly rollover?: Readonly<Record<string, number>>;
}

/** Who may connect to the broker, publish where and subscribe to what (MQTT topic filters). */
export interface MqttClient {
  readonly id: string;
  readonly passwordFile?: string;
  readonly publish: readonly string[];
  readonly subscribe: readonly string[];
}

/** How a point of somebody else's line protocol becomes a reading; kept as written. */
export interface Mapping {
  readonly measurement: string;
  readonly field: string;
  /** tags that a point must have (`host=srv1`) and, as a bare name, the tag that names the instance (`path`), with commas */
  readonly tag?: string;
  readonly device: string;
  readonly metric: string;
}

/** Everything that exists, by id, references checked. */
export interface Territory {
  readonly organisations: ReadonlyMap<string, Organisation>;
  readonly sites: ReadonlyMap<string, Site>;
  readonly devices: ReadonlyMap<string, Device>;
  readonly clients: ReadonlyMap<string, MqttClient>;
  readonly calendars: ReadonlyMap<string, OpeningCalendar>;
  readonly mappings: readonly Mapping[];
  /** rules beside those of the device types, or otherwise than they say; absent where there are none */
  readonly rules?: readonly AnyRule[];
}
