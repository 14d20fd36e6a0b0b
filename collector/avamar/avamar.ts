import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { createMemory, type Kept } from '../kept.ts';
import { isDue } from '../timing.ts';
import type { Client } from './answers.ts';
import type { Running } from './client-record.ts';
import { createFinished, maxClients } from './finished.ts';
import { createMcdbReading } from './mcdb.ts';
import { pathOf } from './members.ts';
import { type Memory, recall, remember } from './memory.ts';
import { createReading, type Reading } from './reading.ts';
import { createRound, type Round } from './round.ts';
import { createSession } from './session.ts';
import { type AvamarSettings, avamarDefaults } from './settings.ts';
import { type ClientBackup, gridMetrics, isBackup, standing, standingOf } from './standing.ts';

interface GridOptions {
  /** the members' devices of a grid: those whose parent it is */
  readonly members: (grid: Device) => readonly Device[];
  readonly kept?: Kept;
  readonly settings?: Partial<AvamarSettings>;
}

export interface AvamarOptions extends GridOptions {
  /** `https://avamar.example`; the certificate must be of `ca`, or of an authority that the system knows */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** PEM */
  readonly ca?: string;
}

export interface McdbAvamarOptions extends GridOptions {
  /** `postgres://viewuser@avamar.example:5555/mcdb` */
  readonly url: string;
  readonly password: string;
  /** PEM; with it the connection is encrypted, and the server must be of it */
  readonly ca?: string;
}

/** Asked for the grid, it learns of every member's device as well. */
export interface Avamar extends Collector {
  /** every client as of the last ask, those of nobody included */
  clients(): readonly ClientBackup[];
}

/** A list of clients that never ends is a fault of the appliance. */
const maxPages = 1_000;

/**
 * Reads an Avamar grid over REST 19.x, one request at a time: a page of news each time, the list of clients every hour; the
 * first time 30 nights. What fails is one reason and keeps nothing else back.
 */
export function createAvamar(options: AvamarOptions): Avamar {
  const settings = { ...avamarDefaults, ...options.settings };
  return createGrid(createReading(createSession({ ...options, settings }), settings), settings, options);
}

/** Reads the same off the grid's database, where its interface may not be asked: all but what runs, and how full the grid is. */
export function createMcdbAvamar(options: McdbAvamarOptions): Avamar {
  const settings = { ...avamarDefaults, ...options.settings };
  return createGrid(createMcdbReading({ ...options, settings }), settings, options);
}

function createGrid(reading: Reading, settings: AvamarSettings, options: GridOptions): Avamar {
  const { kept = createMemory(), members } = options;
  const readFinished = createFinished(reading, settings);
  let memory: Memory | undefined;
  let listed: { readonly at: number; readonly clients: ReadonlyMap<string, Client> } | undefined;
  let view: readonly ClientBackup[] = [];

  return {
    clients: () => view,
    async ask(grid, { now, signal }) {
      // what the ask before came to is durable by now
      if (memory !== undefined) await remember(kept, memory);
      memory ??= await recall(kept);
      const known = memory;
      const round = createRound({ now, signal, members: members(grid) });
      const { learnt, reasons } = round;
      let running: ReadonlyMap<string, Running> = new Map();

      const isSilent = await inTurn(round, [
        async () => {
          if (reading.status === undefined) return;
          const metrics = gridMetrics(await reading.status(signal));
          if (Object.keys(metrics).length > 0) learnt.push({ device: grid.id, metrics });
          else round.say('Avamar /v1/system/status: nothing in it is known');
        },
        async () => {
          if (!isDue(listed?.at, settings.clientsEveryMs, now)) return;
          listed = { at: now, clients: await readClients(reading, round) };
        },
        async () => {
          running = await readRunning(reading, settings, round);
        },
        () => readFinished(known, round),
      ]);

      if (!isSilent || learnt.length > 0) {
        const isPartial = known.newest === undefined || known.backlog !== undefined;
        const { records } = known;
        const { memberOf } = round;
        view = standing({ records, listed: listed?.clients, running, isPartial, memberOf, now, settings });
        const unassigned = view.filter(({ device }) => device === undefined).length;
        learnt.push(...standingOf(view, now), {
          device: grid.id,
          metrics: { 'backup.clients': view.length, 'backup.unassigned': unassigned },
        });
      }
      const [first] = reasons;
      if (first === undefined) return learnt;
      const others = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : '';
      throw new CollectTrouble(`${first}${others}`, { isUnreachable: learnt.length === 0 && isSilent, learnt });
    },
  };
}

/** Takes each step whatever became of the one before, until the appliance is silent; whether it was. */
async function inTurn(round: Round, steps: readonly (() => Promise<void>)[]): Promise<boolean> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof CollectTrouble)) throw error;
      round.say(error.message);
      // the next question would wait for nothing as well
      if (error.isUnreachable) return true;
    }
  }
  return false;
}

async function readClients(reading: Reading, round: Round): Promise<ReadonlyMap<string, Client>> {
  const clients = new Map<string, Client>();
  for (let page = 0; page < maxPages; page++) {
    const read = await reading.clients(page, round.signal);
    round.say(read.reason);
    const before = clients.size;
    for (const client of read.items) {
      clients.set(client.id ?? pathOf(client.domainFqdn ?? '', client.name), client);
    }
    if (read.isLast) break;
    if (clients.size === before || clients.size > maxClients) {
      round.say('Avamar /v1/clients: the list does not end; what was read of it counts');
      break;
    }
  }
  return clients;
}

async function readRunning(reading: Reading, settings: AvamarSettings, round: Round): Promise<Map<string, Running>> {
  const running = new Map<string, Running>();
  for (const state of settings.runningStates) {
    const read = await reading.running(state, round.signal);
    round.say(read.reason);
    for (const one of read.items) {
      if (!isBackup(one, settings) || one.completedDate !== undefined) continue;
      const since = one.activatedDate ?? one.queuedDate;
      const key = one.cid ?? pathOf(one.domain ?? '', one.clientName);
      running.set(key, { state: one.state, ...(since !== undefined && { since }) });
    }
  }
  return running;
}
