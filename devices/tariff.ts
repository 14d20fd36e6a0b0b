import { z } from 'zod';
import { isLocalDate, type LocalDate } from './calendar/local-date.ts';

/** What a building is supplied with and pays for. */
export const supplies = ['electricity', 'gas', 'water', 'heat'] as const;
export type Supply = (typeof supplies)[number];

/** What a contract asks from a day on, all taxes included. */
export interface Tariff {
  readonly from: LocalDate;
  /** € a kWh of electricity, gas or heat; € a m³ of water with its waste water */
  readonly price: number;
  /** € a year for each meter, unless said nothing */
  readonly subscription?: number;
}

/** A member's tariffs, or those of everybody who has given none. */
export type Tariffs = { readonly [S in Supply]?: readonly Tariff[] };

const euros = (most: number) =>
  z.number('must be an amount in euros').nonnegative('must not be below zero').max(most, `is above ${most} €`);

const tariff: z.ZodType<Tariff> = z.strictObject({
  from: z.string('must be a day such as 2026-02-01').refine(isLocalDate, 'is not a day such as 2026-02-01'),
  price: euros(50),
  subscription: euros(1_000_000).exactOptional(),
});

const list = z
  .array(tariff)
  .min(1, 'names no tariff: remove the key, or give from and price')
  .max(100, 'names more than 100 tariffs')
  .refine(
    (all) => all.every(({ from }, at) => at === 0 || (all[at - 1]?.from ?? '') < from),
    'must go from the oldest to the newest, each from a day of its own',
  );

/** Tariffs by supply as settings and territory files hold them. */
export const tariffLists = {
  electricity: list.exactOptional(),
  gas: list.exactOptional(),
  water: list.exactOptional(),
  heat: list.exactOptional(),
} as const;
