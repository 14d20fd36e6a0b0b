import type { Sample } from '../wire.ts';
import type { Speaker } from './speech.ts';
import { inTwoTariffs } from './tariff.ts';

export function isZlinky({ type }: Speaker): boolean {
  return type.startsWith('linky-zlinky-');
}

/**
 * The keys of LiXee's ZLinky on an off-peak contract, with `kWh_precision: 3`. In historique mode the meter has no total:
 * `current_summ_delivered` stays at zero.
 */
export function zlinkyKeys({ type }: Speaker, metrics: Sample['metrics']): Record<string, unknown> {
  const energy = metrics['electricity.energy'];
  const power = metrics['electricity.apparentPower'];
  const isHistorique = type === 'linky-zlinky-historique';
  return {
    ...(energy !== undefined && {
      current_summ_delivered: isHistorique ? 0 : Math.round(energy * 1000) / 1000,
      current_tier1_summ_delivered: inTwoTariffs(energy).offPeak / 1000,
      current_tier2_summ_delivered: inTwoTariffs(energy).peak / 1000,
    }),
    ...(power !== undefined && {
      [type === 'linky-zlinky-three-phase' ? 'total_apparent_power' : 'apparent_power']: power,
    }),
    current_tarif: isHistorique ? 'HC..' : 'H PLEINE/CREUSE',
    available_power: isHistorique ? 30 : 6,
    meter_serial_number: '021528603314',
  };
}
