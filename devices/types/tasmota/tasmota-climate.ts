import { defineDeviceType } from '../../device-type.ts';

/** A Tasmota with one climate sensor, whichever of the usual ones; °F and mmHg have been converted by the intake. */
export const tasmotaClimate = defineDeviceType({
  id: 'tasmota-climate',
  label: { fr: 'Capteur d’ambiance Tasmota', en: 'Tasmota climate sensor' },
  source: { kind: 'mqtt', payload: 'tasmota', every: '5m', silentAfter: '1h' },
  metrics: {
    'air.temperature': {
      from: {
        first: [
          'AM2301.Temperature',
          'BME280.Temperature',
          'BME680.Temperature',
          'BMP280.Temperature',
          'DHT11.Temperature',
          'DS18B20.Temperature',
          'HTU21.Temperature',
          'SCD30.Temperature',
          'SCD40.Temperature',
          'SHT3X.Temperature',
          'SHT4X.Temperature',
          'SI7021.Temperature',
        ],
      },
    },
    'air.humidity': {
      from: {
        first: [
          'AM2301.Humidity',
          'BME280.Humidity',
          'BME680.Humidity',
          'DHT11.Humidity',
          'HTU21.Humidity',
          'SCD30.Humidity',
          'SCD40.Humidity',
          'SHT3X.Humidity',
          'SHT4X.Humidity',
          'SI7021.Humidity',
        ],
      },
    },
    'air.pressure': { from: { first: ['BME280.Pressure', 'BME680.Pressure', 'BMP280.Pressure'] } },
    'air.co2': {
      from: { first: ['MHZ19B.CarbonDioxide', 'SCD30.CarbonDioxide', 'SCD40.CarbonDioxide'] },
    },
    'radio.rssi': { from: 'Wifi.Signal' },
    'device.up': {},
  },
});
