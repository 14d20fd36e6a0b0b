import { show } from '../../devices/message.ts';
import { commonMetrics } from '../../devices/metric.ts';
import { isRecord } from '../../devices/record.ts';
import { convert } from '../../devices/units.ts';
import type { Dialect, Say } from './dialect.ts';
import type { Directory } from './directory.ts';
import { createFairRoom } from './fair-room.ts';
import { createEdgeNode, type EdgeNode, type NamedMetric } from './sparkplug/edge-node.ts';
import { readPayload, type SparkplugPayload, typedValue } from './sparkplug/payload.ts';
import { rebirthCommand } from './sparkplug/rebirth.ts';

/** Sends a message to those of our MQTT clients that subscribed to its topic. */
export type Publish = (topic: string, payload: Uint8Array) => void;

const nodesAtMost = 2_000;
/** Characters: what a hundred thousand metrics are called. */
const roomForNames = 16 * 2 ** 20;
/** An edge node is asked for its births at most so often, ms. */
const rebirthEveryMs = 30_000;

/**
 * Sparkplug B (Eclipse specification 3.0): addresses are `sparkplug:<group>/<node>[/<device>]`, a metric's name is the
 * place that a device type's `from` names, `disk.used{/var}` its instance. A message that cannot be read for want of a birth,
 * or a gap in the sequence, makes us ask the node for its births.
 */
export function createSparkplug(publish: Publish, directory: Pick<Directory, 'addressesUnder'>): Dialect {
  const nodes = new Map<string, { readonly node: EdgeNode; readonly client: string }>();
  const asked = new Map<string, number>();
  const giveWay = (client: string): boolean => {
    const oldest = nodes.entries().find(([, one]) => one.client === client);
    if (oldest === undefined) return false;
    oldest[1].node.forget();
    nodes.delete(oldest[0]);
    places.give(client, 1);
    return true;
  };
  const places = createFairRoom(nodesAtMost, giveWay);
  const names = createFairRoom(roomForNames, giveWay);

  /** A node counts as that of the client who spoke for it first. */
  function nodeAt(address: string, client: string): EdgeNode | undefined {
    const known = nodes.get(address);
    if (known !== undefined) return known.node;
    if (!places.take(client, 1)) return undefined;
    const node = createEdgeNode({
      take: (characters) => names.take(client, characters),
      give: (characters) => names.give(client, characters),
    });
    nodes.set(address, { node, client });
    return node;
  }

  function askForBirth(group: string, name: string, now: number): void {
    const topic = `spBv1.0/${group}/NCMD/${name}`;
    if (now - (asked.get(topic) ?? Number.NEGATIVE_INFINITY) < rebirthEveryMs) return;
    if (asked.size >= 2 * nodesAtMost) asked.clear();
    asked.set(topic, now);
    publish(topic, rebirthCommand(now));
  }

  return {
    id: 'sparkplug',
    topic: /^spBv1\.0\/([^/]+)\/([ND](?:BIRTH|DEATH|DATA|CMD))\/([^/]+)(?:\/([^/]+))?$/,
    read({ groups, payload, client, arrival, isReplay, allows }, say) {
      const [group = '', kind = '', name = '', device = ''] = groups;
      if ((device === '') !== kind.startsWith('N')) return `${kind} does not belong on this topic`;
      const nodeAddress = `sparkplug:${group}/${name}`;
      const address = device === '' ? nodeAddress : `${nodeAddress}/${device}`;
      const body = readPayload(payload);
      if (typeof body === 'string') return body;
      // a command goes on to the node that subscribed to it; who may not speak for the node changes nothing here
      if (kind.endsWith('CMD') || !allows(address)) return say(address, signOfLife);
      const node = nodeAt(nodeAddress, client);
      if (node === undefined) return `there are more than ${nodesAtMost} Sparkplug nodes`;
      if (isReplay) return sayAll(node, device, body, say.bind(undefined, address));

      if (kind === 'NDEATH') {
        if (node.isBorn() && !node.endsWith(body)) return undefined;
        // who lives is known from births; where our own restart missed them, from the territory
        const dead = node.isBorn()
          ? [...node.alive].map((one) => (one === '' ? nodeAddress : `${nodeAddress}/${one}`))
          : directory.addressesUnder(nodeAddress);
        node.end();
        return firstOf(dead.map((one) => say(one, isUp(false, undefined))));
      }
      if (kind === 'NBIRTH') node.beginBirth(body);
      if (kind.endsWith('BIRTH')) node.learn(device, body);
      const isWhole = node.follows(body.seq) && node.isBorn();
      const state = kind === 'DDEATH' ? false : kind.endsWith('BIRTH') ? true : undefined;
      if (state === false) node.alive.delete(device);
      const told = state === undefined ? undefined : say(address, isUp(state, body.timestamp));
      const reason = sayAll(node, device, body, say.bind(undefined, address));
      if (!isWhole || reason === unborn) askForBirth(group, name, arrival);
      return told ?? reason;
    },
  };
}

const unborn = 'a metric whose alias no birth declared: the node is asked for its births';
const signOfLife = { fields: {}, partial: true };

function isUp(state: boolean, time: number | undefined) {
  return { fields: { 'device.up': state ? 1 : 0 }, partial: true, ...(time !== undefined && { time }) };
}

/** Says a payload's metrics instant by instant: each may have its own time. */
function sayAll(
  node: EdgeNode,
  device: string,
  { metrics, timestamp }: SparkplugPayload,
  say: (saying: Parameters<Say>[1]) => string | undefined,
): string | undefined {
  const instants = new Map<number | undefined, Record<string, unknown>>();
  let reason: string | undefined;
  for (const metric of metrics) {
    if (metric.raw === undefined) continue;
    const named = node.named(device, metric);
    if (named === undefined) reason ??= unborn;
    else {
      const at = metric.timestamp ?? timestamp;
      const fields = instants.get(at) ?? noFields();
      instants.set(at, fields);
      reason ??= put(fields, named);
    }
  }
  for (const [time, fields] of instants) {
    reason ??= say({ fields, partial: true, ...(time !== undefined && { time }) });
  }
  return reason;
}

const instancePattern = /^([^{}]+)\{([^{}]+)\}$/;

/** Without a prototype: a metric may be named `__proto__`. */
function noFields(): Record<string, unknown> {
  return Object.create(null);
}

/** Puts a metric among the fields, in the unit of Vigie's own metric where it bears the name of one. */
function put(fields: Record<string, unknown>, { name, raw, datatype, unit }: NamedMetric): string | undefined {
  const [, metric = name, instance] = instancePattern.exec(name) ?? [];
  let value = raw === undefined ? undefined : typedValue(raw, datatype);
  if (unit !== undefined && typeof value === 'number' && Object.hasOwn(commonMetrics, metric)) {
    const { unit: own } = commonMetrics[metric as keyof typeof commonMetrics]; // border: a key just found
    value = convert(value, unit, own);
    if (value === undefined) return `${metric} is in ${show(unit)}, which cannot become ${own}`;
  }
  if (instance === undefined) fields[metric] = value;
  else {
    const others = fields[metric];
    if (isRecord(others)) others[instance] = value;
    else fields[metric] = Object.assign(noFields(), { [instance]: value });
  }
  return undefined;
}

function firstOf(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find((reason) => reason !== undefined);
}
