import { addDays, type LocalDate } from '../../../devices/calendar/local-date.ts';
import type { Zone } from '../../../devices/calendar/local-time.ts';
import type { Supply, Tariffs } from '../../../devices/tariff.ts';
import { type CarbonFactors, carbonOf, priceAt } from '../cost.ts';
import { expectedUse } from './degree-model.ts';
import { isComplete, type Period } from './period.ts';
import type { Savings, SavingsOf } from './savings.ts';

export interface WorthOf {
  readonly savings: Savings;
  readonly periods: readonly Period[];
  readonly zone: Zone;
  readonly works: SavingsOf['works'];
  readonly changes?: SavingsOf['changes'];
  readonly supply: Supply;
  readonly tariffs: Tariffs;
  /** absent where the meter's unit is no kWh */
  readonly factors: CarbonFactors | undefined;
}

/** What a saving is worth, taxes as the tariffs have them; parts are absent where no price or factor is known. */
export interface Worth {
  /** € at the price of the day before the works, ± at the saving's confidence */
  readonly constant?: { readonly euros: number; readonly uncertainty: number; readonly price: number };
  /** € of each day's saving at that day's price */
  readonly current?: number;
  readonly kgCo2e?: number;
}

/** Subscriptions are no part of it: works seldom change them. undefined where nothing was found to be saved or lost. */
export function worthOf(of: WorthOf): Worth | undefined {
  const { savings, zone, supply, tariffs, factors } = of;
  const { found, reporting } = savings;
  if (found === undefined) return undefined;
  const before = priceAt(tariffs, supply, addDays(of.works.from, -1));
  const kgCo2e = factors === undefined ? undefined : carbonOf(supply, found.saved, factors);
  const carbon = kgCo2e === undefined ? {} : { kgCo2e };
  if (before === undefined) return carbon;
  const [from, to] = [zone.toInstant(reporting.from), zone.toInstant(reporting.to)];
  let [current, saved] = [0, 0];
  for (const period of of.periods.filter((one) => one.start >= from && one.start < to && isComplete(one))) {
    const change = (of.changes ?? []).reduce(
      (sum, one) => (period.start >= zone.toInstant(one.from) ? sum + one.share : sum),
      0,
    );
    const less = expectedUse(found.model, period) * (1 + change) - period.use;
    saved += less;
    current += less * (priceAt(tariffs, supply, dateAt(period.start, zone))?.price ?? before.price);
  }
  return {
    constant: {
      euros: found.saved * before.price,
      uncertainty: found.uncertainty * before.price,
      price: before.price,
    },
    // bills at the year's edge count here by their start, there by their middle: the whole is the same saving
    current: saved === 0 ? 0 : (current / saved) * found.saved,
    ...carbon,
  };
}

function dateAt(instant: number, zone: Zone): LocalDate {
  return zone.toLocal(instant).date;
}
