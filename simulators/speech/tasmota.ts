import type { Sample } from '../wire.ts';
import { nameOf, type Speak } from './speech.ts';
import { inTwoTariffs } from './tariff.ts';

/** As Tasmota after the command `Time 4` (epoch ms): a message a sample, and one of its own state where it tells its reception. */
export const tasmota: Speak = (speaker, samples) =>
  samples.flatMap(({ time, metrics }) => {
    const say = (kind: string, said: object) => ({
      topic: `tele/${nameOf(speaker)}/${kind}`,
      payload: JSON.stringify({ Time: time, ...said }),
    });
    const Signal = metrics['radio.rssi'];
    return [
      say('SENSOR', sensors(speaker.type, metrics)),
      ...(Signal === undefined ? [] : [say('STATE', { UptimeSec: 86_400, Wifi: { RSSI: 58, Signal } })]),
    ];
  });

function sensors(type: string, metrics: Sample['metrics']): Record<string, unknown> {
  if (type === 'linky-tasmota') return teleinfo(metrics);
  if (type === 'tasmota-climate') {
    const { 'air.temperature': Temperature, 'air.humidity': Humidity, 'air.pressure': Pressure } = metrics;
    const CarbonDioxide = metrics['air.co2'];
    return {
      BME280: { Temperature, Humidity, DewPoint: 9.1, Pressure },
      ...(CarbonDioxide !== undefined && { MHZ19B: { CarbonDioxide } }),
      ...{ PressureUnit: 'hPa', TempUnit: 'C' },
    };
  }
  return { ENERGY: energy(type, metrics) };
}

function energy(type: string, metrics: Sample['metrics']) {
  const phases = (value: number | undefined) =>
    type === 'tasmota-three-phase' && value !== undefined ? [value, 0, 0] : value;
  return {
    Total: metrics['electricity.energy'],
    Yesterday: 5.34,
    Today: 0.954,
    Period: 217,
    Power: phases(metrics['electricity.power']),
    ApparentPower: phases(metrics['electricity.apparentPower']),
    Voltage: metrics['electricity.voltage'],
    Current: metrics['electricity.current'],
  };
}

/** A meter in historique mode on an off-peak contract; `ENERGY` says something else, as it has been seen to. */
function teleinfo(metrics: Sample['metrics']) {
  const total = metrics['electricity.energy'];
  return {
    ENERGY: { Total: 1.5, Today: 0.5, Period: 9, Power: 170, Load: 6 },
    TIC: {
      ADCO: '021528603314',
      OPTARIF: 'HC..',
      ISOUSC: 30,
      ...(total !== undefined && { HCHC: inTwoTariffs(total).offPeak, HCHP: inTwoTariffs(total).peak }),
      PTEC: 'HP..',
      PAPP: metrics['electricity.apparentPower'],
      MOTDETAT: 0,
    },
  };
}
