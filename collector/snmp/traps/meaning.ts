import { codecs } from '../../../devices/codecs/codecs.ts';
import type { DeviceType } from '../../../devices/device-type.ts';
import { quote } from '../../../devices/message.ts';
import type { Trap, TrapValue } from '../../../devices/trap.ts';
import type { Learnt } from '../../collector.ts';
import { type Notification, variableAt } from './notification.ts';

/** What a notification says of a device: readings, and why something in it could not be understood. */
export interface Meaning {
  readonly metrics: Learnt['metrics'];
  readonly reasons: readonly string[];
}

/**
 * Reads a notification as a type's description says; metrics that the type has not are left out. `rowName` is what the last
 * poll called a row of a table: without one the row's state waits for the next poll. Pure.
 */
export function meaningOf(
  trap: Trap,
  type: DeviceType,
  notification: Pick<Notification, 'variables'>,
  rowName: (table: string, index: string) => string | undefined,
): Meaning {
  const metrics: Record<string, number | Record<string, number>> = {};
  const reasons: string[] = [];
  for (const [id, described] of Object.entries(trap.metrics ?? {})) {
    const metric = type.metrics[id];
    if (metric === undefined) continue;
    for (const one of 'length' in described ? described : [described]) {
      const value = worth(one, notification);
      if (value === undefined) continue;
      if (typeof value !== 'number') {
        if (value !== null) reasons.push(`${id} ${value.reason}`);
        break;
      }
      const instance = instanceOf(one, metric.table, notification, rowName);
      if (instance === undefined) break;
      const [low, high] = metric.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      if (value < low || value > high) reasons.push(`${id} cannot be ${value}`);
      else metrics[id] = instance === '' ? value : { [instance]: value };
      break;
    }
  }
  return { metrics, reasons };
}

/** A number; null where it says that it does not know, undefined where another alternative may say it. */
function worth(
  one: TrapValue,
  notification: Pick<Notification, 'variables'>,
): number | null | undefined | { readonly reason: string } {
  for (const [column, values] of Object.entries(one.only ?? {})) {
    const found = variableAt(notification, column);
    if (found !== undefined && !values.map(String).includes(String(found.value))) return undefined;
  }
  for (const [column, words] of Object.entries(one.holds ?? {})) {
    if (!String(variableAt(notification, column)?.value ?? '').includes(words)) return undefined;
  }
  if (one.value !== undefined) return one.value;
  const raw = one.from === undefined ? undefined : variableAt(notification, one.from)?.value;
  if (raw === undefined) return undefined;
  if (one.states !== undefined) {
    const known = one.states[String(raw)];
    return known === undefined ? (one.otherwise ?? null) : known;
  }
  const value = codecs[one.decode ?? 'number'](typeof raw === 'bigint' ? Number(raw) : raw);
  return value ?? { reason: `cannot be ${quote(raw)} (${one.from})` };
}

function instanceOf(
  { row, instance }: TrapValue,
  table: string | undefined,
  notification: Pick<Notification, 'variables'>,
  rowName: (table: string, index: string) => string | undefined,
): string | undefined {
  if (row !== undefined) {
    const found = variableAt(notification, row);
    return table === undefined || found === undefined ? undefined : rowName(table, found.index);
  }
  if (instance === undefined) return '';
  const text = variableAt(notification, instance)?.value;
  const name = text === undefined ? '' : String(text).replace(/\p{C}/gu, ' ').trim().slice(0, 110);
  return name === '' ? undefined : name;
}
