import type { DeviceType } from './device-type.ts';
import type { Metric, Text } from './metric.ts';

/** Metrics of a type whose instances are the same things: one row for each of them, one column for each metric. */
export interface MetricTable {
  readonly id: string;
  readonly label: Text;
  readonly metrics: readonly string[];
}

/** What the usual tables are called; a description may say another `label`, and one that says none is called as its first metric. */
const labels: Readonly<Record<string, Text>> = {
  accessPoints: { fr: 'Bornes', en: 'Access points' },
  clients: { fr: 'Clients sauvegardés', en: 'Backup clients' },
  computers: { fr: 'Ordinateurs', en: 'Computers' },
  disks: { fr: 'Disques', en: 'Disks' },
  fans: { fr: 'Ventilateurs', en: 'Fans' },
  fileSystems: { fr: 'Systèmes de fichiers', en: 'File systems' },
  interfaces: { fr: 'Interfaces', en: 'Interfaces' },
  networks: { fr: 'Réseaux Wi-Fi', en: 'Wi-Fi networks' },
  radios: { fr: 'Radios', en: 'Radios' },
  sensors: { fr: 'Sondes', en: 'Sensors' },
  supplies: { fr: 'Alimentations', en: 'Power supplies' },
  tunnels: { fr: 'Tunnels VPN', en: 'VPN tunnels' },
  volumes: { fr: 'Volumes', en: 'Volumes' },
};

/** The tables of a type, in the order of its description: metrics of one table, or with instances of the same names. */
export function tablesOf(type: DeviceType): MetricTable[] {
  const tables = new Map<string, { id: string; label: Text; metrics: string[] }>();
  for (const metric of Object.values(type.metrics)) {
    const key = keyOf(metric, type);
    if (key === undefined) continue;
    const known = tables.get(key);
    if (known !== undefined) known.metrics.push(metric.id);
    else {
      const id = metric.table ?? metric.id;
      tables.set(key, { id, label: labelOf(type, metric), metrics: [metric.id] });
    }
  }
  return [...tables.values()];
}

type Described = DeviceType['metrics'][string];

/** Two metrics with the same key share their rows; undefined for one that has a single value. */
function keyOf(metric: Described, { source }: DeviceType): string | undefined {
  if (metric.instances !== undefined) return JSON.stringify(Object.keys(metric.instances));
  if (metric.table === undefined) return undefined;
  if (source.kind === 'snmp' && metric.fold !== undefined) {
    // rows without names are folded into one value
    if (source.tables?.[metric.table]?.name === undefined) return undefined;
  }
  return `table ${metric.table}`;
}

function labelOf({ source }: DeviceType, metric: Metric & { readonly table?: string }): Text {
  const { table } = metric;
  if (table === undefined) return metric.label;
  const own = source.kind === 'snmp' ? source.tables?.[table]?.label : undefined;
  return own ?? labels[table] ?? metric.label;
}
