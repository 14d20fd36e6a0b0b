import type { Learnt } from '../../collector/collector.ts';
import type { Kept } from '../../collector/kept.ts';
import type { Trouble } from '../../collector/loop.ts';
import { createSchedule, type ScheduleCounters } from '../../collector/schedule.ts';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Config } from '../../config.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Accept } from '../../gateway/domain/intake.ts';
import type { ApiSecrets } from './api-secrets.ts';
import { createCollectors } from './collectors.ts';
import { createHanding, type HandingOptions } from './handing.ts';

export interface CollectingOptions {
  readonly settings: Config['collector'];
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  readonly secrets: ApiSecrets;
  /** what the collector remembers over a restart */
  readonly kept: Kept;
  readonly territory: Territory;
  readonly accept: Accept;
  readonly log: HandingOptions['log'];
  /** told the ID of an SNMPv3 agent's engine (in hex) each time it was asked */
  readonly onEngine: (device: string, engine: string) => void;
  /** told of a bug of a collector */
  readonly onDeath: (error: Error) => void;
}

/** Goes and asks every device whose type says so, and hands what it learns to `accept`. */
export interface Collecting extends Disposable {
  replace(territory: Territory): void;
  trouble(device: string): Trouble | undefined;
  counters(): ScheduleCounters;
  /** Hands on what was learnt; resolves true once it is durable, false where the journal takes nothing. */
  take(learnt: readonly Learnt[]): Promise<boolean>;
  /** Asks a device as soon as may be. */
  hasten(device: string): void;
  /** What the last poll of a device called a row of one of its type's tables. */
  rowName(device: string, table: string, index: string): string | undefined;
}

export function startCollecting(options: CollectingOptions): Collecting {
  const { accept, log } = options;
  let { territory } = options;
  const began = Date.now();
  const stopped = new AbortController();
  const kept = spared(options.kept, log);
  const handing = createHanding({ accept, territory: () => territory, log, signal: stopped.signal });
  const collectors = createCollectors({ ...options, kept, territory: () => territory });

  const schedule = createSchedule({
    clock: {
      now: Date.now,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    plan: collectors.plan,
    take: handing.untilTaken,
    onTrouble(device, trouble) {
      if (trouble === undefined) log.info({ device }, 'a device answers as it should');
      else if (trouble.is !== 'behind') log.warn({ device, reason: trouble.reason }, 'a device cannot be asked');
    },
    onBug: (error) => options.onDeath(error instanceof Error ? error : new Error(String(error))),
  });
  schedule.replace(territory.devices.values());

  /** What is learnt through a parent has the parent's trouble. */
  function troubleOf(device: Device): Trouble | undefined {
    const reason = collectors.unasked(device);
    if (reason !== undefined) return { is: 'answers', reason, since: began };
    const parent = isThrough(device) ? territory.devices.get(device.parent ?? '') : undefined;
    if (parent === undefined) return schedule.trouble(device.id);
    const trouble = troubleOf(parent);
    if (trouble?.is !== 'unreachable') return trouble;
    return { ...trouble, is: 'behind', reason: `is learnt from "${parent.id}", which does not answer` };
  }

  return {
    replace(changed) {
      territory = changed;
      schedule.replace(territory.devices.values());
    },
    trouble(id) {
      const device = territory.devices.get(id);
      return device === undefined ? undefined : troubleOf(device);
    },
    counters: schedule.counters,
    take: handing.once,
    hasten: schedule.hasten,
    rowName: collectors.rowName,
    [Symbol.dispose]() {
      stopped.abort();
      schedule[Symbol.dispose]();
    },
  };
}

function isThrough({ type }: Device): boolean {
  const source = catalogue.get(type)?.source;
  return source !== undefined && 'through' in source && source.through === 'parent';
}

/** What a full disk does not let it remember it reads again after a restart: nothing to die of. */
function spared(kept: Kept, log: HandingOptions['log']): Kept {
  return {
    read: kept.read,
    async write(name, text) {
      try {
        await kept.write(name, text);
      } catch (error) {
        if (!(error instanceof VigieError)) throw error;
        log.warn({ name, reason: error.message }, 'how far the collector has read is not remembered');
      }
    },
  };
}
