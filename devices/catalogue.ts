import type { DeviceType } from './device-type.ts';
import { airQuality } from './types/air-quality.ts';
import { climate } from './types/climate.ts';
import { electricityMeter } from './types/electricity-meter.ts';
import { gasMeter } from './types/gas-meter.ts';
import { heatMeter } from './types/heat-meter.ts';
import { lorawanGasPulses } from './types/lorawan-gas-pulses.ts';
import { lorawanHeatMeter } from './types/lorawan-heat-meter.ts';
import { lorawanWaterPulses } from './types/lorawan-water-pulses.ts';
import { milesightAm107 } from './types/milesight-am107.ts';
import { milesightAm319 } from './types/milesight-am319.ts';
import { milesightCt101 } from './types/milesight-ct101.ts';
import { milesightEm300Di } from './types/milesight-em300-di.ts';
import { milesightEm300DiGas } from './types/milesight-em300-di-gas.ts';
import { milesightEm300Th } from './types/milesight-em300-th.ts';
import { milesightEm500Co2 } from './types/milesight-em500-co2.ts';
import { waterMeter } from './types/water-meter.ts';
import { weatherStation } from './types/weather-station.ts';
import { zigbeeClimate } from './types/zigbee-climate.ts';

/** Every kind of device that Vigie knows, by id. A new kind is one file in `types/` and one line here. */
export const catalogue: ReadonlyMap<string, DeviceType> = new Map(
  [
    airQuality,
    climate,
    electricityMeter,
    gasMeter,
    heatMeter,
    lorawanGasPulses,
    lorawanHeatMeter,
    lorawanWaterPulses,
    milesightAm107,
    milesightAm319,
    milesightCt101,
    milesightEm300Di,
    milesightEm300DiGas,
    milesightEm300Th,
    milesightEm500Co2,
    waterMeter,
    weatherStation,
    zigbeeClimate,
  ].map((type) => [type.id, type]),
);
