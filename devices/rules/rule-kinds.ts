import { z } from 'zod';
import { durationSpelling } from '../duration.ts';
import { graded, gradedNumber, number } from './graded.ts';
import { tradeKinds } from './trade-kinds.ts';

/** From mild to grave. */
export const severities = ['information', 'warning', 'critical'] as const;
export type Severity = (typeof severities)[number];

export const duration = z.string().regex(durationSpelling, 'is not a duration like 30s, 10m, 2h or 1d12h');

/** A value, or one for each severity. */
export type Graded<T> = T | Readonly<Partial<Record<Severity, T>>>;

/** true of a counter: what it counts is judged, not its index */
const counts = z.literal(true, 'is true or absent').exactOptional();

const states = graded(z.union([number, z.array(number).min(1).readonly()]), 'a value, a list of values');

/**
 * The keys of each kind of condition as people and descriptions write them, all numbers in the metric's unit. A new kind is an
 * entry here and one in `gateway/domain/written-conditions.ts`.
 */
export const ruleKinds = {
  /** beyond a level: one of `above` and `below`; clear on the other side of `clear`, the first level unless said; `when`: only while its site is open, or not known to be closed */
  threshold: {
    above: gradedNumber.exactOptional(),
    below: gradedNumber.exactOptional(),
    clear: number.exactOptional(),
    when: z.enum(['open', 'not-closed'], 'must be open or not-closed').exactOptional(),
  },
  /** in one of these states; one of `passing` changes nothing */
  state: { is: states, passing: number.exactOptional() },
  /** quicker than so much an hour on average over `over`: one of `rises` and `falls`; clear below `clear`, half of it unless said */
  rate: {
    rises: number.exactOptional(),
    falls: number.exactOptional(),
    over: duration,
    clear: number.exactOptional(),
  },
  /** no reading for so long; `alone`: although the device told something else meanwhile */
  silence: { after: duration, alone: z.literal(true, 'is true or absent').exactOptional() },
  /** within so much of one value (0 unless said) for as long as `for`, although readings come */
  stuck: { within: number.exactOptional() },
  /** cannot be: outside a range, a counter that goes backwards, a leap between two readings */
  implausible: {
    range: z.tuple([number, number], 'must be [low, high]').readonly().exactOptional(),
    backwards: z.literal(true, 'is true or absent').exactOptional(),
    leap: number.exactOptional(),
  },
  /** an hour so many standard deviations off what is usual then, and by `least` (a counter: in the hour) */
  profile: {
    side: z.enum(['above', 'below', 'both'], 'must be above, below or both').exactOptional(),
    ...{ deviations: number, least: number, counts },
  },
  /** the nights' least hour is by a share (0.2 for 20 %), and by `least`, above that of two months ago */
  'base-load': { share: number, least: number, counts },
  /** when closed, more than a share of the way (0.5: half) to what is so when open, and by `least` */
  'left-on': { share: number, least: number, counts },
  /** of a counter: the month comes to more than last year's with the same cold, by a share and by `least` */
  budget: { share: number, least: number },
  /** the days' level is another since some day, by `least` (a counter: in the hour) */
  'change-point': { least: number, counts },
  /** of a room at night, closed: held by heating, by `least` °C warmer than it is usually held */
  'held-warm': { least: number },
  /** of one room among several: its difference from the site's others is not the usual one, by so many deviations and by `least` */
  apart: { deviations: number, least: number },
  /** of CO2: people add more to the open air's than usual in open hours, by so many deviations, by a share and by `least` ppm */
  airing: { deviations: number, share: number, least: number },
  ...tradeKinds,
} as const satisfies Record<string, z.core.$ZodShape>;

export type WrittenKind = keyof typeof ruleKinds;

/** What the keys of a kind hold. */
export type WrittenCondition<K extends WrittenKind = WrittenKind> = {
  readonly [One in K]: { readonly kind: One } & Readonly<z.infer<z.ZodObject<(typeof ruleKinds)[One], z.core.$strict>>>;
}[K];
