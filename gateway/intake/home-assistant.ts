import { quote, show } from '../../devices/message.ts';
import { commonMetrics } from '../../devices/metric.ts';
import { convert } from '../../devices/units.ts';
import type { Description } from '../domain/inbox.ts';
import type { Announcement } from '../domain/journal.ts';
import { type Dialect, parseObject, textOf } from './dialect.ts';
import { createFairRoom } from './fair-room.ts';
import { type Announced, type Entity, readAnnouncement } from './home-assistant/entity.ts';

const announcementsAtMost = 5_000;
/** An announcement of more is kept in part only, and would not be understood after a restart. */
const announcementBytes = 64 * 1024;
const announcedBytesAtMost = 16 * 2 ** 20;
/** Takes an announcement back. */
const noPayload = new Uint8Array();
const configPattern =
  /^[^/]+\/(?:device|sensor|binary_sensor|switch|light|climate|number|select|button|update|event|cover|fan|lock|text|valve)\/(?:[^/]+\/)?[^/]+\/config$/;

export interface HomeAssistant extends Dialect {
  /** Goes on from what was announced before a restart. */
  recall(announcements: readonly Announcement[]): void;
  /** What was announced of whatever speaks on a topic. */
  describe(topic: string): Description | undefined;
}

interface Known extends Announced {
  readonly client: string;
  readonly bytes: number;
}

/**
 * Home Assistant's MQTT discovery: `<prefix>/<component>/[<node>/]<object>/config` announces devices, whose values come on
 * the topics they name. A topic that another dialect reads is only described; on the others a device's address is
 * `homeassistant:<identifier>` and its values arrive as metrics in our units. Whoever announced a device first speaks for it.
 */
export function createHomeAssistant(isRead: (topic: string) => boolean): HomeAssistant {
  const known = new Map<string, Known>();
  /** who speaks on a topic; all of a Zigbee2MQTT share that of its bridge */
  const topics = new Map<string, Set<Known>>();
  /** topics that gave way since they were last asked for */
  const displaced: string[] = [];
  const giveWay = (client: string): boolean => {
    const oldest = known.entries().find(([, one]) => one.client === client)?.[0];
    if (oldest === undefined) return false;
    drop(oldest);
    displaced.push(oldest);
    return true;
  };
  const places = createFairRoom(announcementsAtMost, giveWay);
  const room = createFairRoom(announcedBytesAtMost, giveWay);

  /** In the place of what the topic said before; the reason where there is no room for it. */
  function put(topic: string, one: Known): string | undefined {
    drop(topic);
    if (!places.take(one.client, 1)) return `more than ${announcementsAtMost} discovery messages`;
    if (!room.take(one.client, one.bytes)) {
      places.give(one.client, 1);
      return `discovery messages of more than ${announcedBytesAtMost / 2 ** 20} MB together`;
    }
    known.set(topic, one);
    for (const spoken of topicsOf(one)) {
      const speaking = topics.get(spoken);
      if (speaking === undefined) topics.set(spoken, new Set([one]));
      else speaking.add(one);
    }
    return undefined;
  }

  function drop(topic: string): void {
    const one = known.get(topic);
    if (one === undefined) return;
    known.delete(topic);
    places.give(one.client, 1);
    room.give(one.client, one.bytes);
    for (const spoken of topicsOf(one)) {
      const speaking = topics.get(spoken);
      speaking?.delete(one);
      if (speaking?.size === 0) topics.delete(spoken);
    }
  }

  function understood({ topic, client, payload }: Announcement): Known | string {
    if (payload.length > announcementBytes) return `a discovery message of more than ${announcementBytes / 1024} kB`;
    const body = parseObject(payload);
    if (typeof body === 'string') return body;
    const read = readAnnouncement(body);
    if (typeof read === 'string') return read;
    const first = [...known.values()].find(({ device }) => device.identifier === read.device.identifier);
    if (first !== undefined && first.client !== client) {
      return `device "${show(read.device.identifier)}" is already announced by client "${first.client}"`;
    }
    const former = known.get(topic);
    if (former !== undefined && former.client !== client) {
      return `this topic's device is already announced by client "${former.client}"`;
    }
    return { ...read, client, bytes: payload.length };
  }

  return {
    id: 'home-assistant',
    payloadNames: true,
    topic: {
      exec(topic) {
        if (configPattern.test(topic)) return [topic, 'config', topic];
        return topics.has(topic) ? [topic, 'value', topic] : null;
      },
    },
    recall(announcements) {
      for (const announcement of announcements) {
        const announced = understood(announcement);
        if (typeof announced !== 'string') put(announcement.topic, announced);
      }
    },
    describe(topic) {
      const speaking = [...(topics.get(topic) ?? [])].filter(({ entities }) =>
        entities.some(({ stateTopic }) => stateTopic === topic),
      );
      const [first] = speaking;
      if (first === undefined) return undefined;
      const meanings = speaking.flatMap(({ entities }) => entities.map(({ meaning }) => meaning));
      return {
        ...first.device,
        metrics: meanings.flatMap((meaning) =>
          meaning.is === 'metric' ? [{ metric: meaning.metric, unit: meaning.unit }] : [],
        ),
        mistakes: meanings.flatMap((meaning) => (meaning.is === 'not understood' ? [meaning.reason] : [])),
      };
    },
    read({ groups: [kind, topic = ''], payload, client, isReplay, isRetried, allows, announce }, say) {
      if (kind === 'value') return sayValues(topics.get(topic) ?? [], topic, payload, say);
      const former = known.get(topic);
      if (isReplay) {
        if (!isRetried) return undefined; // an announcement counts when it comes
        return former !== undefined && says(former, payload) ? mistakeOf(former) : notAgain;
      }
      if (payload.length === 0) {
        if (former === undefined || former.client !== client) return undefined;
        drop(topic);
        announce(noPayload);
        return undefined;
      }
      const announced = understood({ topic, client, payload });
      if (typeof announced === 'string') return announced;
      const address = addressOf(announced);
      if (!allows(address)) return say(address, signOfLife);
      const full = put(topic, announced);
      for (const gone of displaced.splice(0)) announce(noPayload, gone);
      if (full !== undefined) {
        if (former !== undefined) announce(noPayload);
        return full;
      }
      announce(payload);
      // what another dialect reads waits under that dialect's address
      const isOurs = announced.entities.some(({ stateTopic }) => !isRead(stateTopic));
      return (isOurs ? say(address, signOfLife) : undefined) ?? mistakeOf(announced);
    },
  };
}

