import type { Territory } from '../devices/territory.ts';
import type { Building, Probe } from './building/building.ts';
import { buildingsOf, type Chances } from './buildings.ts';
import { keyOf, uniform } from './chance.ts';
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
export function createPlayer(options: Chances & { territory: Territory; from: number; everyMs: number }): Player {
  const { territory, from, everyMs, seed } = options;
  const buildings = buildingsOf(territory, options);
  const turns = buildings
    .flatMap((building) => devicesOf(building, seed, everyMs))
    .sort((a, b) => a.phase - b.phase || (a.device < b.device ? -1 : 1));
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
          const metrics = Object.fromEntries(turn.probes.map((probe) => [probe.metric.id, probe.read(now)]));
          const { site, device } = turn;
          yield { time: now, site, topic: topicOf(site, device), payload: payloadOf([{ time: now, metrics }]) };
        }
      }
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
  /** ms after the interval's start */
  readonly phase: number;
  readonly probes: readonly Probe[];
}

function devicesOf({ site, probes }: Building, seed: number, everyMs: number): Turn[] {
  return [...Map.groupBy(probes, (probe) => probe.device.id)].map(([device, own]) => ({
    site: site.id,
    device,
    phase: Math.floor((uniform(keyOf(seed, `phase ${device}`), 0) * everyMs) / 100) * 100,
    probes: own,
  }));
}
