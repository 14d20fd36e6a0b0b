import type { Activity } from './answers.ts';
import { emptyRecord, note } from './client-record.ts';
import { pathOf } from './members.ts';
import type { Memory } from './memory.ts';
import type { Reading } from './reading.ts';
import type { Round } from './round.ts';
import type { AvamarSettings } from './settings.ts';
import { isBackup } from './standing.ts';

/** An activity that appears late among the finished ones is still found. */
const overlapMs = 900_000;
/** A list that never ends is a fault of the appliance. */
const maxPages = 5_000;
const dayMs = 86_400_000;
/** Clocks differ by so much. */
const aheadMs = 300_000;
/** What is remembered of clients is bounded. */
export const maxClients = 50_000;

/**
 * Reads finished activities, newest first: the first time so many nights, page by page, gone on with at the next ask
 * where one paused; then what is newer than the newest that was read. Reading one twice changes nothing.
 */
export function createFinished(
  reading: Reading,
  settings: AvamarSettings,
): (memory: Memory, round: Round) => Promise<void> {
  /** activities of the overlap, by id, that have been told */
  let told = new Map<string, number>();

  /** Takes in a page as far back as `since`; the oldest and the newest completion on it. */
  function take(activities: readonly Activity[], since: number, memory: Memory, round: Round) {
    let oldest = Number.POSITIVE_INFINITY;
    let newest = memory.newest ?? 0;
    let [isAhead, isFull] = [false, false];
    for (const activity of activities) {
      const { completedDate, cid, clientName, domain = '', id = activity.wid } = activity;
      if (completedDate === undefined) continue;
      if (completedDate > round.now + aheadMs) {
        // a mark that lies ahead would let nothing that comes be news
        isAhead = true;
        continue;
      }
      oldest = Math.min(oldest, completedDate);
      newest = Math.max(newest, completedDate);
      if (completedDate < since || (id !== undefined && told.has(id))) continue;
      if (id !== undefined && completedDate >= newest - overlapMs) told.set(id, completedDate);
      if (!isBackup(activity, settings)) continue;
      const key = cid ?? pathOf(domain, clientName);
      const known = memory.records.get(key);
      if (known === undefined && memory.records.size >= maxClients) {
        isFull = true;
        continue;
      }
      const record = known ?? emptyRecord(clientName, domain);
      memory.records.set(key, record);
      memory.hasChanged = true;
      const said = Object.entries(note(record, { ...activity, completedDate }, settings));
      const device = round.memberOf(domain, clientName);
      if (device === undefined) continue;
      const metrics = Object.fromEntries(said.map(([metric, value]) => [metric, { [clientName]: value }]));
      round.learnt.push({ device: device.id, time: completedDate, metrics });
    }
    if (isAhead)
      round.say('Avamar /v1/activities: some end in the future and are left out: is the grid’s clock right?');
    if (isFull) round.say(`Avamar: more than ${maxClients} clients; those beyond are left out`);
    return { oldest, newest };
  }

  async function readNews(mark: number, memory: Memory, round: Round): Promise<void> {
    const since = mark - overlapMs;
    let newest = mark;
    for (let page = 0; page < maxPages; page++) {
      const read = await reading.finished(page, since, round.signal);
      round.say(read.reason);
      const span = take(read.items, since, memory, round);
      newest = Math.max(newest, span.newest);
      if (read.isLast || span.oldest < since) break;
    }
    // only now: one that was broken off starts over
    memory.newest = newest;
    told = new Map([...told].filter(([, time]) => time >= newest - overlapMs));
  }

  async function readBacklog(from: { page: number; since: number }, memory: Memory, round: Round): Promise<void> {
    const { since } = from;
    const pauseAt = performance.now() + settings.budgetMs;
    // what finishes meanwhile moves the rest to later pages: some are read twice, none is passed over
    for (let page = from.page; page < maxPages; page++) {
      const read = await reading.finished(page, since, round.signal);
      round.say(read.reason);
      const { oldest, newest } = take(read.items, since, memory, round);
      if (page === 0) memory.newest = Math.max(newest, since);
      if (read.isLast || oldest < since) break;
      memory.backlog = { page: page + 1, since };
      if (performance.now() >= pauseAt) return;
    }
    delete memory.backlog;
    memory.hasChanged = true;
  }

  async function readOn(memory: Memory, round: Round): Promise<void> {
    if (memory.newest === undefined) {
      return readBacklog({ page: 0, since: round.now - settings.nights * dayMs }, memory, round);
    }
    await readNews(memory.newest, memory, round);
    if (memory.backlog !== undefined) await readBacklog(memory.backlog, memory, round);
  }

  return async function readFinished(memory, round) {
    const { newest, backlog } = memory;
    const before = new Map(told);
    try {
      await readOn(memory, round);
    } finally {
      // of an ask that was called off nobody takes what it learnt: it is read again
      if (round.signal.aborted) {
        Object.assign(memory, { newest, backlog });
        told = before;
      }
    }
  };
}
