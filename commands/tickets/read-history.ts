import { z } from 'zod';
import { Instant } from '../../dashboard/contract/shared.ts';
import {
  TicketCategory,
  TicketKind,
  TicketPriority,
  TicketSource,
  TicketState,
} from '../../dashboard/contract/tickets.ts';
import { csvRows } from '../../dashboard/server/csv-rows.ts';
import type { PastTicket } from '../../gateway/domain/tickets.ts';

const needed = ['number', 'opened', 'organisation', 'title'] as const;
const columns = [...needed, 'kind', 'closed', 'category', 'priority', 'state', 'source'] as const;

const Row = z.object({
  number: z.string().min(1, 'is empty').max(80),
  opened: Instant,
  closed: Instant.optional(),
  organisation: z.string().min(1, 'is empty'),
  title: z.string().trim().min(1, 'is empty').max(200),
  kind: TicketKind.default('request'),
  category: TicketCategory.default('other'),
  priority: TicketPriority.default('normal'),
  state: TicketState.optional(),
  source: TicketSource.default('call'),
});

/**
 * Another helpdesk's export: CSV (with commas, semicolons or tabs) of number, opened, organisation, title and perhaps kind, closed, category,
 * priority, state and source, in any order; organisations by id or INSEE code. What is wrong is told as a line and its reason.
 */
export function readHistory(
  text: string,
  parts: { organisations: ReadonlyMap<string, string>; onBad: (line: number, reason: string) => void },
): PastTicket[] {
  const { rows: records, open } = csvRows(text);
  const names = records[0]?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const missing = needed.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    parts.onBad(1, `the header lacks ${missing.join(', ')}: expected ${columns.join(',')} in any order`);
    return [];
  }
  const taken: PastTicket[] = [];
  for (const { line, cells } of records.slice(1)) {
    const given = columns.map((name) => [name, cells[names.indexOf(name)]?.trim() ?? ''] as const);
    const parsed = Row.safeParse(Object.fromEntries(given.filter(([, value]) => value !== '')));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      parts.onBad(line, `${issue?.path.join('.') ?? 'row'}: ${issue?.message ?? 'is wrong'}`);
      continue;
    }
    const { number, opened, closed, organisation: named, state, ...row } = parsed.data;
    const organisation = parts.organisations.get(named);
    if (organisation === undefined) {
      parts.onBad(line, `organisation "${named}" is neither an id nor an INSEE code of the territory`);
      continue;
    }
    const [openedAt, closedAt] = [Date.parse(opened), closed === undefined ? undefined : Date.parse(closed)];
    if (closedAt !== undefined && closedAt < openedAt) {
      parts.onBad(line, 'closed: is before opened');
      continue;
    }
    taken.push({
      ...row,
      ...{ reference: number, organisation, openedAt },
      ...(closedAt !== undefined && { closedAt }),
      state: state ?? (closedAt === undefined ? 'new' : 'closed'),
    });
  }
  if (open !== undefined) parts.onBad(open.line, open.reason);
  return taken;
}
