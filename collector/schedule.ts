import type { Device } from '../devices/territory.ts';
import { askOnce } from './asking.ts';
import type { Learnt } from './collector.ts';
import { isSame, type Loop, newLoop, type Plan, type Trouble } from './loop.ts';
import { firstMoment, nextMoment, soonestMoment } from './timing.ts';

/** Time as the schedule sees it; tests bring their own. */
export interface Clock {
  /** epoch ms */
  now(): number;
  /** Runs something once, so many ms later, unless what it answers is called before. */
  after(ms: number, run: () => void): () => void;
}

export interface ScheduleOptions {
  readonly clock: Clock;
  /** undefined for a device that speaks of its own accord, or through its parent */
  readonly plan: (device: Device) => Plan | undefined;
  /**
   * What was learnt, each with its time, `device.up` included: 1 where something answered, 0 where nothing did. Resolves once
   * that is durable; until then the device is not asked again, so that one answer a device is all that ever waits.
   */
  readonly take: (learnt: readonly Learnt[]) => Promise<void>;
  /** told when a device's trouble begins, changes in kind, or ends (undefined) */
  readonly onTrouble: (device: string, trouble: Trouble | undefined) => void;
  /** a bug of a collector ends the process through this */
  readonly onBug: (error: unknown) => void;
  /** devices asked at the same time, 200 unless said; the others wait their turn */
  readonly atOnce?: number;
  /** ms after which an asking is called off, 30,000 unless said */
  readonly timeoutMs?: number;
}

/** How the asking goes, of all devices together. */
export interface ScheduleCounters {
  /** devices by how they answer */
  readonly devices: Readonly<Record<'well' | Trouble['is'], number>>;
  /** being asked now, and waiting for their turn */
  readonly asking: number;
  readonly waiting: number;
  /** since the start: askings begun, and those that found trouble */
  readonly asked: number;
  readonly failed: number;
}

export interface Schedule extends Disposable {
  counters(): ScheduleCounters;
  /** Goes on with the devices of a changed territory; what is known of those that stay is kept. */
  replace(devices: Iterable<Device>): void;
  trouble(device: string): Trouble | undefined;
  /** Asks a device as soon as may be, since it said that something happened; not more often than ten times in its interval. */
  hasten(device: string): void;
}

/**
 * A loop for each device, at its own moment of the interval: that moment follows from its id, so that 10,000 devices do
 * not fire together, today and after a restart alike. A device is never asked twice at once; moments that passed
 * meanwhile are left out. Behind a parent that is down it is not asked.
 */
