import { robustLine } from './robust-line.ts';

/** When something that fills will be full; days count from the last one measured. */
export type Filling =
  /** too few days were measured to say, at all or since somebody made room */
  | { readonly is: 'unknown'; readonly days: number; readonly madeRoom: boolean }
  /** no growth that chance would not explain */
  | { readonly is: 'steady'; readonly days: number }
  | {
      readonly is: 'growing';
      readonly days: number;
      /** points of percent a day */
      readonly perDay: number;
      readonly fullIn: number;
      readonly earliest: number;
      readonly latest: number;
    };

/** Fewer days say nothing of the weeks that come. */
export const daysNeeded = 10;
/** A fall by so many points from one day to the next is somebody who made room: what was before no longer counts. */
const madeRoom = 10;
/** Unless half of it is back within so many days, as after every weekend. */
const backWithin = 4;

/** Foresees from the means of whole days (percent, null where a day was not measured) the day at which 100 % is reached. */
export function fillingOf(daily: readonly (number | null)[]): Filling {
  const all = daily.flatMap((y, x) => (y === null ? [] : [{ x, y }]));
  const from = all.findLastIndex((_, i) => hasMadeRoom(all, i));
  const points = all.slice(Math.max(0, from));
  const days = points.length;
  const line = days < daysNeeded ? undefined : robustLine(points);
  if (line === undefined) return { is: 'unknown', days, madeRoom: from > 0 };
  // a hundredth of a point a day is what rounding makes
  if (line.low < 0.01) return { is: 'steady', days };
  const room = Math.max(0, 100 - line.last);
  return {
    is: 'growing',
    days,
    perDay: line.slope,
    fullIn: room / line.slope,
    earliest: room / line.high,
    latest: room / line.low,
  };
}

function hasMadeRoom(points: readonly { readonly y: number }[], at: number): boolean {
  const before = points[at - 1]?.y;
  const fall = (before ?? 0) - (points[at]?.y ?? 0);
  if (before === undefined || fall < madeRoom) return false;
  return points.slice(at, at + backWithin).every(({ y }) => y <= before - fall / 2);
}
