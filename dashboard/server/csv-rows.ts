import { CsvError, parse } from 'csv-parse/sync';

export interface CsvRow {
  /** on which it begins, from 1 */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvRows {
  readonly rows: readonly CsvRow[];
  /** a quote that is never closed takes the rest of the file with it: where it stands */
  readonly open?: { readonly line: number; readonly reason: string };
}

/** A file that a spreadsheet saved: RFC 4180 with `;`, tab or `,` between cells, whichever the first line has most of; empty lines left out. */
export function csvRows(text: string): CsvRows {
  const lines = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const rows: CsvRow[] = [];
  let next = 1;
  try {
    parse(lines, {
      delimiter: markOf(lines),
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      on_record: (cells: string[], { lines: line }) => {
        const within = cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
        if (cells.some((cell) => cell.trim() !== '')) rows.push({ line: line - within, cells });
        next = line + 1;
        return null;
      },
    });
    return { rows };
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    return {
      rows,
      open: { line: next, reason: 'a quote (") opens here and is never closed: the rest of the file was left' },
    };
  }
}

function markOf(text: string): string {
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string) => first.split(mark).length;
  return [';', '\t', ','].sort((a, b) => count(b) - count(a))[0] ?? ';';
}
