import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Curve, Readings } from '../../domain/reading.ts';
import type { Series } from '../../domain/series.ts';
import type { Thinning } from '../../domain/store.ts';
import type { Lane } from '../lane.ts';
import { createThinningZones, type ThinningZones } from '../thinning-zones.ts';
import type { Connection } from './connection.ts';
import { planThinning, type ThinPlan, type ThinWindow } from './thin-window.ts';

const State = z.object({
  /** epoch ms up to which every local day is thinned */
  upTo: z.number().nullable(),
  /** what was about to be replaced when the process ended */
  plan: z
    .object({ device: z.string(), measurement: z.string(), from: z.number(), to: z.number(), lines: z.string() })
    .nullable(),
});
type State = z.infer<typeof State>;

/** Rows are read and replaced so many days at a time. */
const windowDays = 30;
const windowMs = windowDays * 86_400_000;

/**
 * InfluxDB deletes points, never one field of them, so a window is deleted whole and its thinned rows are written back. They
 * stand in a file beside the journal first: a process that ends in between finishes at its next start.
 */
export interface InfluxThinning {
  thin(thinning: Thinning): Promise<void>;
  /** Ends what another process had begun. Not to overlap with writes. */
  finish(): Promise<void>;
  /** Readings that are about to be written: days that were thinned may need it again. */
  note(readings: Readings): void;
}

export function createInfluxThinning(parts: {
  readonly file: string;
  readonly connection: Connection;
  readonly base: (series: Series, before: number) => Promise<Curve>;
  readonly send: (lines: string) => Promise<void>;
  readonly write: Lane;
}): InfluxThinning {
  const { file, connection, base, send, write } = parts;
  let state = readState(file);

  function save(next: State): void {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(`${file}.new`, 'w', 0o600);
    try {
      writeSync(handle, JSON.stringify(next));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(`${file}.new`, file);
    state = next;
  }

  async function finish(): Promise<void> {
    const { plan } = state;
    if (plan === null) return;
    const { device, measurement, from, to } = plan;
    await connection.use((engine) => engine.remove({ device, range: { measurement, from, to } }));
    if (plan.lines !== '') await send(plan.lines);
    save({ ...state, plan: null });
  }

  async function replace(plan: ThinPlan): Promise<void> {
    save({ ...state, plan });
    await finish();
  }

  return {
    finish,
    note: ({ times }) => {
      if (state.upTo === null) return;
      const first = times.reduce((least, time) => Math.min(least, time), state.upTo);
      if (first < state.upTo) save({ ...state, upTo: first });
    },
    thin: async (thinning) => {
      // what cannot be done is said where such an engine is chosen, not every night
      if (await connection.use(async ({ limit }) => limit !== undefined)) return;
      const { before, kinds } = thinning;
      const zones = createThinningZones(thinning);
      const upTo = Math.min(...zones.all.map((zone) => zone.startOfDay(before)));
      // days of which an earlier turn saw a part only
      const from = state.upTo === null ? null : Math.min(...zones.all.map((zone) => zone.startOfDay(state.upTo ?? 0)));
      for (const window of await windows(connection, zones, from, before)) {
        await write(async () => {
          await finish();
          const zone = zones.of(window.device);
          const plan = await planThinning({ connection, base, kinds, before, zone }, window);
          if (plan !== undefined) await replace(plan);
        });
      }
      await write(async () => {
        const lowered = state.upTo !== null && from !== null && state.upTo < from;
        if (!lowered) save({ ...state, upTo });
      });
    },
  };
}

/** Where whole local days with readings wait to be thinned, the oldest first. */
async function windows(
  connection: Connection,
  zones: ThinningZones,
  from: number | null,
  before: number,
): Promise<ThinWindow[]> {
  const starts = new Map<string, Set<number>>();
  const since = from === null ? '' : ` AND time >= ${from}ms`;
  await connection.read(
    `SELECT count(*) FROM /.*/ WHERE "device" != ''${since} AND time < ${Math.ceil(before)}ms GROUP BY "device", time(${windowDays}d) fill(none)`,
    ({ name, tags, values }) => {
      const key = JSON.stringify([tags.device ?? '', name]);
      const known = starts.get(key) ?? new Set();
      starts.set(key, known);
      for (const [time] of values) {
        known.add(Number(time));
        known.add(Number(time) + windowMs); // the local day that began in this piece and ends in the next
      }
    },
  );
  const found: ThinWindow[] = [];
  for (const [key, times] of starts) {
    const [device, measurement] = z.tuple([z.string(), z.string()]).parse(JSON.parse(key));
    const zone = zones.of(device);
    const fineFrom = zone.startOfDay(before);
    for (const start of [...times].sort((a, b) => a - b)) {
      const [begin, end] = [zone.startOfDay(start), Math.min(zone.startOfDay(start + windowMs), fineFrom)];
      const first = from === null ? begin : Math.max(begin, zone.startOfDay(from));
      if (first < end) found.push({ device, measurement, from: first, to: end });
    }
  }
  return found.sort((a, b) => a.from - b.from);
}

function readState(file: string): State {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { upTo: null, plan: null };
    throw error;
  }
  return State.parse(JSON.parse(text));
}
