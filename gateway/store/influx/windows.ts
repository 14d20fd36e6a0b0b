import type { Connection } from './connection.ts';
import { between, type Question } from './question.ts';
import type { Run } from './runs.ts';

/** One value for each window that has readings, by its first instant inside its run. */
export interface Windows {
  readonly values: Map<number, number>;
  /** windows in which readings stand under more than one set of tags: a moved device's, some perhaps twice */
  readonly doubtful: Set<number>;
}

/** A statement about one run and what its rows of time and value are for. */
export interface Statement {
  readonly text: string;
  readonly take: (time: number, value: number) => void;
}

const byTags = '"organisation", "site", "type"';
/** More of them at once would keep other questions waiting. */
const requestsAtOnce = 4;

export function emptyWindows(): Windows {
  return { values: new Map(), doubtful: new Set() };
}

/** Of each window what the engine's own function says of it. */
export function grouped(fn: 'count' | 'min' | 'max' | 'last', { field, of }: Question, run: Run, into: Windows) {
  const grouping = `GROUP BY ${windowsOf(run)}, ${byTags} fill(none)`;
  return {
    text: `SELECT ${fn}(${field}) ${of} AND ${between(run.from, run.to)} ${grouping}`,
    take: (time, value) => {
      const start = Math.max(time, run.from);
      if (into.values.has(start)) into.doubtful.add(start);
      into.values.set(start, value);
    },
  } satisfies Statement;
}

/**
 * Of each window the sum in the order of time, to the last bit as rows would be added here. Asked without the inner
 * SELECT, the engine adds shard by shard.
 */
export function sums({ field, of }: Question, run: Run, into: Map<number, number>): Statement {
  const within = between(run.from, run.to);
  return {
    text: `SELECT sum(${field}) FROM (SELECT ${field} ${of} AND ${within}) WHERE ${within} GROUP BY ${windowsOf(run)} fill(none)`,
    take: (time, value) => into.set(Math.max(time, run.from), value),
  };
}

/** Asks statements, a few at once. */
export async function askAll(connection: Connection, statements: readonly Statement[]): Promise<void> {
  const requests = Array.from({ length: Math.min(requestsAtOnce, statements.length) }, (_, first) =>
    statements.filter((_, at) => at % requestsAtOnce === first),
  );
  await Promise.all(
    requests.map((some) =>
      connection.read(some.map(({ text }) => text).join('; '), ({ values }, statement) => {
        for (const [time, value] of values) {
          if (typeof time === 'number' && typeof value === 'number') some[statement]?.take(time, value);
        }
      }),
    ),
  );
}

function windowsOf({ width, offset }: Run): string {
  return `time(${width}ms, ${offset}ms)`;
}
