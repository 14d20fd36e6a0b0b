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
  /** over all cores */
  'host.cpu': {
    unit: '%',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Processeur', en: 'Processor' },
    range: [0, 100],
  },
  'host.memory': { unit: '%', kind: 'gauge', resolution: 0.1, label: { fr: 'Mémoire', en: 'Memory' }, range: [0, 100] },
  'host.swap': {
    unit: '%',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Mémoire d’échange', en: 'Swap' },
    range: [0, 100],
  },
  /** processes that want the processor, over five minutes */
  'host.load': { unit: '', kind: 'gauge', resolution: 0.01, label: { fr: 'Charge', en: 'Load' } },
  'host.uptime': { unit: 's', kind: 'gauge', resolution: 1, label: { fr: 'Allumé depuis', en: 'Uptime' } },
  'host.updates': {
    unit: '',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Mises à jour en attente', en: 'Updates pending' },
  },
  'host.temperature': {
    unit: '°C',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Température interne', en: 'Temperature inside' },
    range: [-60, 150],
  },
  'host.health': { unit: '', kind: 'state', resolution: 0.5, label: { fr: 'Matériel', en: 'Hardware' }, range: [0, 1] },
  'power.health': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Alimentation électrique', en: 'Power supply' },
    range: [0, 1],
  },
  'fan.health': { unit: '', kind: 'state', resolution: 0.5, label: { fr: 'Ventilateurs', en: 'Fans' }, range: [0, 1] },
  'disk.used': {
    unit: '%',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Disque occupé', en: 'Disk used' },
    range: [0, 100],
  },
  'disk.health': { unit: '', kind: 'state', resolution: 0.5, label: { fr: 'Disques', en: 'Disks' }, range: [0, 1] },
  'disk.temperature': {
    unit: '°C',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Température des disques', en: 'Temperature of disks' },
    range: [-60, 150],
  },
  'volume.health': { unit: '', kind: 'state', resolution: 0.5, label: { fr: 'Volumes', en: 'Volumes' }, range: [0, 1] },
  'interface.in': { unit: 'bit/s', kind: 'gauge', resolution: 1, label: { fr: 'Débit entrant', en: 'Traffic in' } },
  'interface.out': { unit: 'bit/s', kind: 'gauge', resolution: 1, label: { fr: 'Débit sortant', en: 'Traffic out' } },
  'interface.errors': {
    unit: '/min',
    kind: 'gauge',
    resolution: 0.01,
    label: { fr: 'Erreurs d’interface', en: 'Interface errors' },
  },
  'interface.up': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Interface', en: 'Interface' },
    range: [0, 1],
  },
  'wifi.clients': { unit: '', kind: 'gauge', resolution: 1, label: { fr: 'Appareils connectés', en: 'Wi-Fi clients' } },
  'wifi.channelUse': {
    unit: '%',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Occupation du canal', en: 'Channel use' },
    range: [0, 100],
  },
  'firewall.service': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Services du pare-feu', en: 'Firewall services' },
    range: [0, 1],
  },
  'firewall.licence': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Licences du pare-feu', en: 'Firewall licences' },
    range: [0, 1],
  },
  'vpn.up': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Tunnels VPN', en: 'VPN tunnels' },
    range: [0, 1],
  },
  'ups.charge': {
    unit: '%',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Charge de la batterie', en: 'Battery charge' },
    range: [0, 100],
  },
  'ups.runtime': { unit: 'min', kind: 'gauge', resolution: 1, label: { fr: 'Autonomie', en: 'Run time left' } },
  'ups.load': {
    unit: '%',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Charge de l’onduleur', en: 'UPS load' },
    range: [0, 200],
  },
  /** 1 on the mains, 0.5 while the voltage is mended, 0 on battery or without output */
  'ups.mains': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Alimenté par le secteur', en: 'On mains' },
    range: [0, 1],
  },
  'ups.health': {
    unit: '',
    kind: 'state',
    resolution: 0.5,
    label: { fr: 'Batterie de l’onduleur', en: 'UPS battery' },
    range: [0, 1],
  },
  'ups.temperature': {
    unit: '°C',
    kind: 'gauge',
    resolution: 1,
    label: { fr: 'Température de la batterie', en: 'Battery temperature' },
    range: [-40, 100],
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
