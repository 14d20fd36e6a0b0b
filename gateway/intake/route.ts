import { type NativeTopic, parseNativeTopic } from '../../devices/message.ts';
import type { Sender } from '../domain/intake.ts';
import type { Dialect } from './dialect.ts';
import type { Directory, KnownDevice } from './directory.ts';

/** What a topic means for a sender: one of its devices, a device nobody knows, a dialect whose payload tells, or a refusal. */
export type Route =
  | { readonly is: 'device'; readonly device: KnownDevice; readonly metric: string | undefined }
  | { readonly is: 'unknown'; readonly address: string }
  | { readonly is: 'dialect'; readonly dialect: Dialect; readonly groups: readonly string[] }
  | { readonly is: 'refused'; readonly reason: string };

const maxRoutes = 10_000;
/** Characters; a refused one is kept so far. Longer ones would make the routes large, and slow to decide. */
const topicAtMost = 1_024;

/** Decides routes once per topic and sender; the answer holds until the territory changes. */
export function createRouter(directory: Directory, dialects: readonly Dialect[]) {
  let cache = new WeakMap<Sender, Map<string, Route>>();
  let version = directory.version();

  return function route(sender: Sender, topic: string): Route {
    if (topic.length > topicAtMost) {
      return { is: 'refused', reason: `the topic is longer than ${topicAtMost} characters` };
    }
    if (version !== directory.version()) {
      cache = new WeakMap();
      version = directory.version();
    }
    let routes = cache.get(sender);
    if (routes === undefined) {
      routes = new Map();
      cache.set(sender, routes);
    }
    let found = routes.get(topic);
    if (found === undefined) {
      found = decide(directory, dialects, sender, topic);
      if (found.is === 'refused') return found;
      if (routes.size >= maxRoutes) routes.clear();
      routes.set(topic, found);
    }
    return found;
  };
}

function decide(directory: Directory, dialects: readonly Dialect[], sender: Sender, topic: string): Route {
  const native = parseNativeTopic(topic);
  if (native === undefined) return decideForeign(dialects, sender, topic);
  const address = `native:${native.site}/${native.device}`;
  const attached = directory.byAddress(address);
  if (attached !== undefined) {
    return mayWrite(sender, topic, attached)
      ? { is: 'device', device: attached, metric: native.metric }
      : forbidden(sender, topic);
  }
  const device = directory.device(native.device);
  if (device === undefined) {
    return sender.mayPublish(topic) ? { is: 'unknown', address } : forbidden(sender, topic);
  }
  return decideKnown(sender, topic, native, device);
}

function decideForeign(dialects: readonly Dialect[], sender: Sender, topic: string): Route {
  for (const dialect of dialects) {
    const match = dialect.topic.exec(topic);
    if (match !== null) return { is: 'dialect', dialect, groups: match.slice(1).map((group) => group ?? '') };
  }
  return sender.mayPublish(topic)
    ? { is: 'refused', reason: 'no dialect reads this topic; native ones are vigie/v1/<site>/<device>' }
    : forbidden(sender, topic);
}

function decideKnown(sender: Sender, topic: string, native: NativeTopic, device: KnownDevice): Route {
  if (!mayWrite(sender, topic, device)) return forbidden(sender, topic);
  if (device.device.site !== native.site) {
    return {
      is: 'refused',
      reason: `device "${native.device}" is of site "${device.device.site}", not "${native.site}"`,
    };
  }
  return { is: 'device', device, metric: native.metric };
}

/** May this sender write this device's readings on this topic? */
export function mayWrite(sender: Sender, topic: string, device: KnownDevice): boolean {
  return sender.mayPublish(topic) || isItsWriter(sender, device);
}

/** May this sender write this device's readings whatever the topic? */
export function isItsWriter(sender: Sender, { device, organisation }: KnownDevice): boolean {
  return sender.mayWrite({ id: device.id, organisation, site: device.site });
}

/** Why a sender's message, whose topic it may use, is not taken for this device. */
export function mayNotSpeakFor(sender: Sender, { device }: KnownDevice): string {
  return `client "${sender.id}" may not speak for device "${device.id}", whose client is "${device.client}"`;
}

function forbidden(sender: Sender, topic: string): Route {
  return { is: 'refused', reason: mayNot(sender, topic) };
}

/** Why a sender's message on this topic is not taken. */
export function mayNot(sender: Sender, topic: string): string {
  return `client "${sender.id}" may not publish on ${topic.replace(/\p{C}/gu, '?').slice(0, 200)}`;
}
