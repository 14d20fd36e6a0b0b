import type { Territory } from '../devices/territory.ts';
import type { Building, Probe } from './building/building.ts';
import { buildingsOf, type Chances } from './buildings.ts';
import { keyOf, uniform } from './chance.ts';
import { disturb, type Emission, type ReadHealthy } from './disturb.ts';
import type { Fault } from './fault.ts';
import { createHeld } from './held.ts';
import { payloadOf, type SentMessage, topicOf } from './wire.ts';

/** A message of a simulated device, with the site whose client sends it. */
export interface PlayedMessage extends SentMessage {
  readonly site: string;
}

/** Plays a territory forward in time. */
export interface Player {
  /** the messages after the last call's time, up to and without `time`, in the order they are sent */
  until(time: number): Generator<PlayedMessage>;
  /** passes over what lies before `time`, unsent, as after a pause of the machine */
  skipTo(time: number): void;
  readonly sites: readonly string[];
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
  const held = createHeld();
  let played = from;
  return {
    sites: buildings.map((building) => building.site.id),
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
          if (faults.length === 0) yield sentNow(emission);
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

function sentNow({ at, site, device, sample }: Emission): PlayedMessage {
  return { time: at, site, topic: topicOf(site, device), payload: payloadOf([sample]) };
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
