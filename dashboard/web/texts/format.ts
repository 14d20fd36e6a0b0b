import type { Language } from './words.ts';

const unbroken = '\u00a0';

/** A quantity as people read it: the number and its unit apart, so that a screen may set the unit small. */
export interface Shown {
  number: string;
  unit: string;
}

/** How to show values of a unit: `factor` × value in `unit`, with so many decimals. */
export interface Scale {
  factor: number;
  unit: string;
  decimals: number;
}

/** Numbers, units, dates and ages in one language; Intl does the work, made once. */
export function createFormat(language: Language) {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const numbers = [0, 1, 2, 3].map(
    (digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  );
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const dates = new Map<string, Intl.DateTimeFormat>();

  function number(value: number, decimals = 0): string {
    return (numbers[Math.min(decimals, 3)] ?? numbers[0])?.format(value === 0 ? 0 : value) ?? '';
  }
  function date(time: number, options: Intl.DateTimeFormatOptions, timeZone?: string): string {
    const key = JSON.stringify([options, timeZone]);
    const known = dates.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, ...(timeZone ? { timeZone } : {}) });
    if (dates.size < 100) dates.set(key, known);
    const said = known.format(time);
    return language === 'fr' ? said.replace(/(?<!\d)1 (?=\p{L}{3})/u, '1er ') : said;
  }
  function unitIn(unit: string): string {
    return language === 'fr' && Object.hasOwn(frenchUnits, unit) ? (frenchUnits[unit] ?? unit) : unit;
  }
  function show(value: number, scale: Scale): Shown {
    return { number: number(value * scale.factor, scale.decimals), unit: unitIn(scale.unit) };
  }

  return {
    language,
    number,
    unit: unitIn,
    date,
    show,
    percent: (ratio: number) => percents.format(ratio),
    /** of what is in percent already, with so many decimals */
    percentOf: (percent: number, decimals: number) =>
      `${number(percent, decimals)}${language === 'fr' ? unbroken : ''}%`,
    list: (items: readonly string[]) => lists.format(items),
    text(value: number, scale: Scale): string {
      const shown = show(value, scale);
      return shown.unit === '' ? shown.number : `${shown.number}${unbroken}${shown.unit}`;
    },
    time: (time: number, timeZone?: string) => date(time, { hour: '2-digit', minute: '2-digit' }, timeZone),
    moment: (time: number) =>
      date(time, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    /** « 3 h », « 12 min », « 4 j »: how long, in its one biggest unit. */
    duration(ms: number): string {
      const minutes = Math.max(0, Math.floor(ms / 60_000));
      if (minutes < 1) return language === 'fr' ? `moins d’1${unbroken}min` : `under 1${unbroken}min`;
      if (minutes < 60) return `${minutes}${unbroken}min`;
      if (minutes < 48 * 60) return `${Math.floor(minutes / 60)}${unbroken}h`;
      return `${number(Math.floor(minutes / 1440))}${unbroken}${language === 'fr' ? 'j' : 'd'}`;
    },
    ago(ms: number): string {
      if (ms < 60_000) return language === 'fr' ? 'à l’instant' : 'just now';
      return language === 'fr' ? `il y a ${this.duration(ms)}` : `${this.duration(ms)} ago`;
    },
  };
}
export type Format = ReturnType<typeof createFormat>;

/** The unit people say for values about this big: 12 400 W are 12,4 kW, 1 200 L are 1,2 m³. */
export function scaleFor(unit: string, biggest: number, resolution = 1): Scale {
  const size = Math.abs(biggest);
  if (unit === 'W' || unit === 'VA')
    return size >= 1000 ? { factor: 0.001, unit: `k${unit}`, decimals: size >= 100_000 ? 0 : 1 } : plain(unit, 0);
  if (unit === 'L')
    return size >= 1000 ? { factor: 0.001, unit: 'm³', decimals: size >= 100_000 ? 0 : 1 } : plain('L', 0);
  if (unit === 'bit/s') return stepped(size, ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s']);
  if (unit === 'B') return stepped(size, ['B', 'kB', 'MB', 'GB', 'TB']);
  if (unit === 's') return size >= 2 * day ? inUnits('d', day) : size >= 7200 ? inUnits('h', 3600) : inUnits('min', 60);
  if (unit === 'm3') return plain('m³', size >= 100 ? 0 : size >= 10 ? 1 : 2);
  if (unit === 'kWh') return plain('kWh', size >= 100 ? 0 : 1);
  const decimals = Math.min(2, Math.max(0, Math.ceil(-Math.log10(resolution))));
  return plain(unit.replace('m3', 'm³'), resolution === 0.5 ? 0 : decimals);
}

const day = 86_400;
/** Symbols that French writes its own way. */
const frenchUnits: Readonly<Record<string, string>> = { d: 'j', B: 'o', kB: 'ko', MB: 'Mo', GB: 'Go', TB: 'To' };

/** The biggest of units a thousand apart in which the value is at least one. */
function stepped(size: number, units: readonly string[]): Scale {
  const at = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, size)) / 3)));
  return { factor: 1 / 1000 ** at, unit: units[at] ?? '', decimals: at > 0 ? 1 : 0 };
}

function inUnits(unit: string, seconds: number): Scale {
  return { factor: 1 / seconds, unit, decimals: 0 };
}

function plain(unit: string, decimals: number): Scale {
  return { factor: 1, unit, decimals };
}
