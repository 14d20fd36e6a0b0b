/** Turns what a device says into the metric's unit; undefined for what it cannot mean. Pure, and named by descriptions. */
export type Codec = (raw: unknown) => number | undefined;

/** A word that a description may write behind `decode`. */
export type CodecName = keyof typeof codecs;

export const codecs = {
  number: (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? raw : undefined),
  /** hundredths of a second to minutes */
  ticksToMinutes: divided(6000),
  /** the first number of a text such as `28 C/82 F` */
  firstNumber: (raw) => firstNumber(raw),
  /** HOST-RESOURCES keeps sizes in 32 bits with a sign: one that is negative has overflowed */
  unsigned32: (raw) => (typeof raw === 'number' && Number.isFinite(raw) ? (raw < 0 ? raw + 2 ** 32 : raw) : undefined),
  /** `Dec 31 2026` to the epoch ms at which that day begins (UTC); nothing for `N/A` */
  monthDayYear: (raw) => dayOf(raw),
  tenths: divided(10),
  hundredths: divided(100),
  thousandths: divided(1000),
  /** Wh to kWh */
  wattHours: divided(1000),
  /** MWh to kWh */
  megawattHours: scaled((raw) => raw * 1000),
  /** kW to W */
  kilowatts: scaled((raw) => raw * 1000),
  cubicMetresToLitres: scaled((raw) => raw * 1000),
  litresToCubicMetres: divided(1000),
  millimetresOfMercury: scaled((raw) => raw * 1.333224),
  inchesOfMercury: scaled((raw) => raw * 33.86389),
  /** a list of one number for each phase to their sum; nothing where a phase is missing */
  phases: (raw) => (Array.isArray(raw) ? sumOf(raw) : undefined),
  /** °F to °C */
  fahrenheit: scaled((raw) => ((raw - 32) * 5) / 9),
  /** yes or no to 1 or 0 */
  boolean: (raw) => (isYes(raw) ? 1 : isNo(raw) ? 0 : undefined),
  /** yes or no to 0 or 1: an alarm that is on is a bad state */
  alarm: (raw) => (isYes(raw) ? 0 : isNo(raw) ? 1 : undefined),
  /** 0 none, 1 alarm, 2 its release, 3 another, 4 its release … to 0 for an alarm, else 1 */
  oddIsAlarm: (raw) => (typeof raw === 'number' && Number.isInteger(raw) && raw >= 0 ? 1 - (raw % 2) : undefined),
} as const satisfies Record<string, Codec>;

/** A whole number divided by ten is already the nearest to the decimal: it needs none of the slow rounding. */
function divided(by: number): Codec {
  const rounded = scaled((raw) => raw / by);
  return (raw) => (Number.isSafeInteger(raw) ? Number(raw) / by : rounded(raw));
}

function scaled(convert: (raw: number) => number): Codec {
  return (raw) => {
    if (typeof raw !== 'number') return undefined;
    // fifteen digits are more than any meter shows, and leave the dust of binary fractions behind
    const value = Number(convert(raw).toPrecision(15));
    return Number.isFinite(value) ? value : undefined;
  };
}

function sumOf(list: readonly unknown[]): number | undefined {
  let sum = 0;
  for (const one of list) {
    if (typeof one !== 'number') return undefined;
    sum += one;
  }
  return list.length === 0 || !Number.isFinite(sum) ? undefined : Number(sum.toPrecision(15));
}

function firstNumber(raw: unknown): number | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) ? raw : undefined;
  const [digits] = (typeof raw === 'string' ? /-?\d{1,15}(?:\.\d{1,9})?/.exec(raw) : null) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

function dayOf(raw: unknown): number | undefined {
  const [, name = '', day, year] =
    (typeof raw === 'string' ? /^([A-Za-z]{3}) +(\d{1,2}),? +(\d{4})$/.exec(raw.trim()) : null) ?? [];
  const month = months.indexOf(name.toLowerCase());
  const time = Date.UTC(Number(year), month, Number(day));
  return month < 0 || new Date(time).getUTCDate() !== Number(day) ? undefined : time;
}

function isYes(raw: unknown): boolean {
  return raw === true || raw === 1 || (typeof raw === 'string' && /^(true|on|yes|1)$/i.test(raw));
}

function isNo(raw: unknown): boolean {
  return raw === false || raw === 0 || (typeof raw === 'string' && /^(false|off|no|0)$/i.test(raw));
}
