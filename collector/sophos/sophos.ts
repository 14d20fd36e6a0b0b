import type { z } from 'zod';
import type { Device } from '../../devices/territory.ts';
import { type Collector, CollectTrouble } from '../collector.ts';
import { createMemory, type Kept } from '../kept.ts';
import { isDue } from '../timing.ts';
import { Alert, Endpoint, KeyedPage, type Tenant } from './answers.ts';
import { countComputers, meet, newcomersOf } from './computers.ts';
import { isNew, type Memory, recall, remember } from './memory.ts';
import type { Newcomer } from './newcomer.ts';
import { follow } from './news.ts';
import { createSession, parsed } from './session.ts';
import { type SophosSettings, sophosDefaults } from './settings.ts';

export interface SophosOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM, where the certificate is of an authority of one's own */
  readonly ca?: string;
  readonly kept?: Kept;
  readonly settings?: Partial<SophosSettings>;
  /** 0 ≤ … < 1, for the jitter of waits */
  readonly random?: () => number;
}

/** Asked for a member's device, whose address is `sophos:<tenant id>`; all devices share one sign-in. */
export interface Sophos extends Collector {
  /** a member's computers seen for the first time a short while ago, as of the last reading */
  newcomers(device: string): readonly Newcomer[];
  /** the tenants that the account may read, for proposing them */
  tenants(now: number, signal: AbortSignal): Promise<readonly Tenant[]>;
}

/** What is known of a tenant while the program runs. */
interface Known {
  readonly memory: Memory;
  /** epoch ms */
  endpointsAt?: number;
  /** there was news of an alert, and the open ones have not been read since */
  alertsChanged?: boolean;
}

const maxPages = 100;
/** No member has more computers, and no account more open alerts: what comes beyond is left out with a reason. */
const maxItems = 20_000;

/**
 * Reads Sophos Central: events and alerts by cursor at each ask, computers every 15 minutes, open alerts with them and when
 * there is news of one. What fails is one reason and keeps nothing else back.
 */
