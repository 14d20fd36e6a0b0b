import type { LocalDate } from '../../devices/calendar/local-date.ts';
import type { Supply } from '../../devices/tariff.ts';

/** kWh of electricity, heat and gas; m³ of water and gas. */
export const entryUnits = ['kWh', 'm3'] as const;
export type EntryUnit = (typeof entryUnits)[number];

/** What stood on a meter in the course of a local day. */
export interface IndexFact {
  readonly is: 'index';
  readonly date: LocalDate;
  readonly index: number;
}

/** What an invoice says was used from its first to its last local day, and its euros with taxes; null where they are not given. */
export interface InvoiceFact {
  readonly is: 'invoice';
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly amount: number;
  readonly euros: number | null;
}

export type EntryFact = IndexFact | InvoiceFact;

/** What somebody read on a meter or was billed, before it is kept. */
export type NewMeterEntry = EntryFact & {
  readonly site: string;
  readonly supply: Supply;
  /** which of several meters of this supply; empty for the only one */
  readonly meter: string;
  readonly unit: EntryUnit;
  readonly note: string;
  /** who typed it (mail address or token's name), and when, epoch ms */
  readonly by: string;
  readonly at: number;
};

/** Somebody looked at what is doubtful about an entry and says that it is so. */
export interface Confirmation {
  readonly note: string;
  readonly by: string;
  readonly at: number;
  /** which doubts: another one later asks again */
  readonly doubts: readonly string[];
}

export type MeterEntry = NewMeterEntry & { readonly id: number; readonly confirmed?: Confirmation };

/** Meter readings and invoices of buildings, as people typed them. What it answers is durable. */
export interface MeterEntries {
  /** All of a site, in the order of their (first) days. */
  of(site: string): Promise<readonly MeterEntry[]>;
  get(id: number): Promise<MeterEntry | undefined>;
  /** In one transaction. Throws `VigieError` `conflict` where a site would have more than 5,000. */
  add(entries: readonly NewMeterEntry[]): Promise<readonly MeterEntry[]>;
  /** As corrected: nobody has confirmed it. Throws `not_found`. */
  change(id: number, entry: NewMeterEntry): Promise<MeterEntry>;
  /** Throws `not_found`. */
  confirm(id: number, confirmation: Confirmation): Promise<MeterEntry>;
  /** false if there is none of this id */
  remove(id: number): Promise<boolean>;
}

/** The first day of what an entry tells. */
export function firstDay(entry: EntryFact): LocalDate {
  return entry.is === 'index' ? entry.date : entry.from;
}
