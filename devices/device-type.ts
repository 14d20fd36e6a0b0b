import type { CodecName } from './codecs/codecs.ts';
import type { Channels } from './codecs/milesight.ts';
import { commonMetrics, type Metric, type Text } from './metric.ts';
import { rulesOfType, type TypeRule } from './rules/type-rules.ts';
import type { RuleDescription } from './rules/written-rule.ts';
import type { SnmpReading, SnmpSource } from './snmp.ts';
import type { Trap } from './trap.ts';

/** How a device type says what it measures: a common metric as it is (`{}`) or with differences, or one of its own. */
export type MetricDeclaration = Partial<Omit<Metric, 'id'>> & MetricSource;

/**
 * A place in what a device sends: a key, or a path of keys and list positions with dots (`ENERGY.Power.0`). A list of
 * places is their sum, taken when all are there; one with `-` in front is subtracted. `first` is the first that is there.
 */
export type From = Sum | { readonly first: readonly Sum[] };
type Sum = string | readonly string[];

/** Where a device that does not speak Vigie's own dialect keeps a metric, and how to read it there. */
export interface MetricSource extends SnmpReading {
  /**
   * The device has it several times, and metrics of one table have the same instances. Over SNMP it is one of the source's tables:
   * `from` names columns, and each row is an instance.
   */
  readonly table?: string;
  /** the metric's id unless said; an object there holds a number for each instance */
  readonly from?: From;
  /** for a metric that the device has several times: where each instance stands */
  readonly instances?: Readonly<Record<string, From>>;
  /** how what stands there becomes the metric's unit; a number as it is unless said */
  readonly decode?: CodecName;
  /** the device's own coefficient by which what stands there is multiplied; without one it is not taken */
  readonly times?: 'pulse';
}

/**
 * How a device says it: Vigie's own JSON, or the dialect that carries it to the broker. Over LoRaWAN, whatever the network
 * server: what the server's codec made of a frame, or the frame itself.
 */
export type Payload = Spoken['payload'];

type Spoken =
  | { readonly payload: 'lorawan' }
  | { readonly payload: 'milesight'; readonly channels: Channels }
  | { readonly payload: 'native' }
  | { readonly payload: 'shelly' }
  | { readonly payload: 'tasmota' }
  | { readonly payload: 'zigbee2mqtt' };

/** What is asked over the network; with `through` nobody asks it, since the answer of its parent holds it. */
export interface WebSource {
  readonly kind: 'avamar' | 'dns' | 'http' | 'icmp' | 'sophos' | 'tcp';
  readonly through?: 'parent';
}

/** How its readings come: it speaks over MQTT, or is asked. */
export type Source = (Spoken & { readonly kind: 'mqtt' }) | SnmpSource | WebSource;

/** A kind of thing as its file in `types/` describes it: plain data, no functions. Durations read `30s`, `10m`, `2h`, `1d`. */
export interface DeviceTypeDescription {
  readonly id: string;
  readonly label: Text;
  readonly source: Source & {
    /** the expected interval between readings; what is asked is asked so often */
    readonly every: string;
    /** nothing for so long means the device is silent */
    readonly silentAfter: string;
  };
  /** the metric that says whether it works; of what Vigie asks, `device.up` unless said */
  readonly availability?: string;
  readonly metrics: Readonly<Record<string, MetricDeclaration>>;
  /** by numeric OID: the SNMP notifications that it sends beside those of every agent */
  readonly traps?: Readonly<Record<string, Trap>>;
  /** what is judged of it beside the common rules of its metrics, or otherwise than they say */
  readonly rules?: readonly TypeRule[];
}

/** A description with every metric completed, and all its rules. */
export interface DeviceType extends Omit<DeviceTypeDescription, 'metrics' | 'rules'> {
  readonly metrics: Readonly<Record<string, Metric & MetricSource>>;
  readonly rules: readonly RuleDescription[];
}

/** Completes a description from the common metrics; throws on a metric that nobody describes, as a bug of the catalogue. */
export function defineDeviceType(description: DeviceTypeDescription): DeviceType {
  const metrics: Record<string, Metric & MetricSource> = {};
  for (const [id, declared] of Object.entries(description.metrics)) {
    const common = (commonMetrics as Record<string, Omit<Metric, 'id'>>)[id];
    const metric = { ...common, ...declared, id };
    if (!isComplete(metric)) {
      throw new Error(
        `devices/types/${description.id}: metric "${id}" is not a common one and lacks unit, kind, resolution or label`,
      );
    }
    metrics[id] = metric;
  }
  const { availability = usualAvailability(description) } = description;
  const rules = rulesOfType(description);
  return { ...description, ...(availability !== undefined && { availability }), metrics, rules };
}

/** What speaks over MQTT says that it is up when that changes, and says nothing of the time between. */
function usualAvailability({ source, metrics }: DeviceTypeDescription): string | undefined {
  return source.kind !== 'mqtt' && Object.hasOwn(metrics, 'device.up') ? 'device.up' : undefined;
}

function isComplete(metric: Partial<Metric> & { id: string }): metric is Metric {
  return (
    metric.unit !== undefined &&
    metric.kind !== undefined &&
    metric.resolution !== undefined &&
    metric.label !== undefined
  );
}
