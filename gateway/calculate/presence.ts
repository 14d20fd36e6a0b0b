import type { Curve } from '../domain/reading.ts';

/** What tells of a device that speaks by itself whether it was there. Curves need their bases. */
export interface Signs {
  /** its measurements, a curve a series; their values do not matter */
  readonly heard: readonly Curve[];
  /** its own word: 1 there, 0 gone (a last will, a death) */
  readonly own: readonly Curve[];
  /** the same word of each device that it is reached through */
  readonly parents: readonly Curve[];
}

export interface PresenceRules {
  /** after a measurement it counts as there for so long, ms */
  readonly silentAfterMs: number;
  /** silence before this (epoch ms) says nothing: older readings are thinned */
  readonly fineSince: number;
}

/**
 * Was the device there, as a curve of 1 (there), 0 (gone: told so, or silent for too long) and NaN (nobody knows); unknown
 * before the first row. A measurement says that it is there, whatever was told before; what a parent told ends with the
 * parent's return.
 */
export function presence({ heard, own, parents }: Signs, { silentAfterMs, fineSince }: PresenceRules): Curve {
  const signs = inOrder([
    ...heard.map((curve) => ({ curve, says: () => 'there' as const })),
    ...own.map((curve) => ({ curve, says: (value: number) => (value > 0 ? ('there' as const) : ('gone' as const)) })),
    ...parents.map((curve) => ({
      curve,
      says: (value: number) => (value > 0 ? ('parent there' as const) : ('parent gone' as const)),
    })),
  ]);
  const times: number[] = [];
  const values: number[] = [];
  let [heardAt, isGone, isCutOff] = [Number.NEGATIVE_INFINITY, false, false];
  const put = (time: number, value: number) => {
    if (times.at(-1) === time) values[values.length - 1] = value;
    else if (!Object.is(values.at(-1) ?? Number.NaN, value)) {
      times.push(time);
      values.push(value);
    }
  };
  const stateAt = (time: number) => {
    if (isGone) return 0;
    if (heardAt === Number.NEGATIVE_INFINITY) return Number.NaN;
    if (isCutOff) return 0;
    return time < heardAt + silentAfterMs ? 1 : time >= fineSince ? 0 : Number.NaN;
  };
  for (const [index, { time, says }] of signs.entries()) {
    if (says === 'there') [heardAt, isGone, isCutOff] = [time, false, false];
    if (says === 'gone') isGone = true;
    if (says === 'parent gone') isCutOff = true;
    if (says === 'parent there') isCutOff = false;
    const next = signs[index + 1]?.time ?? Number.POSITIVE_INFINITY;
    put(time, stateAt(time));
    for (const change of [heardAt + silentAfterMs, fineSince].sort((a, b) => a - b)) {
      if (change > time && change < next) put(change, stateAt(change));
    }
  }
  return { times: Float64Array.from(times), values: Float64Array.from(values) };
}

type Sign = { time: number; says: 'there' | 'gone' | 'parent there' | 'parent gone' };

/** By time; at one instant a measurement has the last word. */
function inOrder(told: readonly { curve: Curve; says: (value: number) => Sign['says'] }[]): Sign[] {
  const signs = told.flatMap(({ curve, says }) =>
    Array.from(curve.times, (time, row): Sign => ({ time, says: says(curve.values[row] ?? 0) })),
  );
  return signs.sort((a, b) => a.time - b.time || Number(a.says === 'there') - Number(b.says === 'there'));
}
