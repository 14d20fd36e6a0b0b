import type { Counters } from './growth.ts';
import type { Raw } from './raw.ts';

/** The places of one kind of device and which of them are 64 bits wide; all devices with the same places share it. */
interface Layout {
  readonly rows: ReadonlyMap<string, number>;
  readonly wide: readonly boolean[];
}

/** Layouts beyond so many are not shared: devices of one type mostly have the same few. */
const layoutsAtMost = 2_000;

/**
 * Makes counters small for the time until they are asked for again: eight bytes a place, beside names that all devices of
 * the same places share. 10,000 devices would otherwise keep half a million texts, which the collector of garbage moves about.
 */
export function createPacking(): (counters: Counters) => Counters {
  const layouts = new Map<string, Layout>();

  function layoutOf(values: ReadonlyMap<string, Raw>): Layout {
    let key = '';
    for (const [oid, value] of values) key += typeof value === 'bigint' ? `${oid}w ` : `${oid} `;
    const known = layouts.get(key);
    if (known !== undefined) return known;
    const rows = new Map([...values.keys()].map((oid, row) => [oid, row]));
    const layout = { rows, wide: [...values.values()].map((value) => typeof value === 'bigint') };
    if (layouts.size < layoutsAtMost) layouts.set(key, layout);
    return layout;
  }

  return function pack({ time, uptime, values }) {
    if (!(values instanceof Map)) return { time, uptime, values };
    const all = [...values.values()];
    // a mark of discontinuity may be anything; a counter of more than 64 bits is a lie
    if (!all.every((value) => typeof value === 'number' || (typeof value === 'bigint' && isWide(value)))) {
      return { time, uptime, values };
    }
    const { rows, wide } = layoutOf(values);
    const narrow = new Float64Array(all.length);
    const bits = new BigUint64Array(narrow.buffer);
    for (const [row, value] of all.entries()) {
      if (typeof value === 'bigint') bits[row] = value;
      else if (typeof value === 'number') narrow[row] = value;
    }
    return {
      time,
      uptime,
      values: {
        get(oid) {
          const row = rows.get(oid);
          if (row === undefined) return undefined;
          return wide[row] === true ? bits[row] : narrow[row];
        },
      },
    };
  };
}

function isWide(value: bigint): boolean {
  return value >= 0n && value < 1n << 64n;
}
