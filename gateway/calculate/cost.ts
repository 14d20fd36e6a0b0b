import type { LocalDate } from '../../devices/calendar/local-date.ts';
import type { Supply, Tariff, Tariffs } from '../../devices/tariff.ts';
import { assumedWaterPrice } from './water-loss.ts';

/** What a kWh or a m³ costs, with taxes, and by whom that was said. */
export interface Price {
  /** € a kWh, or a m³ of water */
  readonly price: number;
  /** € a year for each meter */
  readonly subscription: number;
  /** the day from which it counts; null where nobody gave it */
  readonly from: LocalDate | null;
  /** nobody has given the price: that of France stands for it (water alone) */
  readonly isAssumed: boolean;
}

/** An amount of one local day. */
export interface DayAmount {
  readonly date: LocalDate;
  readonly amount: number;
}

/** The tariffs of a member: its own for each supply, else those of everybody. */
export function tariffsOf(own: Tariffs | undefined, everybodys: Tariffs): Tariffs {
  return { ...everybodys, ...own };
}

/** The price of a day; before the first tariff that one counts. undefined where there is none. */
export function priceAt(tariffs: Tariffs, supply: Supply, date: LocalDate): Price | undefined {
  const known = tariffs[supply] ?? [];
  const found: Tariff | undefined = known.findLast(({ from }) => from <= date) ?? known[0];
  if (found !== undefined) {
    return { price: found.price, subscription: found.subscription ?? 0, from: found.from, isAssumed: false };
  }
  if (supply !== 'water') return undefined;
  return { price: assumedWaterPrice, subscription: 0, from: null, isAssumed: true };
}

/** € of these days with the meters' subscription, each day at its own price; undefined where one has none. */
export function costOf(
  of: { readonly supply: Supply; readonly days: readonly DayAmount[]; readonly meters: number },
  tariffs: Tariffs,
): number | undefined {
  let euros = 0;
  for (const { date, amount } of of.days) {
    const price = priceAt(tariffs, of.supply, date);
    if (price === undefined) return undefined;
    euros += amount * price.price + (price.subscription * of.meters) / daysOfYear;
  }
  return euros;
}

const daysOfYear = 365.25;

/** kg CO₂e a kWh, and who says so. */
export interface CarbonFactors {
  readonly electricity: number;
  /** of a kWh as it is billed (upper heating value) */
  readonly gas: number;
  /** of a network, where its operator gave it */
  readonly heat?: number;
  readonly source: string;
}

/**
 * The factors of the French energy performance certificate, as publicly quoted: electricity of other uses than heating
 * 0.064, natural gas 0.227 a kWh of lower heating value, of which a billed kWh holds 1/1.11.
 */
export const carbonFactors: CarbonFactors = {
  electricity: 0.064,
  gas: 0.2045,
  source: 'arrêté du 31 mars 2021 (DPE) ; gaz : 0,227 par kWh PCI, soit 0,2045 par kWh facturé (PCS)',
};

/** kg CO₂e of so many kWh; undefined for water, and where nobody gave the factor. */
export function carbonOf(supply: Supply, kWh: number, factors: CarbonFactors): number | undefined {
  const factor = supply === 'water' ? undefined : factors[supply];
  return factor === undefined ? undefined : kWh * factor;
}