export function createSophos(options: SophosOptions): Sophos {
  const { kept = createMemory(), random = Math.random } = options;
  const settings = { ...sophosDefaults, ...options.settings };
  const session = createSession({ ...options, settings, random });
  const tenants = new Map<string, Known>();
  const arrived = new Map<string, readonly Newcomer[]>();

  /** Every item of a list with keys; one that cannot be read is left out with a reason. */
  async function list<T extends z.ZodType<{ id: string }>>(
    item: T,
    asked: { tenant: string; path: string; query: Record<string, string>; signal: AbortSignal },
  ): Promise<{ items: z.infer<T>[]; reason?: string }> {
    const { tenant, path, query, signal } = asked;
    // by id: a list that leads in a circle counts nothing twice
    const items = new Map<string, z.infer<T>>();
    let reason: string | undefined;
    let key: string | undefined;
    for (let page = 0; page < maxPages; page++) {
      const from = key === undefined ? {} : { pageFromKey: key };
      const answer = parsed(KeyedPage, await session.get(tenant, path, { ...query, ...from }, signal), path);
      for (const one of answer.items) {
        const said = item.safeParse(one);
        if (said.success && items.size < maxItems) items.set(said.data.id, said.data);
        else if (said.success) reason ??= `Sophos ${path}: more than ${maxItems} entries; those beyond are left out`;
        else reason ??= `Sophos ${path}: an entry without readable ${said.error.issues[0]?.path.join('.')} is left out`;
      }
      if (answer.pages?.nextKey === undefined || answer.pages.nextKey === key || items.size >= maxItems) break;
      key = answer.pages.nextKey;
    }
    return { items: [...items.values()], ...(reason !== undefined && { reason }) };
  }

  return {
    newcomers: (device) => arrived.get(device) ?? [],
    tenants: async (now, signal) => [...(await session.tenants(now, signal)).values()],
    async ask(device, { now, signal }) {
      const tenant = tenantOf(device);
      const known = tenants.get(tenant);
      // what the ask before came to is durable by now
      if (known !== undefined) await remember(kept, tenant, known.memory);
      const state: Known = known ?? { memory: await recall(kept, tenant) };
      tenants.set(tenant, state);
      const { memory } = state;
      const metrics: Record<string, number | Record<string, number>> = {};
      const reasons: string[] = [];
      const areEndpointsDue = isDue(state.endpointsAt, settings.endpointsEveryMs, now);
      const news = { session, tenant, now, signal, settings };

      const isSilent = await inTurn(reasons, [
        async () => {
          if ((await session.tenants(now, signal)).has(tenant)) return;
          const reason = `Sophos knows no tenant ${tenant}: check the address of ${device.id}`;
          throw new CollectTrouble(reason, { isUnreachable: false });
        },
        async () => {
          const { news: events, hole } = await follow({ ...news, path: '/siem/v1/events', follower: memory.events });
          if (hole !== undefined) reasons.push(hole);
          for (const { id, type } of events) {
            if (isNew(memory, id) && type?.startsWith(settings.detectionType) === true) memory.detections++;
          }
          metrics['antivirus.detections'] = memory.detections;
        },
        async () => {
          const { news: alerts, hole } = await follow({ ...news, path: '/siem/v1/alerts', follower: memory.alerts });
          if (hole !== undefined) reasons.push(hole);
          if (alerts.length > 0) state.alertsChanged = true;
        },
        async () => {
          if (!areEndpointsDue && state.alertsChanged !== true) return;
          const path = '/common/v1/alerts';
          const { items, reason } = await list(Alert, { tenant, path, query: { pageSize: '100' }, signal });
          if (reason !== undefined) reasons.push(reason);
          metrics['antivirus.threats'] = items.length;
          state.alertsChanged = false;
        },
        async () => {
          if (!areEndpointsDue) return;
          const path = '/endpoint/v1/endpoints';
          const query = { pageSize: '500', view: settings.endpointsView };
          const { items, reason } = await list(Endpoint, { tenant, path, query, signal });
          if (reason !== undefined) reasons.push(reason);
          memory.computers = meet(memory.computers, items, now);
          arrived.set(device.id, newcomersOf(device.id, items, memory.computers, now, settings));
          Object.assign(metrics, countComputers(items, now, settings));
          metrics['antivirus.newcomers'] = arrived.get(device.id)?.filter(({ lacks }) => lacks.length > 0).length ?? 0;
          state.endpointsAt = now;
        },
      ]);

      if (signal.aborted) {
        // nobody takes what an ask that was called off has learnt: it is read again
        delete state.endpointsAt;
        state.alertsChanged = true;
      }
      const learnt = Object.keys(metrics).length === 0 ? [] : [{ device: device.id, metrics }];
      const [first] = reasons;
      if (first === undefined) return learnt;
      const others = reasons.length > 1 ? ` (and ${reasons.length - 1} more)` : '';
      throw new CollectTrouble(`${first}${others}`, { isUnreachable: isSilent && learnt.length === 0, learnt });
    },
  };
}

/** Takes each step whatever became of the one before, until nobody answers; whether that was so. The first one is needed by the others. */
async function inTurn(reasons: string[], steps: readonly (() => Promise<void>)[]): Promise<boolean> {
  for (const [index, step] of steps.entries()) {
    try {
      await step();
    } catch (error) {
      if (!(error instanceof CollectTrouble)) throw error;
      reasons.push(error.message);
      if (error.isUnreachable) return true;
      if (index === 0) return false;
    }
  }
  return false;
}

function tenantOf({ id, address }: Device): string {
  const tenant = /^sophos:([0-9a-z-]{1,64})$/i.exec(address ?? '')?.[1];
  if (tenant !== undefined) return tenant;
  throw new CollectTrouble(`${id}: its address must read sophos: and the id of its tenant`, { isUnreachable: false });
}
