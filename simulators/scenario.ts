import { parse } from 'yaml';
import { z } from 'zod';
import { durationMs, durationSpelling } from '../devices/duration.ts';
import type { Territory } from '../devices/territory.ts';
import type { Chances } from './buildings.ts';
import { type Fault, sizes, WrittenFault } from './fault.ts';
import { createPlayer } from './player.ts';
import type { SentMessage } from './wire.ts';

const Duration = z.string().regex(durationSpelling, 'a duration reads 30s, 10m, 2h or 1d12h');
const Instant = z.iso.datetime({ offset: true });

/** A day (or more) of a territory to rehearse, as its YAML file says. */
export const Scenario = z.strictObject({
  name: z.string(),
  says: z.string().optional(),
  /** folder of the territory, from the scenario's own folder */
  territory: z.string().default('../demo/territory'),
  from: Instant,
  lasts: Duration,
  every: Duration.default('10m'),
  seed: z.int().default(1),
  /** only these sites; all of the territory when absent */
  sites: z.array(z.string()).optional(),
  faults: z.array(WrittenFault).default([]),
  works: z
    .array(z.strictObject({ site: z.string(), from: Instant, until: Instant, saves: z.number().min(0).max(1) }))
    .default([]),
});
export type Scenario = z.infer<typeof Scenario>;

/** Reads a scenario's YAML; every mistake on a line of its own in the error's message. */
export function parseScenario(text: string, file: string): Scenario {
  let written: unknown;
  try {
    written = parse(text);
  } catch (error) {
    throw new ScenarioError(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : 'not YAML'}`);
  }
  const read = Scenario.safeParse(written);
  if (read.success) return read.data;
  throw new ScenarioError(
    read.error.issues.map((issue) => `${file}: ${issue.path.join('.') || 'the scenario'}: ${issue.message}`).join('\n'),
  );
}

/** A scenario that cannot be played, and why; the message is for the person who wrote it. */
export class ScenarioError extends Error {}

/** When and how a scenario is played; what is absent is as the scenario says. */
export interface Playing extends Partial<Chances> {
  readonly territory: Territory;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/** All messages of a scenario in the order of their sending; the same scenario and playing give the same bytes. */
export function* playScenario(scenario: Scenario, playing: Playing): Generator<SentMessage> {
  const { from, to } = spanOf(scenario, playing);
  const player = createPlayer(playerOptions(scenario, playing));
  for (let end = from; end < to; ) {
    end = Math.min(to, end + 3_600_000);
    for (const { time, topic, payload } of player.until(end)) yield { time, topic, payload };
  }
}

/** What a player needs to play a scenario. */
export function playerOptions(scenario: Scenario, playing: Playing): Parameters<typeof createPlayer>[0] {
  const { from, to } = spanOf(scenario, playing);
  const territory = withSites(playing.territory, scenario.sites);
  const faults = scenario.faults.map((fault, i) => resolved(fault, i, { from, to, territory }));
  const works = scenario.works.map((w) => ({ ...w, from: Date.parse(w.from), until: Date.parse(w.until) }));
  return {
    ...{ works, ...playing },
    ...{ territory, from, faults, everyMs: durationMs(scenario.every), seed: playing.seed ?? scenario.seed },
  };
}

/** From when to when a scenario is played (epoch ms). */
export function spanOf(scenario: Scenario, { from, to }: Pick<Playing, 'from' | 'to'>): { from: number; to: number } {
  const begins = from ?? Date.parse(scenario.from);
  return { from: begins, to: to ?? begins + durationMs(scenario.lasts) };
}

function resolved(
  written: WrittenFault,
  i: number,
  { from, to, territory }: { from: number; to: number; territory: Territory },
): Fault {
  const { device, site } = written;
  if (device !== undefined && !territory.devices.has(device)) {
    throw new ScenarioError(`faults.${i}: device "${device}" is not in the territory`);
  }
  if (site !== undefined && !territory.sites.has(site)) {
    throw new ScenarioError(`faults.${i}: site "${site}" is not in the territory`);
  }
  return {
    ...written,
    from: moment(written.from, from, `faults.${i}.from`),
    to: written.to === undefined ? to : moment(written.to, from, `faults.${i}.to`),
    size: written.size ?? sizes[written.kind].usual,
  };
}

function moment(written: string, start: number, where: string): number {
  if (durationSpelling.test(written)) return start + durationMs(written);
  if (Instant.safeParse(written).success) return Date.parse(written);
  throw new ScenarioError(`${where}: "${written}" is neither a time like 2h after the start nor 2026-03-01T10:00:00Z`);
}

function withSites(territory: Territory, sites: readonly string[] | undefined): Territory {
  if (sites === undefined) return territory;
  const unknown = sites.find((site) => !territory.sites.has(site));
  if (unknown !== undefined) throw new ScenarioError(`sites: "${unknown}" is not in the territory`);
  const devices = new Map([...territory.devices].filter(([, device]) => sites.includes(device.site)));
  return { ...territory, devices };
}
