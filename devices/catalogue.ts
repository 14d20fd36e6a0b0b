import type { DeviceType } from './device-type.ts';
import { airQuality } from './types/air-quality.ts';
import { climate } from './types/climate.ts';
import { electricityMeter } from './types/electricity-meter.ts';
import { gasMeter } from './types/gas-meter.ts';
import { heatMeter } from './types/heat-meter.ts';
import { waterMeter } from './types/water-meter.ts';
import { weatherStation } from './types/weather-station.ts';
import { zigbeeClimate } from './types/zigbee-climate.ts';

/** Every kind of device that Vigie knows, by id. A new kind is one file in `types/` and one line here. */
export const catalogue: ReadonlyMap<string, DeviceType> = new Map(
  [airQuality, climate, electricityMeter, gasMeter, heatMeter, waterMeter, weatherStation, zigbeeClimate].map(
    (type) => [type.id, type],
  ),
);
