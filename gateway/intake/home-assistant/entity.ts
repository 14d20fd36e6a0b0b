import { z } from 'zod';
import { expand } from './abbreviations.ts';
import { type Meaning, meaningOf, pathOf } from './meaning.ts';

const anything = z.unknown().optional();
const text = z.string().max(200);
const topic = z.string().min(1).max(1_024);
const Component = z.object({
  device_class: anything,
  state_class: anything,
  unit_of_measurement: anything,
  value_template: anything,
  state_topic: topic.optional(),
  availability_topic: topic.optional(),
  availability: z.array(z.object({ topic, payload_available: anything, payload_not_available: anything })).optional(),
  payload_available: anything,
  payload_not_available: anything,
});
const Device = z.object({
  identifiers: z.union([text, z.array(text)]).optional(),
  connections: z.array(z.array(text)).optional(),
  name: text.optional(),
  model: text.optional(),
  manufacturer: text.optional(),
  suggested_area: text.optional(),
});
const Config = Component.extend({ device: Device.optional(), components: z.record(z.string(), Component).optional() });

/** A device as its discovery message describes it. */
export interface AnnouncedDevice {
  /** what tells it from all others */
  readonly identifier: string;
  readonly name: string | undefined;
  readonly model: string | undefined;
  readonly manufacturer: string | undefined;
  readonly area: string | undefined;
}

/** One thing that a device measures, and where its value comes. */
export interface Entity {
  readonly stateTopic: string;
  readonly meaning: Meaning;
  /** keys to the value, none for the payload itself */
  readonly path: readonly string[];
}

/** Where a device says that it is there, and with which words. */
export interface Availability {
  readonly topic: string;
  readonly online: string;
  readonly offline: string;
}

export interface Announced {
  readonly device: AnnouncedDevice;
  readonly entities: readonly Entity[];
  readonly availability: readonly Availability[];
}

/** Reads a discovery message, of one entity or of a whole device; a string is the reason why it is none. */
export function readAnnouncement(body: Readonly<Record<string, unknown>>): Announced | string {
  const parsed = Config.safeParse(expand(body));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `no discovery message of Home Assistant: ${issue?.path.join('.')} ${issue?.message}`;
  }
  const { device, components, ...single } = parsed.data;
  const [identifier] = [device?.identifiers ?? device?.connections?.[0]?.[1]].flat();
  if (device === undefined || identifier === undefined || identifier === '') {
    return 'the discovery message names no device: it has no identifiers';
  }
  const parts = components === undefined ? [single] : Object.values(components);
  return {
    device: {
      identifier,
      name: device.name,
      model: device.model,
      manufacturer: device.manufacturer,
      area: device.suggested_area,
    },
    // a component of a device may leave its topic to the device
    entities: parts.flatMap((part) => entityOf({ ...part, state_topic: part.state_topic ?? single.state_topic })),
    availability: [single, ...parts].flatMap(availabilityOf),
  };
}

function entityOf(part: z.infer<typeof Component>): Entity[] {
  if (part.state_topic === undefined) return []; // a button, a scene: it has nothing to say
  const path = pathOf(part.value_template);
  const meaning = meaningOf(part);
  const isUnreadable = path === undefined && meaning.is === 'metric';
  return [
    {
      stateTopic: part.state_topic,
      meaning: isUnreadable
        ? { is: 'not understood', reason: `${meaning.metric} stands behind a template that is not understood` }
        : meaning,
      path: path ?? [],
    },
  ];
}

function availabilityOf(part: z.infer<typeof Component>): Availability[] {
  const listed = part.availability ?? [];
  const single = part.availability_topic === undefined ? [] : [{ ...part, topic: part.availability_topic }];
  return [...listed, ...single].map((one) => ({
    topic: one.topic,
    online: typeof one.payload_available === 'string' ? one.payload_available : 'online',
    offline: typeof one.payload_not_available === 'string' ? one.payload_not_available : 'offline',
  }));
}
