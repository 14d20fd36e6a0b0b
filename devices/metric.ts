/** A text shown to people, in both languages of the screens. */
export interface Text {
  readonly fr: string;
  readonly en: string;
}

/** gauge: a level · counter: an index that only grows between resets · state: 1 good, 0.5 degraded, 0 bad. */
export type MetricKind = 'gauge' | 'counter' | 'state';

/** One named quantity. `resolution` is the smallest step kept, in `unit`; `range` is what is physically possible. */
export interface Metric {
  readonly id: string;
  readonly unit: string;
  readonly kind: MetricKind;
  readonly resolution: number;
  readonly label: Text;
  readonly range?: readonly [number, number];
}

/** Metrics that several device types share; a device type declares any other in its own file. */
export const commonMetrics = {
  'water.volume': { unit: 'L', kind: 'counter', resolution: 0.1, label: { fr: 'Eau', en: 'Water' } },
  'gas.volume': { unit: 'm3', kind: 'counter', resolution: 0.001, label: { fr: 'Gaz', en: 'Gas' } },
  'electricity.energy': {
    unit: 'kWh',
    kind: 'counter',
    resolution: 0.001,
    label: { fr: 'Électricité', en: 'Electricity' },
  },
  'electricity.power': {
    unit: 'W',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Puissance', en: 'Power' },
  },
  'electricity.apparentPower': {
    unit: 'VA',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Puissance apparente', en: 'Apparent power' },
  },
  'electricity.current': { unit: 'A', kind: 'gauge', resolution: 0.1, label: { fr: 'Intensité', en: 'Current' } },
  /** what each tariff of the contract has counted */
  'electricity.index': {
    unit: 'kWh',
    kind: 'counter',
    resolution: 0.001,
    label: { fr: 'Index tarifaire', en: 'Tariff index' },
  },
  'electricity.returnedEnergy': {
    unit: 'kWh',
    kind: 'counter',
    resolution: 0.001,
    label: { fr: 'Électricité injectée', en: 'Electricity returned' },
  },
  'electricity.subscribedCurrent': {
    unit: 'A',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Intensité souscrite', en: 'Subscribed current' },
  },
  'electricity.subscribedPower': {
    unit: 'kVA',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Puissance souscrite', en: 'Subscribed power' },
  },
  'electricity.voltage': { unit: 'V', kind: 'gauge', resolution: 1, label: { fr: 'Tension', en: 'Voltage' } },
  'heat.energy': { unit: 'kWh', kind: 'counter', resolution: 0.001, label: { fr: 'Chaleur', en: 'Heat' } },
  'air.co2': { unit: 'ppm', kind: 'gauge', resolution: 1, label: { fr: 'CO₂', en: 'CO₂' }, range: [0, 10_000] },
  'air.temperature': {
    unit: '°C',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Température', en: 'Temperature' },
    range: [-40, 85],
  },
  'air.humidity': {
    unit: '%',
    kind: 'gauge',
    resolution: 0.5,
    label: { fr: 'Humidité', en: 'Humidity' },
    range: [0, 100],
  },
  'air.pm25': {
    unit: 'µg/m3',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Particules PM2,5', en: 'Particles PM2.5' },
    range: [0, 1000],
  },
  'air.pm10': {
    unit: 'µg/m3',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Particules PM10', en: 'Particles PM10' },
    range: [0, 1000],
  },
  'air.tvoc': {
    unit: 'µg/m3',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Composés organiques volatils', en: 'Volatile organic compounds' },
  },
  'air.formaldehyde': {
    unit: 'mg/m3',
    kind: 'gauge',
    resolution: 0.01,
    label: { fr: 'Formaldéhyde', en: 'Formaldehyde' },
  },
  'air.pressure': {
    unit: 'hPa',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Pression', en: 'Pressure' },
    range: [800, 1100],
  },
  'outdoor.temperature': {
    unit: '°C',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Température extérieure', en: 'Outdoor temperature' },
    range: [-40, 60],
  },
  'battery.level': {
    unit: '%',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Pile', en: 'Battery' },
    range: [0, 100],
  },
  'radio.rssi': {
    unit: 'dBm',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Réception radio', en: 'Radio reception' },
    range: [-150, 20],
  },
  'device.up': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'En ligne', en: 'Online' },
    range: [0, 1],
  },
  'http.up': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Site web en service', en: 'Web site in service' },
    range: [0, 1],
  },
  'http.latency': {
    unit: 'ms',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Temps de réponse', en: 'Response time' },
    range: [0, 600_000],
  },
  /** below zero once expired */
  'tls.days': {
    unit: 'd',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Jours restants du certificat', en: 'Days left of the certificate' },
    range: [-40_000, 40_000],
  },
  /** 0 good, 1 running, 2 warning, 3 failed, 4 missing */
  'backup.state': {
    unit: '',
    kind: 'state',
    resolution: 1,
    label: { fr: 'État de la sauvegarde', en: 'State of the backup' },
    range: [0, 4],
  },
  'backup.age': {
    unit: 'h',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Âge de la dernière bonne sauvegarde', en: 'Age of the last good backup' },
    range: [0, 1_000_000],
  },
  'backup.bytes': {
    unit: 'B',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Données sauvegardées', en: 'Data backed up' },
    range: [0, 1e18],
  },
  'backup.duration': {
    unit: 's',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Durée de la sauvegarde', en: 'Duration of the backup' },
    range: [0, 10_000_000],
  },
  'backup.capacity': {
    unit: '%',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Remplissage', en: 'Fill level' },
    range: [0, 200],
  },
  'antivirus.health': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'État de la protection', en: 'Health of the protection' },
    range: [0, 1],
  },
  'antivirus.threats': {
    unit: '',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Menaces ouvertes', en: 'Open threats' },
    range: [0, 1_000_000],
  },
} as const satisfies Record<string, Omit<Metric, 'id'>>;

/** Metrics that are calculated when asked for and never stored, each from one that is. */
export const derivedMetrics = {
  'gas.energy': {
    id: 'gas.energy',
    from: 'gas.volume',
    unit: 'kWh',
    kind: 'counter',
    resolution: 0.1,
    label: { fr: 'Énergie du gaz', en: 'Energy of gas' },
  },
} as const satisfies Record<string, Metric & { readonly from: string }>;
