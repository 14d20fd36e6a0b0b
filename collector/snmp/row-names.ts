import type { DeviceType } from '../../devices/device-type.ts';
import type { Device } from '../../devices/territory.ts';
import { rowMetrics } from '../../devices/trap.ts';
import type { Read } from './read.ts';

/**
 * What rows were called at the last poll, of the tables that notifications speak of by index alone. A text a device: ten
 * thousand devices with their interfaces are a few megabytes.
 */
export function createRowNames(catalogue: ReadonlyMap<string, DeviceType>) {
  const texts = new Map<string, string>();
  const tables = new Map(
    [...catalogue.values()].map(({ id, traps, metrics }) => {
      const named = rowMetrics(traps).flatMap((metric) => metrics[metric]?.table ?? []);
      return [id, new Set(named)];
    }),
  );
  return {
    keep(device: Pick<Device, 'id' | 'type'>, names: Read['names']): void {
      const lines: string[] = [];
      for (const table of tables.get(device.type) ?? []) {
        for (const [index, name] of names.get(table) ?? []) lines.push(`${table}\t${index}\t${name}\n`);
      }
      if (lines.length > 0) texts.set(device.id, `\n${lines.join('')}`);
    },
    find(device: string, table: string, index: string): string | undefined {
      const text = texts.get(device) ?? '';
      const row = `\n${table}\t${index}\t`;
      const at = text.indexOf(row);
      return at < 0 ? undefined : text.slice(at + row.length, text.indexOf('\n', at + row.length));
    },
  };
}
