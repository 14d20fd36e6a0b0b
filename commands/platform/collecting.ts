import { createDnsCheck } from '../../collector/checks/dns.ts';
import { createHttpCheck } from '../../collector/checks/http.ts';
import { createTcpCheck } from '../../collector/checks/tcp.ts';
import type { Collector, Learnt } from '../../collector/collector.ts';
import { createSchedule, type Trouble } from '../../collector/schedule.ts';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import { createSnmpCollector } from '../../collector/snmp/snmp.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Source } from '../../devices/device-type.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Accept, Message, Sender } from '../../gateway/domain/intake.ts';
import { paceOf } from './pace.ts';

export interface CollectingOptions {
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  readonly territory: Territory;
  readonly accept: Accept;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  /** told the ID of an SNMPv3 agent's engine (in hex) each time it was asked */
  readonly onEngine: (device: string, engine: string) => void;
  /** told of a bug of a collector */
  readonly onDeath: (error: Error) => void;
}

/** Goes and asks every device whose type says so, and hands what it learns to `accept` in Vigie's own dialect. */
export interface Collecting extends Disposable {
  replace(territory: Territory): void;
  trouble(device: string): Trouble | undefined;
  /** Hands on what was learnt; resolves true once it is durable, false where the journal takes nothing. */
  take(learnt: readonly Learnt[]): Promise<boolean>;
  /** Asks a device as soon as may be. */
  hasten(device: string): void;
  /** What the last poll of a device called a row of one of its type's tables. */
  rowName(device: string, table: string, index: string): string | undefined;
}

/** It asks on nobody's behalf but the territory's. */
const sender: Sender = { id: 'collector', mayPublish: () => true, mayWrite: () => true };

export function startCollecting(options: CollectingOptions): Collecting {
  const { accept, log } = options;
  let { territory } = options;
  let isTaken = true;
  const snmp = createSnmpCollector({ catalogue, credentials: options.credentials, onEngine: options.onEngine });
  const collectors: Partial<Record<Source['kind'], Collector>> = {
    dns: createDnsCheck(),
    http: createHttpCheck(),
    snmp,
    tcp: createTcpCheck(),
  };

  async function take(learnt: readonly Learnt[]): Promise<boolean> {
    try {
      await accept(sender, messagesOf(learnt, territory));
      if (!isTaken) log.info({}, 'what the collector learns is taken again');
      isTaken = true;
    } catch (error) {
      // the journal says itself why it stands still; what was learnt meanwhile is lost
      const reason = error instanceof Error ? error.message : String(error);
      if (isTaken) log.warn({ reason }, 'what the collector learns is not taken');
      isTaken = false;
    }
    return isTaken;
  }

  const schedule = createSchedule({
    clock: {
      now: Date.now,
      after(ms, run) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    plan(device) {
      const type = catalogue.get(device.type);
      const collector = type === undefined ? undefined : collectors[type.source.kind];
      return type && collector && { collector, ...paceOf(type) };
    },
    take: (learnt) => void take(learnt),
    onTrouble(device, trouble) {
      if (trouble === undefined) log.info({ device }, 'a device answers as it should');
      else if (trouble.is !== 'behind') log.warn({ device, reason: trouble.reason }, 'a device cannot be asked');
    },
    onBug: (error) => options.onDeath(error instanceof Error ? error : new Error(String(error))),
  });
  schedule.replace(territory.devices.values());

  return {
    replace(changed) {
      territory = changed;
      schedule.replace(territory.devices.values());
    },
    trouble: (device) => schedule.trouble(device),
    take,
    hasten: (device) => schedule.hasten(device),
    rowName: snmp.rowName,
    [Symbol.dispose]: () => schedule[Symbol.dispose](),
  };
}

/** A message for each device, of all that was learnt of it. */
function messagesOf(learnt: readonly Learnt[], { devices }: Territory): Message[] {
  return [...Map.groupBy(learnt, ({ device }) => device)].flatMap(([id, said]) => {
    const site = devices.get(id)?.site;
    if (site === undefined) return [];
    const payload = said
      .filter(({ metrics }) => Object.keys(metrics).length > 0)
      .map(({ time, metrics }) => ({ ...(time !== undefined && { time }), metrics }));
    return [{ topic: `vigie/v1/${site}/${id}`, payload: Buffer.from(JSON.stringify(payload)) }];
  });
}
