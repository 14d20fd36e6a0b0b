import { commonMetrics } from '../../../devices/metric.ts';
import { convert } from '../../../devices/units.ts';

/** Home Assistant's device classes as metrics; the others are nothing that Vigie keeps. */
const metricOf = {
  temperature: 'air.temperature',
  humidity: 'air.humidity',
  carbon_dioxide: 'air.co2',
  pm25: 'air.pm25',
  pm10: 'air.pm10',
  atmospheric_pressure: 'air.pressure',
  energy: 'electricity.energy',
  power: 'electricity.power',
  apparent_power: 'electricity.apparentPower',
  water: 'water.volume',
  gas: 'gas.volume',
  battery: 'battery.level',
  signal_strength: 'radio.rssi',
} as const satisfies Record<string, keyof typeof commonMetrics>;

export type Meaning =
  | { readonly is: 'metric'; readonly metric: keyof typeof commonMetrics; readonly unit: string }
  /** a switch, a light, a motion sensor: nobody's consumption and nobody's air */
  | { readonly is: 'other' }
  | { readonly is: 'not understood'; readonly reason: string };

/** What an entity's class, unit and state class say that it measures. */
export function meaningOf(entity: {
  readonly device_class?: unknown;
  readonly state_class?: unknown;
  readonly unit_of_measurement?: unknown;
}): Meaning {
  const name = entity.device_class;
  if (typeof name !== 'string' || !Object.hasOwn(metricOf, name)) return { is: 'other' };
  const metric = metricOf[name as keyof typeof metricOf]; // border: a key just found
  const { unit, kind } = commonMetrics[metric];
  const { unit_of_measurement: said, state_class: state } = entity;
  if (typeof said !== 'string') return { is: 'not understood', reason: `${name} comes without a unit` };
  if (convert(1, said, unit) === undefined) {
    return { is: 'not understood', reason: `${name} in ${said.slice(0, 20)} cannot become ${unit}` };
  }
  if (kind === 'counter' && state !== 'total_increasing' && state !== 'total') {
    return { is: 'not understood', reason: `${name} is no index: its state_class is not total_increasing` };
  }
  return { is: 'metric', metric, unit: said };
}

/** Characters: longer than any way to a value. */
const templateAtMost = 1_000;

/**
 * Where a value template finds the value: keys below `value_json`, none for the payload itself. Any other template is not
 * understood; none is ever evaluated.
 */
export function pathOf(template: unknown): readonly string[] | undefined {
  if (template === undefined) return [];
  if (typeof template !== 'string') return undefined;
  if (template.length > templateAtMost || !template.startsWith('{{') || !template.endsWith('}}')) return undefined;
  const inner = template.slice(2, -2).trim();
  if (inner === 'value') return [];
  const [, way] = /^value_json((?:\.[A-Za-z_]\w*|\["[^"\]]+"\]|\['[^'\]]+'\])+)$/.exec(inner) ?? [];
  return way?.match(/\.\w+|\["[^"]+"\]|\['[^']+'\]/g)?.map((step) => step.replace(/^\.|^\[["']|["']\]$/g, ''));
}
