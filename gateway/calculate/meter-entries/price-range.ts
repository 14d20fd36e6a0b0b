import type { Supply } from '../../../devices/tariff.ts';
import type { EntryUnit } from '../../domain/meter-entry.ts';

interface Billed {
  readonly supply: Supply;
  readonly unit: EntryUnit;
  readonly amount: number;
  readonly euros: number | null;
}

/** € with taxes a kWh or a m³ between which invoices of mairies lie, generously: outside, a unit or a digit is wrong. */
const prices: Readonly<Record<Supply, { readonly [U in EntryUnit]?: readonly [least: number, most: number] }>> = {
  electricity: { kWh: [0.05, 0.9] },
  gas: { kWh: [0.03, 0.4], m3: [0.35, 4.5] },
  heat: { kWh: [0.03, 0.5] },
  water: { m3: [0.8, 15] },
};
/** What a subscription may add, € a day: a summer's invoice is mostly that. */
const subscriptionPerDay = 4;
/** kWh that a m³ of gas holds, roughly, as the screens of both units differ. */
const gasBetweenUnits = 11;

/** The price of a unit where it is out of the usual, with the limit that it is beyond. */
export function oddPrice(of: Billed, days: number): { readonly found: number; readonly against: number } | undefined {
  const range = prices[of.supply][of.unit];
  if (range === undefined || of.euros === null || of.amount <= 0) return undefined;
  const found = of.euros / of.amount;
  if (found < range[0]) return { found, against: range[0] };
  const withoutSubscription = Math.max(0, of.euros - subscriptionPerDay * days) / of.amount;
  return withoutSubscription > range[1] ? { found, against: range[1] } : undefined;
}

/** By what the amount would be multiplied to be in the unit of the field, where the price says that it is in another. */
export function looksLikePrice(of: Billed, days: number): number | undefined {
  const others: readonly number[] =
    of.supply === 'gas'
      ? [of.unit === 'm3' ? 1 / gasBetweenUnits : gasBetweenUnits, 1_000, 1 / 1_000]
      : [1_000, 1 / 1_000];
  return others.find((by) => oddPrice({ ...of, amount: of.amount * by }, days) === undefined);
}
