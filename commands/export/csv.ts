import { asPlainText } from '../formula-guard.ts';
import type { CurvePage } from './curve-pages.ts';

/** Pages as CSV (RFC 4180) of `time,device,metric,instance,value`, time in ISO 8601 UTC; `vigie import` reads the same back. */
export async function* csvOf(pages: AsyncIterable<CurvePage>, done: (rows: number) => void): AsyncGenerator<string> {
  yield 'time,device,metric,instance,value\n';
  let rows = 0;
  for await (const { series, curve } of pages) {
    const names = `${series.device},${series.metric},${cell(asPlainText(series.instance))}`;
    let text = '';
    for (const [row, time] of curve.times.entries()) {
      text += `${new Date(time).toISOString()},${names},${curve.values[row]}\n`;
    }
    rows += curve.times.length;
    yield text;
    done(rows);
  }
}

function cell(text: string): string {
  return /[",\s]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
