import type { Sample } from '../wire.ts';
import { nameOf, type Speak } from './speech.ts';

/** As a Shelly does: what has changed of each component, in messages of their own. */
export const shelly: Speak = (speaker, samples) => {
  const prefix = nameOf(speaker);
  return samples.flatMap(({ time, metrics }) =>
    Object.entries(components(speaker.type, metrics)).map(([component, status]) => ({
      topic: `${prefix}/events/rpc`,
      payload: JSON.stringify({
        src: prefix,
        dst: `${prefix}/events`,
        method: 'NotifyStatus',
        params: { ts: time / 1000, [component]: { id: 0, ...status } },
      }),
    })),
  );
};

function components(type: string, metrics: Sample['metrics']): Record<string, Record<string, unknown>> {
  const { 'radio.rssi': rssi, 'battery.level': percent } = metrics;
  return {
    ...meters(type, metrics),
    ...(percent !== undefined && { 'devicepower:0': { battery: { V: 5.4, percent }, external: { present: false } } }),
    ...(rssi !== undefined && { wifi: { ssid: 'batiment', rssi } }),
  };
}

function meters(type: string, metrics: Sample['metrics']): Record<string, Record<string, unknown>> {
  const energy = metrics['electricity.energy'];
  const wattHours = energy === undefined ? undefined : Math.round(energy * 1000);
  const power = metrics['electricity.power'];
  const apparent = metrics['electricity.apparentPower'];
  switch (type) {
    case 'shelly-climate':
      return {
        'temperature:0': { tC: metrics['air.temperature'], tF: 68 },
        'humidity:0': { rh: metrics['air.humidity'] },
      };
    case 'shelly-em':
      return {
        'em1:0': { act_power: power, aprt_power: apparent },
        'em1data:0': { total_act_energy: wattHours, total_act_ret_energy: 0 },
      };
    case 'shelly-pro-3em':
      return {
        'em:0': { total_act_power: power, total_aprt_power: apparent, n_current: null },
        'emdata:0': { total_act: wattHours, total_act_ret: 0 },
      };
    default:
      // what came back counts in both registers
      return {
        'switch:0': {
          apower: power,
          ...(wattHours !== undefined && { aenergy: { total: wattHours + 500 }, ret_aenergy: { total: 500 } }),
        },
      };
  }
}
