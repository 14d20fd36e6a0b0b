import { buildingMetrics } from './metrics/building-metrics.ts';
import { machineMetrics } from './metrics/machine-metrics.ts';
import { networkMetrics } from './metrics/network-metrics.ts';

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
export const commonMetrics = { ...buildingMetrics, ...machineMetrics, ...networkMetrics };

/** How far a device's clock is off, told by the intake itself of any device that brings times of its own. */
export const clockMetric = 'clock.error';

/** Metrics of any device that nobody declares: Vigie finds them. */
export const ownMetrics: Readonly<Record<string, Metric>> = {
  [clockMetric]: {
    id: clockMetric,
    unit: 'min',
    kind: 'gauge',
    resolution: 0.1,
    label: { fr: 'Écart de l’horloge', en: 'Error of the clock' },
  },
};

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
