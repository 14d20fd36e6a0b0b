import { parseInstant } from './instant.ts';
import { isRecord } from './record.ts';

/** The native dialect: topics `vigie/v1/<site>/<device>[/<metric>]` with JSON, or a bare number behind a metric. */

export interface NativeTopic {
  readonly site: string;
  readonly device: string;
  /** present where the payload is this metric's bare number */
  readonly metric?: string;
}

/**
 * Takes one value out of a message. `time` is the payload's own (epoch ms), undefined where the arrival counts.
 * Answers undefined when taken, else the reason in one line.
 */
export type Take = (metric: string, instance: string, value: number, time: number | undefined) => string | undefined;

const topicPattern = /^vigie\/v1\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})(?:\/([A-Za-z0-9.]{1,128}))?$/;

/** The parts of a native topic; undefined for any other topic. */
export function parseNativeTopic(topic: string): NativeTopic | undefined {
  const match = topicPattern.exec(topic);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { site: match[1], device: match[2], ...(match[3] !== undefined && { metric: match[3] }) };
}

/**
 * Hands every value of a native payload to `take`; a value that can't be taken does not keep the others back.
 * Answers undefined when all were taken, else the first reason. The payload is `{time?, metrics}`, an array of
 * those, or a bare number where the topic names a metric; `time` is ISO 8601 with an offset or epoch ms.
 */
export function decodeNative(payload: string, metric: string | undefined, take: Take): string | undefined {
  let body: unknown;
  try {
    body = JSON.parse(payload);
  } catch (error) {
    return `the payload is not JSON: ${show(error instanceof Error ? error.message : error)}`;
  }
  if (metric !== undefined) {
    return typeof body === 'number'
      ? take(metric, '', body, undefined)
      : 'a topic that names a metric wants a bare number';
  }
  if (!Array.isArray(body)) return decodeObject(body, take, false);
  if (body.length === 0) return 'the array is empty';
  let reason: string | undefined;
  for (const item of body) reason = keepFirst(reason, decodeObject(item, take, body.length > 1));
  return reason;
}

function decodeObject(body: unknown, take: Take, oneOfMany: boolean): string | undefined {
  if (!isRecord(body)) return 'the payload is not an object with "metrics"';
  const time = body.time === undefined ? undefined : parseInstant(body.time);
  if (time === 'no offset' && oneOfMany)
    return `time "${show(body.time)}" has no offset: in an array every time needs one`;
  if (time === 'unreadable') return `time "${show(body.time)}" is neither ISO 8601 nor epoch milliseconds`;
  const at = typeof time === 'number' ? time : undefined;
  const metrics = body.metrics;
  if (!isRecord(metrics)) return 'the payload has no object "metrics"';
  return takeMetrics(metrics, at, take);
}

/**
 * Takes values by metric id, each a number or an object of numbers by instance; one that can't be taken does not keep the
 * others back. Answers undefined when all were taken, else the first reason.
 */
export function takeMetrics(
  metrics: Readonly<Record<string, unknown>>,
  at: number | undefined,
  take: Take,
): string | undefined {
  let reason: string | undefined;
  let seen = 0;
  for (const metric in metrics) {
    const value = metrics[metric];
    if (typeof value === 'number') {
      seen++;
      reason = keepFirst(reason, take(metric, '', value, at));
    } else if (isRecord(value)) {
      for (const instance in value) {
        const single = value[instance];
        seen++;
        reason = keepFirst(
          reason,
          typeof single === 'number'
            ? take(metric, instance, single, at)
            : `${show(metric)}{${show(instance)}} is not a number`,
        );
      }
    } else {
      reason = keepFirst(reason, `${show(metric)} is not a number`);
    }
  }
  return seen === 0 ? (reason ?? 'the payload holds no reading') : reason;
}

/** The first reason is the one that is told. */
export function keepFirst(first: string | undefined, second: string | undefined): string | undefined {
  return first ?? second;
}

/** What a stranger wrote, safe to repeat in a one-line reason. */
export function show(value: unknown): string {
  // never asked for its own text: it may be nested deeper than the stack, or hide its toString
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return String(value).slice(0, 80).replace(/\p{C}/gu, '?');
}

/** The same with quotes around a text: what stood where a number belongs. */
export function quote(value: unknown): string {
  return typeof value === 'string' ? `"${show(value)}"` : show(value);
}
