import { milesightFrame } from './milesight-frame.ts';
import { nameOf, type Speaker } from './speech.ts';

/** What a LoRaWAN device sends by radio, and what its network server makes of it before anybody reads it. */
export interface UplinkContent {
  readonly devEui: string;
  readonly data: string;
  /** present where the server has a codec for it */
  readonly decoded?: Readonly<Record<string, number>>;
  readonly rssi: number;
}

const codecKeys: Readonly<Record<string, string>> = {
  'water.volume': 'pulse',
  'gas.volume': 'pulse',
  'heat.energy': 'energy_kwh',
};

/** The uplink of one sample: a Milesight sensor in bytes that nobody decodes, any other through the server's codec. */
export function uplinkOf(speaker: Speaker, metrics: Readonly<Record<string, number>>): UplinkContent {
  const { 'radio.rssi': rssi = -87, ...measured } = metrics;
  const devEui = nameOf(speaker);
  if (speaker.type.startsWith('milesight-')) {
    return { devEui, rssi, data: Buffer.from(milesightFrame(speaker.type, measured)).toString('base64') };
  }
  const decoded = Object.fromEntries(
    Object.entries(measured).map(([metric, value]) => [
      codecKeys[metric] ?? metric,
      codecKeys[metric] === 'pulse' ? Math.round(value / (speaker.pulse ?? 1)) : value,
    ]),
  );
  return { devEui, rssi, data: Buffer.from(Object.values(measured)).toString('base64'), decoded };
}