function topicsOf({ entities, availability }: Announced): Set<string> {
  return new Set([...entities.map(({ stateTopic }) => stateTopic), ...availability.map(({ topic }) => topic)]);
}

/** An announcement binds a device to the client that makes it: who replays one is somebody else. */
const notAgain = 'an announcement counts when its own client makes it: start the device anew, or its connection';

/** Is this what was announced? */
function says({ device, entities, availability }: Known, payload: Uint8Array): boolean {
  const body = parseObject(payload);
  const read = typeof body === 'string' ? body : readAnnouncement(body);
  return JSON.stringify(read) === JSON.stringify({ device, entities, availability } satisfies Announced);
}

/** Discovery is retained by nature: what it announces is so now. */
const signOfLife = { fields: {}, partial: true, standing: true };

function addressOf({ device }: Announced): string {
  return `homeassistant:${device.identifier}`;
}

function mistakeOf({ entities }: Announced): string | undefined {
  const wrong = entities.find(({ meaning }) => meaning.is === 'not understood');
  return wrong?.meaning.is === 'not understood' ? wrong.meaning.reason : undefined;
}

/** A value's payload, for each device that announced this topic: its measurements and whether it is there. */
function sayValues(
  speaking: Iterable<Known>,
  topic: string,
  payload: Uint8Array,
  say: Parameters<Dialect['read']>[1],
): string | undefined {
  let reason: string | undefined;
  const text = textOf(payload).trim();
  const json = text.startsWith('{') ? parseObject(payload) : {};
  if (typeof json === 'string') return json;
  for (const one of speaking) {
    const fields: Record<string, number> = {};
    for (const { online, offline } of one.availability.filter((here) => here.topic === topic)) {
      const state = typeof json.state === 'string' ? json.state : text;
      if (state === online) fields['device.up'] = 1;
      else if (state === offline) fields['device.up'] = 0;
    }
    for (const entity of one.entities.filter(({ stateTopic }) => stateTopic === topic)) {
      if (entity.meaning.is !== 'metric') continue;
      const value = numberAt(entity, json, text);
      if (value === undefined) continue;
      const { metric, unit } = entity.meaning;
      const converted = typeof value === 'string' ? undefined : convert(value, unit, commonMetrics[metric].unit);
      if (converted === undefined) reason ??= `${metric} cannot be ${value}`;
      else fields[metric] = converted;
    }
    const standing = !one.entities.some(({ stateTopic }) => stateTopic === topic); // an availability alone
    reason ??= say(addressOf(one), { fields, partial: true, standing });
  }
  return reason;
}

/** A number, also where it is written as a text; undefined where nothing stands, a text that is no number as it is. */
function numberAt({ path }: Entity, json: Record<string, unknown>, text: string): number | string | undefined {
  let at: unknown = path.length === 0 ? text : json;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  if (at === null || at === undefined || at === 'unavailable' || at === 'unknown' || at === 'None') return undefined;
  if (typeof at !== 'string') return typeof at === 'number' ? at : quote(at);
  const written = at.trim();
  return written !== '' && Number.isFinite(Number(written)) ? Number(written) : quote(written);
}
