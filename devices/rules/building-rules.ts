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
  'water.volume': [
    backwards('water-backwards', 'Index d’eau qui recule', 'Water index goes backwards'),
    // 5 L/h: LeakDB's floor for buildings whose nights are dry; 60 L/h are 1.4 m³ a day
    {
      ...{ id: 'leak', kind: 'leak', litresPerHour: { warning: 5, critical: 60 } },
      say: { fr: 'Fuite d’eau probable', en: 'Water probably leaks' },
    },
  ],
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
      ...{ id: 'co2', kind: 'threshold', above: { information: 800, warning: 1500 }, clear: 750, when: 'not-closed' },
      // every week's is one alert, until eight days are without
      ...{ for: '20m', clearFor: '8d' },
      say: { fr: 'Air confiné (CO₂)', en: 'Stale air (CO₂)' },
    },
    // a cell may die in a sensor that goes on telling the temperature
    {
      ...{ id: 'co2-silent', kind: 'silence', after: '6h', alone: true, severity: 'information' },
      say: { fr: 'Plus de mesure du CO₂ : capteur à vérifier', en: 'CO₂ no longer measured: check the sensor' },
    },
    // outdoor air alone moves by some ppm in an hour
    {
      ...{ id: 'co2-stuck', kind: 'stuck', within: 0, severity: 'information', for: '6h' },
      say: { fr: 'CO₂ figé : capteur à vérifier', en: 'CO₂ does not move: check the sensor' },
    },
    {
      ...{ id: 'co2-airing', kind: 'airing', deviations: 3, share: 0.25, least: 60, severity: 'information' },
      say: {
        fr: 'CO₂ : l’air se renouvelle moins, ventilation à vérifier',
        en: 'CO₂: less fresh air, check the ventilation',
      },
    },
    // 4 very high, 5 extreme: CSTB protocol SC-QEI-2022-230
    {
      ...{ id: 'icone', kind: 'icone', index: { information: 4, warning: 5 } },
      say: { fr: 'Confinement de la semaine (ICONE)', en: 'Confinement of the week (ICONE)' },
    },
  ],
  'air.temperature': [
    {
      ...{ id: 'temperature-stuck', kind: 'stuck', within: 0, severity: 'information', for: '1d' },
      say: { fr: 'Température figée : capteur à vérifier', en: 'Temperature does not move: check the sensor' },
    },
    // the accuracy of two sensors, and what people feel
    {
      ...{ id: 'temperature-apart', kind: 'apart', deviations: 3.2, least: 0.65, severity: 'information' },
      say: { fr: 'Local à part : chauffage ou sonde à vérifier', en: 'Room apart: check its heating or its sensor' },
    },
    {
      ...{ id: 'cold', kind: 'threshold', below: 15, clear: 16, when: 'open', severity: 'information' },
      ...{ for: '2h', clearFor: '8d' },
      say: { fr: 'Trop froid pendant l’ouverture', en: 'Too cold in opening hours' },
    },
    // INRS: work is hard from 28 °C sitting, dangerous from 33 °C
    {
      ...{ id: 'hot', kind: 'threshold', above: { information: 28, warning: 33 }, clear: 27, when: 'open' },
      ...{ for: '1h', clearFor: '8d' },
      say: { fr: 'Trop chaud pendant l’ouverture', en: 'Too hot in opening hours' },
    },
    // code de l'énergie R241-26 and R241-27; 1 °C for the sensor and the place where it hangs
    {
      ...{ id: 'heated-open', kind: 'heated', while: 'open', limit: 19, tolerance: 1, severity: 'information' },
      clearFor: '30d',
      say: { fr: 'Chauffé au-dessus de 19 °C', en: 'Heated above 19 °C' },
    },
    {
      ...{ id: 'heated-closed', kind: 'heated', while: 'closed', tolerance: 1, severity: 'information' },
      clearFor: '30d',
      limits: [
        { afterHours: 24, limit: 16 },
        { afterHours: 48, limit: 8 },
      ],
      say: { fr: 'Chauffé pendant une fermeture', en: 'Heated while closed' },
    },
  ],
  // mould grows from 80 % on at a wall, which is colder than its room; below 25 % eyes and throats suffer (EN 16798-1)
  'air.humidity': [
    {
      ...{ id: 'humid', kind: 'threshold', above: 75, clear: 70, severity: 'information', for: '3d', clearFor: '14d' },
      say: { fr: 'Air trop humide', en: 'Air too humid' },
    },
    {
      ...{ id: 'dry', kind: 'threshold', below: 25, clear: 30, severity: 'information', for: '1d', clearFor: '6h' },
      say: { fr: 'Air trop sec', en: 'Air too dry' },
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
    {
      ...{ id: 'battery-ends', kind: 'forecast', days: { information: 60 }, clear: 90, falls: 10, for: '2d' },
      say: { fr: 'Pile bientôt vide', en: 'Battery soon empty' },
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
