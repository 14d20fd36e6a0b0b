import type { Fields } from '../../devices/fields.ts';

/** The indexes of each tariff of historique mode (OPTARIF), in the order of ZLinky's tiers. */
const tariffs: readonly { readonly begins: string; readonly indexes: readonly string[] }[] = [
  { begins: 'HC', indexes: ['HCHC', 'HCHP'] },
  { begins: 'EJP', indexes: ['EJPHN', 'EJPHPM'] },
  { begins: 'BBR', indexes: ['BBRHCJB', 'BBRHPJB', 'BBRHCJW', 'BBRHPJW', 'BBRHCJR', 'BBRHPJR'] },
];

/**
 * Gives ZLinky's tiers the names that the meter gives them, which depend on the contract: tier 1 and 2 are all of an HC
 * contract and two of six indexes of a Tempo one. Without `current_tarif` they stay unnamed, and nothing is summed.
 */
export function nameTiers(fields: Fields): Fields {
  const tariff = fields.current_tarif;
  if (typeof tariff !== 'string') return fields;
  if (tariff.startsWith('BASE')) return { BASE: fields.current_summ_delivered, ...fields };
  const indexes = tariffs.find(({ begins }) => tariff.startsWith(begins))?.indexes ?? [];
  const named = indexes.map((name, at) => [name, fields[`current_tier${at + 1}_summ_delivered`]]);
  return { ...Object.fromEntries(named), ...fields };
}
