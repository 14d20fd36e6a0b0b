import type { Territory } from '../devices/territory.ts';
import { broken } from './broken.ts';
import type { Building, Probe } from './building/building.ts';
import { buildingsOf, type Chances } from './buildings.ts';
import { keyOf, uniform } from './chance.ts';
import { disturb, type Emission, type ReadHealthy } from './disturb.ts';
import type { Fault } from './fault.ts';
import { createHeld, type Send } from './held.ts';
import { createSpeeches } from './speech/speeches.ts';
import type { SentMessage } from './wire.ts';

/** A message of a simulated device: where it stands, and which MQTT client speaks for it. */
export interface PlayedMessage extends SentMessage {
  readonly site: string;
  readonly client: string;
}

/** Plays a territory forward in time. */
export interface Player {
  /** the messages after the last call's time, up to and without `time`, in the order they are sent */
  until(time: number): Generator<PlayedMessage>;
  /** passes over what lies before `time`, unsent, as after a pause of the machine */
  skipTo(time: number): void;
  /** a message on a topic that one of the clients subscribed to */
  hear(topic: string): void;
  /** who speaks: a device's client, or one named as its site where it has none */
  readonly clients: readonly string[];
}

/** Every device measures once in `everyMs`, each at its own moment of it, so that they do not all speak at once. */
export function createPlayer(
  options: Chances & { territory: Territory; from: number; everyMs: number; faults?: readonly Fault[] },
): Player {
  const { territory, from, everyMs, seed, faults = [] } = options;
  const buildings = buildingsOf(territory, options);
  const turns = buildings
    .flatMap((building) => devicesOf(building, seed, everyMs))
    .sort((a, b) => a.phase - b.phase || (a.device < b.device ? -1 : 1));
  const suffer = disturb(faults, seed, readHealthy(territory, options));
  const speeches = createSpeeches(territory);
  const clientOf = ({ device, site }: Pick<Emission, 'device' | 'site'>) =>
    territory.devices.get(device)?.client ?? site;
  const send: Send = ([first, ...more]) => {
    if (first === undefined) return [];
    const samples = [first, ...more].map((emission) => emission.sample);
    return speeches.say(first.device, samples).map(({ topic, payload }) => ({
      ...{ time: first.at, site: first.site, client: clientOf(first), topic },
      payload: first.broken === undefined ? payload : broken(payload, first.broken),
    }));
  };
  const held = createHeld(send);
  let played = from;
  return {
    clients: [...new Set(turns.map(clientOf))],
    hear: (topic) => speeches.hear(topic),
    *until(time) {
      const begin = played;
      played = Math.max(played, time);
      for (let cycle = Math.floor(begin / everyMs) * everyMs; cycle < time; cycle += everyMs) {
        for (const turn of turns) {
          const now = cycle + turn.phase;
          if (now < begin || now >= time) continue;
          yield* held.due(now);
          const { site, device, type } = turn;
          const metrics = Object.fromEntries(turn.probes.map((probe) => [probe.metric.id, probe.read(now)]));
          const emission: Emission = { at: now, site, device, type, sample: { time: now, metrics } };
          if (faults.length === 0) yield* send([emission]);
          else for (const disturbed of suffer(emission)) held.hold(disturbed);
        }
      }
      yield* held.due(time - 1);
    },
    skipTo(time) {
      played = Math.max(played, time);
    },
  };
}

/** One device's turn in each interval. */
interface Turn {
  readonly site: string;
  readonly device: string;
  readonly type: string;
  /** ms after the interval's start */
  readonly phase: number;
  readonly probes: readonly Probe[];
}

function devicesOf({ site, probes }: Building, seed: number, everyMs: number): Turn[] {
  return [...Map.groupBy(probes, (probe) => probe.device)].map(([device, own]) => ({
    site: site.id,
    device: device.id,
    type: device.type,
    phase: Math.floor((uniform(keyOf(seed, `phase ${device.id}`), 0) * everyMs) / 100) * 100,
    probes: own,
  }));
}

/** Reads the past beside the buildings that are being played, which go only forward; each answer is found once. */
function readHealthy(territory: Territory, chances: Chances): ReadHealthy {
  const found = new Map<string, number>();
  let probes: Map<string, Probe> | undefined;
  return (device, metric, time) => {
    const question = `${device} ${metric} ${time}`;
    let value = found.get(question);
    if (value === undefined) {
      probes ??= new Map(
        buildingsOf(territory, chances).flatMap((b) => b.probes.map((p) => [`${p.device.id} ${p.metric.id}`, p])),
      );
      value = probes.get(`${device} ${metric}`)?.read(time) ?? 0;
      found.set(question, value);
    }
    return value;
  };
}
