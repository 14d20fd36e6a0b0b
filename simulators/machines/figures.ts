import { uniform, wander } from '../chance.ts';
import { bustle, type Moment } from './moment.ts';

/** What machines amount to at a moment; an agent answers it in its own terms, the past is written from it. Shares are in percent. */

/** One server in five has too little: over nine tenths while people work. */
export function serverMemory(moment: Moment): number {
  const { key, time } = moment;
  const isTight = uniform(key, 20) < 0.2;
  const usual = isTight ? 84 + 11 * bustle(moment) : 48 + 28 * uniform(key, 5) + 6 * bustle(moment);
  return Math.min(97.5, usual + 1.5 * wander(key, time / 7_200_000));
}

/** The mean share of a Linux server's processors, and how much of it swings over the day. */
export const processorSwing = 0.7;
export function processorMean({ key }: Moment): number {
  return 6 + 12 * uniform(key, 4);
}

/** Of one core of a Windows server. */
export function coreLoad(moment: Moment, core: number): number {
  const { key, time } = moment;
  return Math.max(1, Math.round(4 + 45 * bustle(moment) + 5 * wander(key + core, time / 300_000)));
}
export const cores = [1, 2, 3, 4] as const;

export function swapUsed({ key }: Moment): number {
  return 1 + 20 * uniform(key, 6);
}

/** Each disk fills up by some hundredths of a point to a quarter a day, and is tidied when it is nearly full. */
export function diskUsed({ key, day }: Moment, disk: number): number {
  return 30 + ((uniform(key + disk, 16) * 66 + day * (0.02 + 0.2 * uniform(key + disk, 17))) % 66);
}

/** Updates wait for a fortnight at most, in most places; in some nobody ever looks. */
export function pendingUpdates({ key, day }: Moment): number {
  const since = uniform(key, 14) < 0.2 ? 40 + (day % 20) : (day + 14 * uniform(key, 19)) % 14;
  return Math.floor(since * (0.6 + uniform(key, 15)));
}

/** Bits a second that come in, in the mean of a day; a third of it goes out. */
export const trafficSwing = 0.8;
export function trafficMean({ key }: Moment, port: number, usual: number): number {
  return usual * (0.2 + uniform(key + port, 18));
}

/** How many people use an access point. */
export function people(moment: Moment): number {
  return Math.round(bustle(moment) * (6 + 30 * uniform(moment.key, 3)));
}

export function channelUse(moment: Moment, radio: number): number {
  const { key, time } = moment;
  return Math.min(100, Math.round(8 + 40 * bustle(moment) + 6 * Math.abs(wander(key + radio, time / 600_000))));
}
