import { expect, test } from 'vitest';
import type { SupplyUse } from '../../../dashboard/contract/energy.ts';
import { sumInFrench } from '../../../dashboard/server/energy/letter-page.ts';

const use = (supply: SupplyUse['supply'], euros: number | null, amount: number | null = 100): SupplyUse => ({
  ...{ supply, unit: 'm3', amount, kWh: null, euros, kgCo2e: null, missing: 0, sources: [] },
  ...{ price: null, lastYear: null, weather: null, days: [], months: [] },
});
const said = (...supplies: SupplyUse[]) => sumInFrench({ supplies }).replaceAll('\u00a0', ' ');

test('the sum of a letter says of what the price lacks: what one pays for water is not « en tout »', () => {
  expect(said(use('electricity', 400), use('water', 60))).toBe('En tout 460 € TTC, abonnements compris.');
  expect(said(use('electricity', null), use('gas', null), use('water', 60))).toBe(
    'En tout 60 € TTC, abonnements compris, sans l’électricité et le gaz : le prix manque.',
  );
  // nothing was measured of it: there is nothing to pay
  expect(said(use('gas', null, null), use('water', 60))).toBe('En tout 60 € TTC, abonnements compris.');
  expect(said(use('gas', null))).toContain('ne donne pas d’euros');
});
