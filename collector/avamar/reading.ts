import type { z } from 'zod';
import { CollectTrouble } from '../collector.ts';
import { Activity, Client, Page, SystemStatus } from './answers.ts';
import type { Session } from './session.ts';
import type { AvamarSettings } from './settings.ts';

/** One page of a list: what could be read of it, and the first reason why something could not. */
export interface Read<T> {
  readonly items: readonly T[];
  readonly unread: number;
  readonly reason?: string;
  readonly isLast: boolean;
}

/** The appliance's answers, parsed; each call is one request. */
export interface Reading {
  /** Newest first; `since` (epoch ms) leaves older ones out where the appliance can. */
  finished(page: number, since: number, signal: AbortSignal): Promise<Read<Activity>>;
  running(state: string, signal: AbortSignal): Promise<Read<Activity>>;
  clients(page: number, signal: AbortSignal): Promise<Read<Client>>;
  /** absent where the way of reading does not tell */
  readonly status?: (signal: AbortSignal) => Promise<SystemStatus>;
}

export function createReading(session: Session, settings: AvamarSettings): Reading {
  const everywhere = [
    ['domain', '/'],
    ['recursive', 'true'],
    ['size', String(settings.pageSize)],
  ] as const;

  async function list<T extends z.ZodType>(
    item: T,
    path: string,
    query: readonly (readonly [string, string])[],
    signal: AbortSignal,
  ): Promise<Read<z.infer<T>>> {
    const page = parsed(Page, await session.get(path, [...everywhere, ...query], signal), path);
    const items: z.infer<T>[] = [];
    let unread = 0;
    let reason: string | undefined;
    for (const one of page.content) {
      const said = item.safeParse(one);
      if (said.success) items.push(said.data);
      else {
        unread++;
        reason ??= `Avamar ${path}: an entry without readable ${placeOf(said.error)} is left out`;
      }
    }
    const isLast = page.last ?? ((page.number ?? 0) + 1 >= (page.totalPages ?? 0) || page.content.length === 0);
    return { items, unread, isLast, ...(reason !== undefined && { reason }) };
  }

  return {
    finished(page, since, signal) {
      const from: [string, string][] = settings.filtersByDate
        ? [['filter', `completedDate>=${new Date(since).toISOString()}`]]
        : [];
      const query = [['sort', 'completedDate,desc'], ['page', String(page)], ...from] as const;
      return list(Activity, '/v1/activities', query, signal);
    },
    running: (state, signal) =>
      list(
        Activity,
        '/v1/activities',
        [
          ['page', '0'],
          ['filter', `state==${state}`],
        ],
        signal,
      ),
    clients: (page, signal) => list(Client, '/v1/clients', [['page', String(page)]], signal),
    status: async (signal) =>
      parsed(SystemStatus, await session.get('/v1/system/status', [], signal), '/v1/system/status'),
  };
}

function parsed<T extends z.ZodType>(schema: T, value: unknown, path: string): z.infer<T> {
  const said = schema.safeParse(value);
  if (said.success) return said.data;
  throw new CollectTrouble(`Avamar ${path}: the answer has no readable ${placeOf(said.error)}`, {
    isUnreachable: false,
  });
}

function placeOf(error: z.ZodError): string {
  return error.issues[0]?.path.join('.') || 'content';
}
