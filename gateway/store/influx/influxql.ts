import { z } from 'zod';
import { DeliveryError } from '../../domain/error.ts';
import { messageOf, parsed, troubleOf } from './answers.ts';
import type { InfluxHttp } from './http.ts';

/** A piece of one series of one statement's result; a long series comes in several. */
const Piece = z.object({
  name: z.string().default(''),
  tags: z.record(z.string(), z.string()).default({}),
  columns: z.array(z.string()),
  values: z.custom<readonly (readonly unknown[])[]>(Array.isArray).default([]),
});
export type Piece = z.infer<typeof Piece>;

const Answer = z.object({
  error: z.string().optional(),
  results: z
    .array(
      z.object({
        statement_id: z.number().default(0),
        error: z.string().optional(),
        series: z.array(Piece).default([]),
      }),
    )
    .default([]),
});

/** Rows in one piece: large enough to cost no time, small enough to be parsed while the next one is made. */
const rowsInPiece = 10_000;
/** A longer statement goes in the body. */
const longestInUrl = 4_000;

/** Asks statements of InfluxQL, times in epoch ms; hands over each piece with its statement's number. Trouble is a `DeliveryError`. */
export async function askInfluxQl(
  http: InfluxHttp,
  named: Readonly<Record<string, string>>,
  statements: string,
  kind: 'read' | 'change',
  take: (piece: Piece, statement: number) => void = () => {},
): Promise<void> {
  const inBody = kind === 'change' || statements.length > longestInUrl;
  const query = { ...named, epoch: 'ms', chunked: 'true', chunk_size: `${rowsInPiece}` };
  let rest = '';
  const takeLine = (line: string): void => {
    if (line.trim() === '') return;
    const answer = Answer.safeParse(parsed(line));
    if (!answer.success) throw unreadable(http, line);
    const { results, error } = answer.data;
    const failed = error ?? results.find((result) => result.error !== undefined)?.error;
    if (failed !== undefined) throw new DeliveryError(`InfluxDB at ${http.url}: ${failed}`, { retryable: true });
    for (const result of results) for (const piece of result.series) take(piece, result.statement_id);
  };
  const refused = await http.stream(
    inBody
      ? {
          method: 'POST',
          path: '/query',
          query,
          body: `${new URLSearchParams({ q: statements })}`,
          contentType: 'application/x-www-form-urlencoded',
        }
      : { path: '/query', query: { ...query, q: statements } },
    (piece) => {
      const lines = (rest + piece).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) takeLine(line);
    },
  );
  if (refused !== undefined) throw troubleOf(refused, http.url);
  takeLine(rest);
}

function unreadable(http: InfluxHttp, line: string): DeliveryError {
  const message = `InfluxDB at ${http.url} gave an answer that is none of its own: ${messageOf(line)}`;
  return new DeliveryError(message, { retryable: true });
}

/** A string in a statement. */
export function literal(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
}

/** A name in a statement. */
export function identifier(name: string): string {
  return `"${name.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
