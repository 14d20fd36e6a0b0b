import type { MetricRule } from './common-rules.ts';

const backwards = (id: string, fr: string, en: string): MetricRule => ({
  id,
  kind: 'implausible',
  backwards: true,
  severity: 'information',
  clearFor: '1h',
  say: { fr, en },
});

/** What is judged in and around a building wherever it is measured; legal limits and habits of a building are rules of their own kinds. */
export const buildingRules: Readonly<Record<string, readonly MetricRule[]>> = {
  'water.volume': [backwards('water-backwards', 'Index d’eau qui recule', 'Water index goes backwards')],
  'gas.volume': [backwards('gas-backwards', 'Index de gaz qui recule', 'Gas index goes backwards')],
  'electricity.energy': [
    backwards('electricity-backwards', 'Index électrique qui recule', 'Electricity index goes backwards'),
  ],
  'heat.energy': [backwards('heat-backwards', 'Index de chaleur qui recule', 'Heat index goes backwards')],
  // NF EN 50160: 230 V ± 10 % in means of 10 minutes
  'electricity.voltage': [
    {
      ...{ id: 'voltage-low', kind: 'threshold', below: 207, clear: 210 },
      ...{ severity: 'information', for: '10m', clearFor: '10m' },
      say: { fr: 'Tension trop basse', en: 'Voltage too low' },
    },
    {
      ...{ id: 'voltage-high', kind: 'threshold', above: 253, clear: 250 },
      ...{ severity: 'information', for: '10m', clearFor: '10m' },
      say: { fr: 'Tension trop haute', en: 'Voltage too high' },
    },
  ],
  // HCSP, 21 January 2022: renewed well enough below 800 ppm, to act quickly above 1,500
  'air.co2': [
    {
      ...{ id: 'co2', kind: 'threshold', above: { information: 800, warning: 1500 }, clear: 750 },
      ...{ for: '20m', clearFor: '20m' },
      say: { fr: 'Air confiné (CO₂)', en: 'Stale air (CO₂)' },
    },
  ],
  'air.temperature': [
    {
      ...{ id: 'temperature-stuck', kind: 'stuck', within: 0, severity: 'information', for: '1d' },
      say: { fr: 'Température figée : capteur à vérifier', en: 'Temperature does not move: check the sensor' },
    },
  ],
  'air.pm25': [
    {
      ...{ id: 'pm25', kind: 'threshold', above: 50, clear: 35, for: '1h', clearFor: '30m' },
      say: { fr: 'Particules fines (PM2,5)', en: 'Fine particles (PM2.5)' },
    },
  ],
  'air.pm10': [
    {
      ...{ id: 'pm10', kind: 'threshold', above: 80, clear: 60, for: '1h', clearFor: '30m' },
      say: { fr: 'Particules (PM10)', en: 'Particles (PM10)' },
    },
  ],
  'air.formaldehyde': [
    {
      ...{ id: 'formaldehyde', kind: 'threshold', above: 0.1, clear: 0.08, for: '4h', clearFor: '2h' },
      say: { fr: 'Formaldéhyde', en: 'Formaldehyde' },
    },
  ],
  'battery.level': [
    {
      ...{ id: 'battery', kind: 'threshold', below: { information: 20, warning: 10 }, clear: 25 },
      ...{ for: '6h', clearFor: '1h' },
      say: { fr: 'Pile à remplacer', en: 'Battery to replace' },
    },
  ],
  'radio.rssi': [
    {
      ...{ id: 'radio-weak', kind: 'threshold', below: -120, clear: -115, severity: 'information' },
      ...{ for: '6h', clearFor: '6h' },
      say: { fr: 'Réception radio faible', en: 'Weak radio reception' },
    },
  ],
};
