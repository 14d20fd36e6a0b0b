import { z } from 'zod';
import type { Kept } from '../kept.ts';

const Follower = z.object({ cursor: z.string().optional(), readAt: z.number().optional() });

const Remembered = z.object({
  events: Follower,
  alerts: Follower,
  recent: z.array(z.string()),
  detections: z.number(),
  computers: z.array(z.tuple([z.string(), z.number()])).optional(),
});

/** How far a list of news has been followed; `readAt` (epoch ms) is the last time. */
export interface Follower {
  cursor?: string | undefined;
  readAt?: number | undefined;
}

/** What is known of a tenant from one ask to the next, and over a restart. */
export interface Memory {
  readonly events: Follower;
  readonly alerts: Follower;
  /** ids of the latest events, so that one read twice counts once */
  readonly recent: Set<string>;
  /** detections since Vigie began to count */
  detections: number;
  /** when each computer was first seen, epoch ms; 0 for those that were there at the beginning */
  computers?: Map<string, number> | undefined;
}

const nameOf = (tenant: string) => `sophos-${tenant}`;
const maxRecent = 2_000;

/** Takes note of an event; false for one that was read before. */
export function isNew({ recent }: Memory, id: string): boolean {
  if (recent.has(id)) return false;
  recent.add(id);
  if (recent.size > maxRecent) recent.delete(recent.values().next().value ?? '');
  return true;
}

/** Reads the memory of a tenant; one that cannot be read is none. */
export async function recall(kept: Kept, tenant: string): Promise<Memory> {
  const text = await kept.read(nameOf(tenant));
  let value: unknown;
  try {
    value = text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const said = Remembered.safeParse(value);
  if (!said.success) return { events: {}, alerts: {}, recent: new Set(), detections: 0 };
  const { events, alerts, recent, detections, computers } = said.data;
  return { events, alerts, detections, recent: new Set(recent), ...(computers && { computers: new Map(computers) }) };
}

export async function remember(kept: Kept, tenant: string, memory: Memory): Promise<void> {
  const recent = [...memory.recent];
  const computers = memory.computers && [...memory.computers];
  await kept.write(nameOf(tenant), JSON.stringify({ ...memory, recent, computers }));
}
