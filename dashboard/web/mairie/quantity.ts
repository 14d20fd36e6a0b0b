import type { SupplyUse } from '../../contract/energy.ts';
import type { Format } from '../world.ts';

/** What a supply comes to: its own unit, or kWh of gas where invoices tell no m³; undefined where nothing is known. */
export function quantityOf({
  amount,
  unit,
  kWh,
}: Pick<SupplyUse, 'amount' | 'unit' | 'kWh'>): { readonly value: number; readonly unit: 'm³' | 'kWh' } | undefined {
  if (amount !== null) return { value: amount, unit: unit === 'm3' ? 'm³' : 'kWh' };
  return kWh === null ? undefined : { value: kWh, unit: 'kWh' };
}

export function quantityIn(use: Pick<SupplyUse, 'amount' | 'unit' | 'kWh'>, format: Format): string | undefined {
  const found = quantityOf(use);
  if (found === undefined) return undefined;
  return format.text(found.value, { factor: 1, unit: found.unit, decimals: found.value < 10 ? 1 : 0 });
}
