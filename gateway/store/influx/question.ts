import { identifier, literal } from './influxql.ts';
import { placeOf, tagText } from './line-protocol.ts';

/** What InfluxQL takes for a time: ns in 64 bits; in ms. */
export const furthest = 9_223_372_036_854;

/** How a statement names the readings of one (device, metric, instance), whatever the other tags. */
export interface Question {
  readonly field: string;
  /** `FROM … WHERE …`, to be gone on with by ` AND …` */
  readonly of: string;
}

export function asked(one: { readonly device: string; readonly metric: string; readonly instance: string }): Question {
  const { measurement, field } = placeOf(one.metric);
  const ofSeries = `"device" = ${literal(one.device)} AND "instance" = ${literal(tagText(one.instance))}`;
  return { field: identifier(field), of: `FROM ${identifier(measurement)} WHERE ${ofSeries}` };
}

/** An instant as the engine can be asked for it, whole ms. */
export function instant(time: number): number {
  return Math.min(Math.max(Math.ceil(time), -furthest), furthest);
}

export function between(from: number, to: number): string {
  return `time >= ${from}ms AND time < ${to}ms`;
}
