import type { Readings } from '../../domain/reading.ts';
import type { Series } from '../../domain/series.ts';
import type { LineBytes } from './line-bytes.ts';

const [space, newline] = [32, 10];

/** The measurement and the field of a metric: `air.co2` is field `co2` of `air`. */
export function placeOf(metric: string): { measurement: string; field: string } {
  const dot = metric.indexOf('.');
  return dot < 1
    ? { measurement: metric, field: 'value' }
    : { measurement: metric.slice(0, dot), field: metric.slice(dot + 1) };
}

/** The metric of a measurement and a field. */
export function metricOf(measurement: string, field: string): string {
  return `${measurement}.${field}`;
}

/** A tag's value as it is kept: line protocol can write no newline, and no backslash at the end (`C:\`). */
export function tagText(value: string): string {
  return value.replace(/%(?=25|5C|0A|0D)|[\r\n]|\\$/g, encodeURIComponent);
}

/** What a kept tag's value says. */
export function textOfTag(kept: string): string {
  return kept.replace(/%(?:25|5C|0A|0D)/g, decodeURIComponent);
}

/** Writes rows of readings as line protocol in ms; fields of one point that stand side by side share a line. */
export interface LineWriter {
  /** How many lines it wrote to `out`; `rows` are indices into the columns. */
  lines(readings: Readings, rows: Iterable<number>, out: LineBytes): number;
}

interface Head {
  /** the same for all series that are fields of one point */
  readonly point: number;
  /** measurement, tags and field: `air,device=room co2=` */
  readonly start: Uint8Array;
  /** a further field of the line: `,co2=` */
  readonly further: Uint8Array;
}

/** `series` are the journal's, by id. */
export function createLineWriter(series: () => readonly Series[]): LineWriter {
  const heads: Head[] = [];
  const points = new Map<string, number>();
  /** of each series the line that it last went into: a line holds a field once */
  const lineOf: number[] = [];

  function headOf(id: number): Head {
    const one = series()[id];
    if (one === undefined) throw new Error(`series ${id} is not in the journal`);
    const { measurement, field } = placeOf(one.metric);
    // in the order of their names, which the server need not make then
    const tags = (['device', 'instance', 'organisation', 'site', 'type'] as const)
      .filter((name) => one[name] !== '')
      .map((name) => `,${name}=${escaped(tagText(one[name]))}`);
    const text = `${measurement.replace(/[, ]/g, '\\$&')}${tags.join('')} `;
    const point = points.get(text) ?? points.size;
    points.set(text, point);
    const assigned = `${escaped(field)}=`;
    const head = { point, start: Buffer.from(text + assigned), further: Buffer.from(`,${assigned}`) };
    heads[id] = head;
    return head;
  }

  return {
    lines({ series: ids, times, values }, rows, out) {
      let count = 0;
      let openPoint = -1;
      let openTime = 0;
      const endLine = (): void => {
        out.byte(space);
        out.number(openTime);
      };
      for (const row of rows) {
        const id = ids[row] ?? 0;
        const head = heads[id] ?? headOf(id);
        const time = times[row] ?? 0;
        if (openPoint === head.point && openTime === time && lineOf[id] !== count) out.bytes(head.further);
        else {
          if (count > 0) {
            endLine();
            out.byte(newline);
          }
          out.bytes(head.start);
          openPoint = head.point;
          openTime = time;
          count++;
        }
        out.number(values[row] ?? 0);
        lineOf[id] = count;
      }
      lineOf.length = 0;
      if (count > 0) endLine();
      return count;
    },
  };
}

function escaped(text: string): string {
  return text.replace(/[,= ]/g, '\\$&');
}
