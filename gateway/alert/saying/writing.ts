/** Languages that alerts are told in. */
export type Language = 'fr' | 'en';

/** How the reader writes: numbers with the metric's unit, instants in the site's time, durations. */
export interface Writing {
  readonly language: Language;
  /** of the metric, '' without one */
  readonly unit: string;
  /** what is measured; said where no unit tells it */
  readonly measured?: string;
  /** what a value of a state means; undefined where nobody knows */
  readonly stateOf?: (value: number) => string | undefined;
  /** IANA name of the site's time zone */
  readonly timeZone: string;
  /** the organisation's, € a m³ with taxes, where it gave one */
  readonly waterPrice?: number;
  /** what a device is called; its id where nobody says */
  readonly nameOf?: (device: string) => string;
}

const locales: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  fr: new Intl.NumberFormat(locales.fr, { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat(locales.en, { maximumFractionDigits: 2 }),
};

const lengths = { fr: lengthsIn('fr'), en: lengthsIn('en') } as const;

function lengthsIn(language: Language): Readonly<Record<'day' | 'hour' | 'minute', Intl.NumberFormat>> {
  const of = (unit: string) =>
    new Intl.NumberFormat(locales[language], { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 });
  return { day: of('day'), hour: of('hour'), minute: of('minute') };
}

/** A format takes a hundred times longer to make than to use, and a storm asks for thousands; there are some 400 zones. */
const clocks = new Map<string, { readonly day: Intl.DateTimeFormat; readonly moment: Intl.DateTimeFormat }>();

function clock(language: Language, timeZone: string) {
  const key = `${language} ${timeZone}`;
  const known = clocks.get(key);
  if (known !== undefined) return known;
  const made = {
    day: new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone }),
    moment: new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeStyle: 'short', timeZone }),
  };
  clocks.set(key, made);
  return made;
}

/** A number with its unit. */
export function number(value: number, { language, unit }: Writing): string {
  const text = numbers[language].format(value);
  return unit === '' ? text : `${text}\u00a0${unit}`;
}

/** `from 2 to 3 kW` without its first word: the unit once. */
export function span({ low, high }: { readonly low: number; readonly high: number }, writing: Writing): string {
  return `${number(low, { ...writing, unit: '' })} ${writing.language === 'fr' ? 'à' : 'to'} ${number(high, writing)}`;
}

/** What a counter counts in an hour: of kWh that is kW. */
export function hourly(writing: Writing): Writing {
  if (writing.unit === '') return writing;
  return { ...writing, unit: writing.unit === 'kWh' ? 'kW' : `${writing.unit}/h` };
}

/** A day of the site's calendar. */
export function day(instant: number, { language, timeZone }: Writing): string {
  return clock(language, timeZone).day.format(instant);
}

/** An instant of the site's clocks. */
export function moment(instant: number, { language, timeZone }: Writing): string {
  return clock(language, timeZone).moment.format(instant);
}

/** How long, in its greatest unit. */
export function duration(ms: number, language: Language): string {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  const [amount, unit] =
    ms >= 2 * day
      ? ([ms / day, 'day'] as const)
      : ms >= hour
        ? ([ms / hour, 'hour'] as const)
        : ([ms / minute, 'minute'] as const);
  return lengths[language][unit].format(amount);
}