export function createSchedule(options: ScheduleOptions): Schedule {
  const { clock, take, onTrouble, onBug, atOnce = 200, timeoutMs = 30_000 } = options;
  const loops = new Map<string, Loop>();
  let parents = new Map<string, string>();
  const waiting = new Set<Loop>();
  /** devices of which something learnt is not durable yet */
  const unkept = new Set<string>();
  let asking = 0;
  let [asked, failed] = [0, 0];
  const stopped = new AbortController();

  function next(loop: Loop): void {
    if (loops.get(loop.device.id) !== loop) return;
    if (loop.isHastened) callSoon(loop);
    else call(loop, nextMoment(loop, clock.now()));
  }

  function call(loop: Loop, moment: number): void {
    loop.due = moment;
    loop.cancel = clock.after(moment - clock.now(), () => due(loop));
  }

  /** Its regular moment comes after that. */
  function callSoon(loop: Loop): void {
    loop.isHastened = false;
    call(loop, soonestMoment(loop, clock.now()));
  }

  function due(loop: Loop): void {
    if (unkept.has(loop.device.id)) {
      next(loop);
      return;
    }
    const parent = downParent(loop.device.id);
    if (parent !== undefined) {
      set(loop, 'behind', `is reached through "${parent}", which does not answer`);
      loop.silent = 0;
      next(loop);
    } else {
      waiting.add(loop);
      askWaiting();
    }
  }

  function askWaiting(): void {
    for (const loop of waiting) {
      if (asking >= atOnce) return;
      waiting.delete(loop);
      asking++;
      ask(loop)
        .catch(onBug)
        .finally(() => {
          asking--;
          next(loop);
          askWaiting();
        });
    }
  }

  async function ask(loop: Loop): Promise<void> {
    loop.asked = clock.now();
    loop.isAsking = true;
    asked++;
    const onLate = (reason: string) => {
      failed++;
      set(loop, 'answers', reason);
    };
    try {
      const answer = await askOnce(loop, { clock, timeoutMs, stopped: stopped.signal, onLate });
      if (answer === undefined || loops.get(loop.device.id) !== loop) return;
      loop.silent = answer.is === 'unreachable' ? loop.silent + 1 : 0;
      if (answer.is === 'well') set(loop, undefined);
      else {
        failed++;
        set(loop, answer.is, answer.reason);
      }
      keep(loop.device, answer.learnt);
    } finally {
      loop.isAsking = false;
    }
  }

  /** Learnt now is learnt now, however long it waits to be taken. */
  function keep({ id }: Device, learnt: readonly Learnt[]): void {
    const time = clock.now();
    unkept.add(id);
    take(learnt.map((one) => ({ time, ...one })))
      .catch(onBug)
      .finally(() => unkept.delete(id));
  }

  function set(loop: Loop, is: Trouble['is'] | undefined, reason = ''): void {
    const before = loop.trouble;
    if (is === undefined) loop.trouble = undefined;
    else loop.trouble = { is, reason, since: before?.is === is ? before.since : clock.now() };
    if (before?.is !== is) onTrouble(loop.device.id, loop.trouble);
  }

  /** The nearest device on the way that gave no answer. */
  function downParent(id: string): string | undefined {
    const passed = new Set<string>();
    for (let at = parents.get(id); at !== undefined && !passed.has(at); at = parents.get(at)) {
      if (loops.get(at)?.trouble?.is === 'unreachable') return at;
      passed.add(at);
    }
    return undefined;
  }

  return {
    trouble: (device) => loops.get(device)?.trouble,
    counters() {
      const devices = { well: 0, unreachable: 0, answers: 0, behind: 0 };
      for (const { trouble } of loops.values()) devices[trouble?.is ?? 'well']++;
      return { devices, asking, waiting: waiting.size, asked, failed };
    },
    hasten(device) {
      const loop = loops.get(device);
      if (loop === undefined || waiting.has(loop)) return;
      if (loop.isAsking) {
        loop.isHastened = true;
        return;
      }
      if (soonestMoment(loop, clock.now()) >= loop.due) return; // it is about to be asked
      loop.cancel();
      callSoon(loop);
    },
    replace(devices) {
      const stay = new Set<string>();
      const fresh: Loop[] = [];
      parents = new Map();
      for (const device of devices) {
        if (device.parent !== undefined) parents.set(device.id, device.parent);
        const plan = options.plan(device);
        if (plan === undefined) continue;
        stay.add(device.id);
        const known = loops.get(device.id);
        if (known !== undefined && isSame(known, device, plan)) {
          known.device = device;
          continue;
        }
        forget(known);
        const loop = newLoop(device, plan);
        loops.set(device.id, loop);
        fresh.push(loop);
      }
      for (const [id, loop] of loops) if (!stay.has(id)) forget(loop);
      for (const loop of fresh) call(loop, firstMoment(loop, fresh.length, clock.now()));
    },
    [Symbol.dispose]() {
      stopped.abort();
      for (const loop of loops.values()) forget(loop);
    },
  };

  function forget(loop: Loop | undefined): void {
    if (loop === undefined) return;
    loops.delete(loop.device.id);
    waiting.delete(loop);
    loop.cancel();
    loop.callOff();
  }
}
