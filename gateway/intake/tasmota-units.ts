import { type Codec, codecs } from '../../devices/codecs/codecs.ts';
import type { Fields } from '../../devices/fields.ts';
import { quote, show } from '../../devices/message.ts';
import { isRecord } from '../../devices/record.ts';

/** The user chooses these units on the device; each message names them once, beside its sensors. */
const choices: readonly {
  readonly key: string;
  readonly ours: string;
  readonly of: readonly string[];
  readonly others: Readonly<Record<string, Codec>>;
}[] = [
  { key: 'TempUnit', ours: 'C', of: ['Temperature', 'DewPoint'], others: { F: codecs.fahrenheit } },
  {
    key: 'PressureUnit',
    ours: 'hPa',
    of: ['Pressure', 'SeaPressure'],
    others: { mmHg: codecs.millimetresOfMercury, inHg: codecs.inchesOfMercury },
  },
];

/** Tasmota's sensors in °C and hPa, whatever was chosen on the device; a value whose unit isn't told is left out, with the reason. */
export function inCoreUnits(said: Fields): { readonly fields: Fields; readonly reason: string | undefined } {
  let changed: Record<string, unknown> | undefined;
  let reason: string | undefined;
  for (const { key, ours, of, others } of choices) {
    const unit = said[key];
    if (unit === ours) continue;
    const convert = typeof unit === 'string' && Object.hasOwn(others, unit) ? others[unit] : undefined;
    for (const [sensor, measured] of Object.entries(changed ?? said)) {
      if (!isRecord(measured)) continue;
      const values = of.filter((value) => typeof measured[value] === 'number');
      if (values.length === 0) continue;
      if (convert === undefined)
        reason ??= `the unit of ${show(sensor)}.${values[0]} is not told: ${key} ${told(unit)}`;
      const converted = values.map((value) => [value, convert?.(measured[value])]);
      changed ??= { ...said };
      changed[sensor] = { ...measured, ...Object.fromEntries(converted) };
    }
  }
  return { fields: changed ?? said, reason };
}

function told(unit: unknown): string {
  return unit === undefined ? 'is missing' : `is ${quote(unit)}`;
}
