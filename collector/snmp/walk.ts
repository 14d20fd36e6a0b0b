import type { Raw } from './raw.ts';
import type { Session } from './session.ts';
import { SnmpTrouble } from './trouble.ts';

/** The rows of a table, by index and column; `reason` where the agent did not let it be read to its end. */
export interface Walked {
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Raw>>;
  readonly reason: string | undefined;
}

/** A table longer than this is read no further: Vigie watches devices, it does not copy their client lists. */
const maxRows = 2_000;
/** Places in one answer: what a packet of usual size holds. */
const placesAtOnce = 40;
const maxColumnsAtOnce = 20;
/** 128 numbers of 32 bits with their dots (RFC 2578, 3.5). */
const maxOidLetters = 128 * 11;

/**
 * Walks columns beside each other. A column that goes back, or on for ever, ends with a reason, as does
 * an agent that stops answering; what was read stays.
 */
export async function walk(session: Session, columns: readonly string[]): Promise<Walked> {
  const rows = new Map<string, Map<string, Raw>>();
  let reason: string | undefined;
  let open = columns.map((column) => ({ column, below: `${column}.`, at: column, count: 0 }));
  while (open.length > 0) {
    const asked = open.slice(0, maxColumnsAtOnce);
    const repetitions = Math.max(1, Math.floor(placesAtOnce / asked.length));
    let answers: Awaited<ReturnType<Session['following']>>;
    try {
      answers = await session.following(
        asked.map(({ at }) => at),
        repetitions,
      );
    } catch (error) {
      if (!(error instanceof SnmpTrouble) || error.kind === 'late') throw error;
      return { rows, reason: error.kind === 'silent' ? 'stopped answering in the middle' : error.message };
    }
    const ended = new Set<string>();
    asked.forEach((one, i) => {
      const answer = answers[i] ?? [];
      // an agent that answers nothing at all for a column would be asked for ever
      if (answer.length === 0) ended.add(one.column);
      for (const { oid, value, isAbsent } of answer) {
        if (isAbsent || !oid.startsWith(one.below)) {
          ended.add(one.column);
          return;
        }
        if (oid.length > maxOidLetters) {
          reason ??= `answers an OID of more than 128 numbers in ${one.column}`;
          ended.add(one.column);
          return;
        }
        if (!follows(one.at, oid)) {
          reason ??= `goes in circles: ${oid} came after ${one.at}`;
          ended.add(one.column);
          return;
        }
        if (++one.count > maxRows) {
          reason ??= `has more than ${maxRows} rows in ${one.column}: the rest is left unread`;
          ended.add(one.column);
          return;
        }
        one.at = oid;
        if (value === undefined) continue;
        const index = oid.slice(one.below.length);
        const row = rows.get(index);
        if (row === undefined) rows.set(index, new Map([[one.column, value]]));
        else row.set(one.column, value);
      }
    });
    open = open.filter(({ column }) => !ended.has(column));
  }
  return { rows, reason };
}

const dot = 46;
const zero = 48;

/** Does one OID come after another, number by number? Asked for every place of every answer, so it makes nothing on its way. */
export function follows(before: string, after: string): boolean {
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    let [a, b] = [0, 0];
    for (let code = before.charCodeAt(i); i < before.length && code !== dot; code = before.charCodeAt(++i))
      a = a * 10 + code - zero;
    for (let code = after.charCodeAt(j); j < after.length && code !== dot; code = after.charCodeAt(++j))
      b = b * 10 + code - zero;
    if (a !== b) return b > a;
    i++;
    j++;
  }
  return j < after.length;
}
