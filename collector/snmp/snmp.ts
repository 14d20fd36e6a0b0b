import type { DeviceType } from '../../devices/device-type.ts';
import { parseSnmpAddress, type SnmpAddress } from '../../devices/snmp-address.ts';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble, type Learnt } from '../collector.ts';
import type { SnmpCredentials } from './credentials.ts';
import type { Counters } from './growth.ts';
import { type Plan, planOf, sysUpTime } from './plan.ts';
import type { Raw } from './raw.ts';
import { type Answers, readAnswers } from './read.ts';
import { createPacking } from './remembered.ts';
import { createRowNames } from './row-names.ts';
import { openSession, type Session } from './session.ts';
import { createSockets } from './sockets.ts';
import { SnmpTrouble } from './trouble.ts';
import { type Walked, walk } from './walk.ts';

export interface SnmpOptions {
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  /** what `credentials` of a device names */
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  /** ms until a request is sent again, 2,500 unless said */
  readonly timeoutMs?: number;
  /** how often it is sent again, 2 unless said */
  readonly retries?: number;
  /** told the ID of a device's engine (v3, in hex), each time it was asked */
  readonly onEngine?: (device: string, engine: string) => void;
}

/** A collector that remembers what rows are called, for those who hear of them by their index alone. */
export interface SnmpCollector extends Collector {
  /** What the last poll called a row of one of the type's tables. */
  rowName(device: string, table: string, index: string): string | undefined;
}

/** Scalars in one request. */
const scalarsAtOnce = 25;

/** Asks devices of types of kind `snmp`, and remembers their counters from one time to the next. */
export function createSnmpCollector(options: SnmpOptions): SnmpCollector {
  const { catalogue, credentials, timeoutMs = 2_500, retries = 2 } = options;
  const plans = new Map<DeviceType, Plan>();
  /** of a device with places of its own, which the territory makes anew when they change */
  const ownPlans = new WeakMap<Device, Plan>();
  /** by device and the place where it was asked: another device behind the same name is another device */
  const counters = new Map<string, Counters>();
  const names = createRowNames(catalogue);
  const pack = createPacking();

  const planFor = (type: DeviceType, device: Device): Plan => {
    if (device.places !== undefined) {
      const own = ownPlans.get(device) ?? planOf(withPlaces(type, device.places));
      ownPlans.set(device, own);
      return own;
    }
    const plan = plans.get(type) ?? planOf(type);
    plans.set(type, plan);
    return plan;
  };

  const sockets = createSockets();
  return {
    rowName: (device, table, index) => names.find(device, table, index),
    async ask(device, { now, signal }) {
      const { plan, address, secret } = prepared(device);
      const key = `${device.id} ${device.type} ${device.address}`;
      const started = performance.now();
      const place = device.address ?? '';
      try {
        using session = openSession({ address, credentials: secret, signal, timeoutMs, retries, sockets });
        const { answers, reasons: troubles } = await answersOf(session, plan, () => now + performance.now() - started);
        const read = readAnswers(plan, answers, counters.get(key));
        counters.set(key, pack(read.counters));
        names.keep(device, read.names);
        const engine = session.engine();
        if (engine !== undefined) options.onEngine?.(device.id, engine);
        const learnt: Learnt[] = [{ device: device.id, time: Math.round(answers.time), metrics: read.metrics }];
        const [reason, ...further] = [...troubles, ...read.reasons];
        if (reason !== undefined) {
          const more = further.length === 0 ? '' : ` (and ${further.length} more)`;
          throw new CollectTrouble(`${place}: ${reason}${more}`, { isUnreachable: false, learnt });
        }
        if (hasNothing(read.metrics, plan)) {
          throw new CollectTrouble(
            `${place} answers, but nothing that a ${plan.type} measures: is it of another type?`,
            {
              isUnreachable: false,
            },
          );
        }
        return learnt;
      } catch (error) {
        if (!(error instanceof SnmpTrouble)) throw error;
        throw new CollectTrouble(`${place} ${error.message}`, { isUnreachable: error.kind === 'silent', cause: error });
      }
    },
  };

  function prepared(device: Device): { plan: Plan; address: SnmpAddress; secret: SnmpCredentials } {
    const type = catalogue.get(device.type);
    const address = parseSnmpAddress(device.address ?? '');
    const secret = credentials.get(device.credentials ?? '');
    if (type === undefined || address === undefined) {
      throw new CollectTrouble(`${device.id} has no address such as snmp:10.0.0.5`, { isUnreachable: false });
    }
    if (secret === undefined) {
      const name = device.credentials === undefined ? 'names no credentials' : `credentials "${device.credentials}"`;
      throw new CollectTrouble(`${device.id} ${name}: give them in collector.credentials`, { isUnreachable: false });
    }
    return { plan: planFor(type, device), address, secret };
  }
}

/** A type whose metrics are read where one device has them. */
function withPlaces(type: DeviceType, places: Readonly<Record<string, string>>): DeviceType {
  const metrics = Object.entries(type.metrics).map(([id, metric]) => {
    const from = Object.hasOwn(places, id) ? places[id] : undefined;
    return [id, from === undefined ? metric : { ...metric, from }] as const;
  });
  return { ...type, metrics: Object.fromEntries(metrics) };
}

/** The scalars, then table by table; what the agent then refuses is a reason and the rest goes on. */
async function answersOf(session: Session, plan: Plan, clock: () => number) {
  const reasons: string[] = [];
  const scalars = new Map<string, Raw>();
  const tables = new Map<string, Walked['rows']>();
  let time: number | undefined;
  for (let i = 0; i < plan.scalars.length; i += scalarsAtOnce) {
    for (const { oid, value, isAbsent } of await session.get(plan.scalars.slice(i, i + scalarsAtOnce))) {
      if (value !== undefined) scalars.set(oid, value);
      else if (!isAbsent) reasons.push(`${oid} is of a kind that cannot be read`);
    }
    // sysUpTime is in the first answer
    time ??= clock();
  }
  for (const table of plan.tables) {
    const { rows, reason } = await walk(session, table.columns);
    tables.set(table.id, rows);
    if (reason !== undefined) reasons.push(reason);
  }
  const uptime = scalars.get(sysUpTime);
  const answers: Answers = {
    time: time ?? clock(),
    uptime: typeof uptime === 'number' ? uptime : undefined,
    scalars,
    tables,
  };
  return { answers, reasons };
}

/** What every agent has says nothing about the type. */
function hasNothing(metrics: Learnt['metrics'], plan: Plan): boolean {
  const isSaying = Object.keys(metrics).some((id) => id !== 'host.uptime');
  const hasRatesOnly = [...plan.metrics, ...plan.tables.flatMap((table) => table.metrics)].every(
    ({ rate }) => rate !== undefined,
  );
  return !isSaying && !hasRatesOnly;
}
