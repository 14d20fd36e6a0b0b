import { catalogue } from '../devices/catalogue.ts';
import { keyOf, uniform } from './chance.ts';
import { concerns, type Fault, strikes } from './fault.ts';
import type { Sample } from './wire.ts';

/** What a device is about to send: when (epoch ms), and what it measured. */
export interface Emission {
  readonly at: number;
  readonly site: string;
  readonly device: string;
  readonly type: string;
  readonly sample: Sample;
  /** kept by the device until `at`, and sent with others in one array */
  readonly kept?: boolean;
  /** it goes out broken, in the way of this chance (0 … 1) */
  readonly broken?: number;
}

/** What a healthy device would read at a time. */
export type ReadHealthy = (device: string, metric: string, time: number) => number;

/** Applies faults to what devices send: first to what they measure, then to the way it takes. No state but what `read` keeps. */
export function disturb(faults: readonly Fault[], seed: number, read: ReadHealthy): (e: Emission) => Emission[] {
  const ordered = [...faults].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  return (emission) => {
    let sent = [emission];
    for (const fault of ordered) {
      if (concerns(fault, emission.site, emission.device)) sent = sent.flatMap((e) => suffer(fault, e, seed, read));
    }
    return sent;
  };
}

/** Measuring goes wrong before sending does. */
const order: readonly Fault['kind'][] = [
  ...(['leak', 'reset', 'drift', 'stuck', 'battery', 'silence'] as const),
  ...(['clock', 'storm', 'late', 'disorder', 'duplicates', 'malformed'] as const),
];

function suffer(fault: Fault, emission: Emission, seed: number, read: ReadHealthy): Emission[] {
  const { device, site, sample } = emission;
  const { time } = sample;
  // water that has run and an index that was set back stay so after the fault
  if (fault.kind === 'leak' && time >= fault.from) {
    const minutes = (Math.min(time, fault.to) - fault.from) / 60_000;
    return [measured(emission, 'water.volume', (litres) => litres + Math.floor(fault.size * minutes))];
  }
  if (fault.kind === 'reset' && time >= fault.from) {
    const counters = metricsOf(emission, fault, 'counter');
    return [
      counters.reduce(
        (e, metric) => measured(e, metric, (v) => v - read(device, metric, fault.from) + fault.size),
        emission,
      ),
    ];
  }
  if (fault.kind === 'battery' && time >= fault.from) {
    const run = Math.min(1, (time - fault.from) / (fault.to - fault.from));
    const full = read(device, 'battery.level', fault.from);
    const left = Math.round(full + (Math.min(full, fault.size) - full) * run);
    return left <= 0 ? [] : [measured(emission, 'battery.level', () => left)];
  }
  return strikes(fault, site, device, time)
    ? struck(fault, emission, keyOf(seed, `${fault.kind} ${device}`), read)
    : [emission];
}

function struck(fault: Fault, emission: Emission, key: number, read: ReadHealthy): Emission[] {
  const { at, device, sample } = emission;
  const { kind, size, from, to } = fault;
  switch (kind) {
    case 'stuck':
      return [
        metricsOf(emission, fault).reduce(
          (e, metric) => measured(e, metric, () => read(device, metric, from)),
          emission,
        ),
      ];
    case 'drift':
      return [
        metricsOf(emission, fault, 'gauge').reduce(
          (e, metric) => measured(e, metric, (v) => v + (size * (sample.time - from)) / 86_400_000),
          emission,
        ),
      ];
    case 'silence':
      return [];
    case 'clock':
      return [{ ...emission, sample: { ...sample, time: sample.time + size * 1000 } }];
    case 'storm':
      // the same values again and again, a few milliseconds apart
      return Array.from({ length: Math.max(1, Math.round(size)) }, (_, i) => ({
        ...emission,
        at: at + 7 * i,
        sample: { ...sample, time: sample.time + 7 * i },
      }));
    case 'late':
      return [{ ...emission, at: to, kept: true }];
    case 'disorder':
      return [{ ...emission, at: at + Math.floor(size * 1000 * uniform(key, at)) }];
    case 'duplicates':
      return [emission, ...Array.from({ length: Math.round(size) }, (_, i) => ({ ...emission, at: at + 3 * (i + 1) }))];
    case 'malformed':
      return [uniform(key, at) < size ? { ...emission, kept: false, broken: uniform(key + 1, at) } : emission];
    default:
      return [emission];
  }
}

/** The metrics of an emission that a fault concerns, of one kind where it is given. */
function metricsOf({ type, sample }: Emission, fault: Fault, kind?: 'gauge' | 'counter'): string[] {
  const described = catalogue.get(type)?.metrics ?? {};
  return Object.keys(sample.metrics).filter(
    (metric) => (fault.metric ?? metric) === metric && (kind === undefined || described[metric]?.kind === kind),
  );
}

function measured(emission: Emission, metric: string, change: (value: number) => number): Emission {
  const { sample } = emission;
  const value = sample.metrics[metric];
  if (value === undefined) return emission;
  const changed = Math.round(change(value) * 1000) / 1000;
  return { ...emission, sample: { ...sample, metrics: { ...sample.metrics, [metric]: changed } } };
}
