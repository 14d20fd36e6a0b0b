import { News, NewsPage } from './answers.ts';
import type { Follower } from './memory.ts';
import { parsed, Refusal, type Session } from './session.ts';
import type { SophosSettings } from './settings.ts';

const hour = 3_600_000;
/** Sophos keeps a day; a minute less is still there when the question arrives. */
const keptMs = 24 * hour - 60_000;
const maxPages = 100;

/**
 * Follows a list of news by its cursor: the first time from some hours ago, then from where it stood. A day or more away
 * leaves a hole, and so does a cursor that Sophos no longer knows: `hole` says so, once.
 */
export async function follow(options: {
  readonly session: Session;
  readonly tenant: string;
  readonly path: '/siem/v1/events' | '/siem/v1/alerts';
  readonly follower: Follower;
  readonly now: number;
  readonly signal: AbortSignal;
  readonly settings: SophosSettings;
}): Promise<{ news: News[]; hole?: string }> {
  const { session, tenant, path, follower, now, signal, settings } = options;
  const news: News[] = [];
  let hole: string | undefined;
  const away = follower.readAt === undefined ? 0 : now - follower.readAt;
  if (follower.cursor !== undefined && away > keptMs) {
    hole = holeOf(path, follower.readAt ?? now, now - keptMs);
    follower.cursor = undefined;
  }
  const backMs = hole === undefined ? Math.min(settings.firstHours * hour, keptMs) : keptMs;
  let from = String(Math.ceil((now - backMs) / 1_000));
  for (let page = 0; page < maxPages; page++) {
    const { cursor } = follower;
    // never both
    const place = cursor === undefined ? { from_date: from } : { cursor };
    let value: unknown;
    try {
      value = await session.get(tenant, path, { limit: '1000', ...place }, signal);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 400 || cursor === undefined) throw error;
      follower.cursor = undefined;
      from = String(Math.ceil((now - Math.min(Math.max(away, hour), keptMs)) / 1_000));
      hole ??= `Sophos ${path}: the cursor was refused; read again from the last time`;
      continue;
    }
    const { items, next_cursor, has_more } = parsed(NewsPage, value, path);
    for (const item of items) {
      const said = News.safeParse(item);
      if (said.success) news.push(said.data);
    }
    if (next_cursor !== undefined) follower.cursor = next_cursor;
    follower.readAt = now;
    if (has_more !== true || next_cursor === undefined || next_cursor === cursor) break;
  }
  return { news, ...(hole !== undefined && { hole }) };
}

function holeOf(path: string, from: number, to: number): string {
  const iso = (time: number) => new Date(time).toISOString().slice(0, 16);
  return `Sophos ${path}: nothing is known from ${iso(from)} to ${iso(to)} UTC, since Sophos keeps a day and nobody asked`;
}
