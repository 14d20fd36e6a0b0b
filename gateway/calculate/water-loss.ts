/**
 * € a m³ of water and waste water with taxes, where nobody has given the price: the mean of France on 1 January 2023
 * (Observatoire des services publics d'eau et d'assainissement, 14th report). Who says a cost from it says that it is assumed.
 */
export const assumedWaterPrice = 4.52;

/** What runs away, as a mayor counts. */
export interface WaterLoss {
  readonly litresPerHour: number;
  readonly m3PerDay: number;
  /** €, at `pricePerM3` */
  readonly perWeek: number;
  readonly pricePerM3: number;
  /** nobody has given the price */
  readonly isAssumed: boolean;
}

/** What flows beyond the usual (both L/h), a day and a week, at the organisation's price (€ a m³) if it gave one. */
export function waterLoss(
  { flow, usual }: { readonly flow: number; readonly usual: number },
  price: number | undefined,
): WaterLoss {
  const litresPerHour = Math.max(flow - usual, 0);
  const m3PerDay = (litresPerHour * 24) / 1000;
  const pricePerM3 = price ?? assumedWaterPrice;
  return { litresPerHour, m3PerDay, perWeek: 7 * m3PerDay * pricePerM3, pricePerM3, isAssumed: price === undefined };
}
