import { addDays, isLocalDate } from '../devices/calendar/local-date.ts';
import { createZone, type Zone } from '../devices/calendar/local-time.ts';
import type { Tariffs } from '../devices/tariff.ts';
import { carbonFactors } from '../gateway/calculate/cost.ts';
import type { TemperatureUnit } from '../gateway/calculate/savings/degree-model.ts';
import { type Periods, periodsOf } from '../gateway/calculate/savings/periods-of.ts';
import { type Savings, savingsOf } from '../gateway/calculate/savings/savings.ts';
import { type Worth, worthOf } from '../gateway/calculate/savings/worth.ts';
import { linesOf, parseNumber, parseTime } from '../simulators/recording/lines.ts';
import { CommandError, parseCommand } from './command.ts';

const units = ['kWh', 'MWh', 'm3', 'therm', 'L'];
const help = `vigie savings --consumption FILE.csv --temperature FILE.csv --works FROM..TO

What works saved: a model of the year before them by outdoor temperature (CalTRACK 2.0, days or bills) beside what was
measured in the year after them, with its uncertainty; and whether that suffices to claim a saving.
  --consumption FILE    start,value: amounts by hour or day; bills of one or two months, the last row only ending them
  --temperature FILE    start,value: outdoor, by hour or day; a header that ends in F says Fahrenheit
  --works FROM..TO      first and last day of the works, as 2025-07-07..2025-08-29
  --unit U              of the consumption: ${units.join(', ')}; kWh unless said
  --energy E            electricity or gas: gas cools nothing, and its zeros are days without use; unless said
                        electricity, gas where the unit is m3 or therm
  --temperature-unit U  C or F
  --time-zone ZONE      where days begin; unless said the zone whose clocks show the consumption's offsets, Europe/Paris first
  --confidence P        of the uncertainty in percent, 90 unless said
  --change DATE=+P      declared: from that day on the building would have used P percent more, as 2026-01-05=+8; repeatable
  --price EUR           what a unit costs, with taxes, or DATE=EUR from a day on, as 2026-02-01=0.195; repeatable
  --json                the same for a machine
`;

const text = { type: 'string' } as const;

