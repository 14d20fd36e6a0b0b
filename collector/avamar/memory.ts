import { z } from 'zod';
import type { Kept } from '../kept.ts';
import { ClientRecord } from './client-record.ts';

const Remembered = z.object({
  newest: z.number().optional(),
  backlog: z.object({ page: z.number(), since: z.number() }).optional(),
  records: z.array(z.tuple([z.string(), ClientRecord])),
});

/** What is known of a grid from one ask to the next, and over a restart. */
export interface Memory {
  readonly records: Map<string, ClientRecord>;
  /** completion of the newest activity that was read, epoch ms */
  newest?: number | undefined;
  /** the first reading where it was broken off: the next page, and how far back it goes */
  backlog?: { readonly page: number; readonly since: number } | undefined;
  hasChanged: boolean;
}

const name = 'avamar';

/** Reads the memory; one that cannot be read is none, and the grid is read anew, which changes nothing but takes longer. */
export async function recall(kept: Kept): Promise<Memory> {
  const text = await kept.read(name);
  let value: unknown;
  try {
    value = text === undefined ? undefined : JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const said = Remembered.safeParse(value);
  const { records, ...marks } = said.success ? said.data : { records: [] };
  return { ...marks, records: new Map(records), hasChanged: false };
}

/** Writes what has changed since the last time. */
export async function remember(kept: Kept, memory: Memory): Promise<void> {
  if (!memory.hasChanged) return;
  memory.hasChanged = false;
  const { newest, backlog, records } = memory;
  await kept.write(name, JSON.stringify({ newest, backlog, records: [...records] }));
}