export async function run(args: string[]): Promise<number> {
  const { values } = parseCommand('savings', {
    args,
    options: {
      consumption: text,
      temperature: text,
      works: text,
      unit: text,
      energy: text,
      'temperature-unit': text,
      'time-zone': text,
      confidence: text,
      change: { type: 'string', multiple: true },
      price: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.consumption === undefined || values.temperature === undefined || values.works === undefined) {
    throw wrong('--consumption, --temperature and --works are needed');
  }
  const unit = oneOf('--unit', values.unit ?? 'kWh', units);
  const isGas =
    oneOf('--energy', values.energy ?? (/^(?:m3|therm)$/.test(unit) ? 'gas' : 'electricity'), [
      'electricity',
      'gas',
    ]) === 'gas';
  const works = worksOf(values.works);
  const confidence = confidenceOf(values.confidence ?? '90');
  const changes = (values.change ?? []).map(changeOf);
  const use = await readSeries(values.consumption);
  const temperature = await readSeries(values.temperature);
  const zone = values['time-zone'] === undefined ? zoneOfStamps(use, values.consumption) : zoneOf(values['time-zone']);
  const degrees = values['temperature-unit'] ?? (/F"?$/.test(temperature.header) ? 'F' : 'C');
  const meter = periodsOf({ use, temperature, zone, zeroIsMissing: !isGas });
  if (typeof meter === 'string') throw new CommandError(1, [`${values.consumption} ${meter}`]);
  const temperatureUnit: TemperatureUnit = oneOf('--temperature-unit', degrees, ['C', 'F']) === 'F' ? 'F' : 'C';
  const savings = savingsOf({ meter, zone, works, unit: temperatureUnit, mayCool: !isGas, confidence, changes });
  const tariffs = tariffsIn(values.price ?? []);
  const supply = isGas ? 'gas' : 'electricity';
  // only a kWh has a factor
  const factors = unit === 'kWh' ? carbonFactors : undefined;
  const worth = worthOf({ savings, periods: meter.periods, zone, changes, works, supply, tariffs, factors });
  const { doubtful } = meter;
  const looked = doubtful.map(({ period, why }) => ({ from: dayAt(period.start, zone), use: period.use, why }));
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ unit, temperatureUnit, confidence, ...savings, ...(worth && { worth }), doubtful: looked })}\n`
      : printed({ unit, temperatureUnit, confidence, savings, worth, doubtful: looked }),
  );
  return savings.found === undefined ? 1 : 0;
}

interface Series {
  readonly times: number[];
  readonly values: number[];
  readonly header: string;
  /** what the clocks of the stamps are ahead of UTC, ms; NaN for those in UTC, which say nothing of a zone */
  readonly offsets: number[];
}

/** Reads `start,value`; `nan` and nothing at all are values that lack. Any other mistake ends the command with all of them. */
async function readSeries(file: string): Promise<Series> {
  const [times, values, mistakes] = [[] as number[], [] as number[], [] as string[]];
  const offsets: number[] = [];
  let header = '';
  let isFirst = true;
  try {
    for await (const { text: line, where } of linesOf(file)) {
      const [startCell = '', valueCell = ''] = line.split(',').map((cell) => cell.trim().replace(/^"|"$/g, ''));
      const start = parseTime(startCell);
      const value = /^(?:nan|null|)$/i.test(valueCell) ? Number.NaN : parseNumber(valueCell);
      if (isFirst && start === undefined) header = line.trim();
      else if (start === undefined) {
        mistakes.push(`${where} start "${startCell}" is neither ISO 8601 with an offset nor epoch ms`);
      } else if (value === undefined) mistakes.push(`${where} value "${valueCell}" is not a number`);
      else if (start <= (times.at(-1) ?? Number.NEGATIVE_INFINITY)) {
        mistakes.push(`${where} start "${startCell}" is not later than the row before`);
      } else {
        times.push(start);
        values.push(value);
        offsets.push(offsetOf(startCell));
      }
      isFirst = false;
      if (mistakes.length === 20) break;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new CommandError(1, [`${file} cannot be read: give the path of a CSV file of start,value`]);
  }
  if (mistakes.length > 0) throw new CommandError(1, mistakes);
  return { times, values, header, offsets };
}

/** Of `…T00:00:00-06:00`, in ms; NaN where a stamp has none. */
function offsetOf(stamp: string): number {
  const [, sign, hours, minutes] = /([+-])(\d\d):?(\d\d)$/.exec(stamp.slice(10)) ?? [];
  if (sign === undefined) return Number.NaN;
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
}

/** The first zone whose clocks are ahead of UTC as every stamp says. */
function zoneOfStamps({ times, offsets }: Series, file: string): Zone {
  for (const name of ['Europe/Paris', ...Intl.supportedValuesOf('timeZone')]) {
    const zone = createZone(name);
    if (offsets.every((offset, at) => Number.isNaN(offset) || zone.offsetAt(times[at] ?? 0) === offset)) return zone;
  }
  throw new CommandError(1, [`${file} has stamps of several zones: name the one of its days with --time-zone`]);
}

function worksOf(written: string): { from: string; to: string } {
  const [from = '', to = '', rest] = written.split('..');
  if (rest !== undefined || !isLocalDate(from) || !isLocalDate(to) || to < from) {
    throw wrong(`--works "${written}" must read FROM..TO, as 2025-07-07..2025-08-29`);
  }
  return { from, to };
}

function changeOf(written: string): { from: string; share: number } {
  const [from = '', percent] = written.split('=');
  const share = parseNumber(percent);
  if (!isLocalDate(from) || share === undefined || share <= -100) {
    throw wrong(`--change "${written}" must read DATE=PERCENT, as 2026-01-05=+8`);
  }
  return { from, share: share / 100 };
}

/** A price without a day counts from the beginning. */
function tariffsIn(written: readonly string[]): Tariffs {
  const list = written.map((one) => {
    const [day = '', price = day] = one.split('=');
    const from = one.includes('=') ? day : '0001-01-01';
    const euros = parseNumber(price);
    if (!isLocalDate(from) || euros === undefined || euros < 0) {
      throw wrong(`--price "${one}" must read EUR or DATE=EUR, as 2026-02-01=0.195`);
    }
    return { from, price: euros };
  });
  list.sort((a, b) => (a.from < b.from ? -1 : 1));
  return list.length === 0 ? {} : { electricity: list, gas: list };
}

function confidenceOf(written: string): number {
  const percent = parseNumber(written);
  if (percent === undefined || percent < 50 || percent > 99.9) throw wrong('--confidence must be from 50 to 99.9');
  return percent / 100;
}

function zoneOf(name: string): Zone {
  try {
    return createZone(name);
  } catch {
    throw wrong(`--time-zone "${name}" is no time zone: as Europe/Paris or -06:00`);
  }
}

function oneOf(option: string, written: string, known: readonly string[]): string {
  if (!known.includes(written)) throw wrong(`${option} "${written}" must be one of ${known.join(', ')}`);
  return written;
}

function wrong(message: string): CommandError {
  return new CommandError(2, [`vigie savings: ${message} (vigie savings --help)`]);
}

function dayAt(instant: number, zone: Zone): string {
  return zone.toLocal(instant).date;
}

function printed(of: {
  unit: string;
  temperatureUnit: TemperatureUnit;
  confidence: number;
  savings: Savings;
  worth: Worth | undefined;
  doubtful: readonly { from: string; use: number; why: Periods['doubtful'][number]['why'] }[];
}): string {
  const { unit, temperatureUnit, confidence, savings, worth, doubtful } = of;
  const { baseline, reporting, found, doubts } = savings;
  const amount = (value: number) => `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const lines = [baseline, reporting].map(
    (span, at) =>
      `${at === 0 ? 'before' : 'after '}  ${span.from} … ${addDays(span.to, -1)}   ${amount(span.use)} measured, ${span.missing} of ${span.days} days lacking`,
  );
  if (found !== undefined) {
    const { model, quality } = found;
    const side = (name: string, slope: { balance: number; perDegreeDay: number } | undefined) =>
      slope &&
      `${name} ${slope.perDegreeDay.toPrecision(3)} a degree-day ${name === 'heating' ? 'below' : 'above'} ${slope.balance} °${temperatureUnit}`;
    const parts = [
      `base ${model.base.toPrecision(3)} a day`,
      side('heating', model.heating),
      side('cooling', model.cooling),
    ];
    lines.push(
      `model   ${parts.filter((part) => part !== undefined).join(', ')}`,
      `quality adjusted R² ${quality.adjustedR2.toFixed(4)}, CV(RMSE) ${percent(quality.cvRmse)}, NMBE ${percent(Math.abs(quality.nmbe))}, ${quality.periods} ${savings.is === 'billing' ? 'bills' : 'days'}`,
      `expected without the works  ${amount(found.expected)}`,
      `saved   ${amount(found.saved)} = ${percent(found.share)}, ± ${amount(found.uncertainty)} (${percent(confidence)} confidence)`,
    );
  }
  if (worth?.constant !== undefined) {
    const euros = (value: number) => `${value.toLocaleString('en', { maximumFractionDigits: 0 })} €`;
    lines.push(
      `worth   ${euros(worth.constant.euros)} ± ${euros(worth.constant.uncertainty)} at the price before the works, ${euros(worth.current ?? 0)} at each day's own`,
    );
  }
  if (worth?.kgCo2e !== undefined) {
    const kg = worth.kgCo2e.toLocaleString('en', { maximumFractionDigits: 0 });
    lines.push(`        ${kg} kg CO₂e (${carbonFactors.source})`);
  }
  for (const { from, use, why } of doubtful.slice(0, 10))
    lines.push(`look at ${from}: ${amount(use)}, ${why === 'negative' ? 'below zero' : 'far above the others'}`);
  lines.push(doubts.length === 0 ? 'The data suffice to claim it.' : `The data do not suffice: ${doubts.join('; ')}.`);
  return `${lines.join('\n')}\n`;
}
