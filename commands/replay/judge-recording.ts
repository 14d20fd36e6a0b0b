import { catalogue } from '../../devices/catalogue.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Device, Territory } from '../../devices/territory.ts';
import type { ToldAlert } from '../../gateway/alert/expectation.ts';
import { reachOf } from '../../gateway/alert/reach.ts';
import { createSurroundings, outdoorMetric } from '../../gateway/detect/surroundings.ts';
import type { Sender } from '../../gateway/domain/intake.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import { createDialects } from '../../gateway/intake/dialects.ts';
import { createDirectory } from '../../gateway/intake/directory.ts';
import { createGathered } from '../../gateway/intake/gathered.ts';
import { createHearing } from '../../gateway/intake/hearing.ts';
import type { SentMessage } from '../../simulators/wire.ts';
import { createRuleRun, type RaisedAlert, stepMs } from '../backtest/rule-run.ts';

/** What a recording came to. */
export interface Judged {
  readonly alerts: readonly ToldAlert[];
  readonly messages: number;
  readonly readings: number;
  /** messages that were not taken, and those of devices that the territory does not know */
  readonly refused: number;
  readonly unknown: number;
  /** why the first ones were not taken */
  readonly reasons: readonly string[];
}

const anybody: Sender = { id: 'replay', mayPublish: () => true, mayWrite: () => true };
const reasonsKept = 5;

/**
 * Plays messages through a fresh platform in memory, each accepted at its own time: decoded as the intake decodes, judged as
 * the detector and the alert book judge. Reads no clock, so that the same recording always comes to the same.
 */
export async function judgeRecording(
  messages: AsyncIterable<SentMessage>,
  { territory, rules }: { territory: Territory; rules: readonly Rule[] },
): Promise<Judged> {
  const directory = createDirectory({ territory, catalogue, known: [] });
  const dialects = createDialects({ directory, publish: () => {} });
  const gathered = createGathered();
  const hear = createHearing({ directory, dialects: dialects.all, gathered });
  const isStation = ({ type }: Device) => Object.hasOwn(catalogue.get(type)?.metrics ?? {}, outdoorMetric);
  const surroundings = createSurroundings(territory, isStation);
  const run = createRuleRun(rules, { reach: reachOf(territory.devices.values()), mostAlerts: 100_000 });
  const sum = { messages: 0, readings: 0, refused: 0 };
  const reasons: string[] = [];
  let now = Number.NaN;

  for await (const { time, topic, payload } of messages) {
    // the first message begins time; later ones find it passed, a step after the other
    if (Number.isNaN(now)) now = Math.floor(time / stepMs) * stepMs;
    for (; now + stepMs <= time; now += stepMs) run.tick(now + stepMs);
    const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload;
    const reason = hear({ sender: anybody, topic, payload: bytes, delivery: {} }, time);
    sum.messages++;
    if (reason !== undefined) {
      sum.refused++;
      if (reasons.length < reasonsKept) reasons.push(`${topic}: ${reason}`);
    }
    const { readings } = gathered.take(time, []);
    run.follow(
      directory.takeNewSeries().map((series) => ({
        series,
        everyMs: durationMs(catalogue.get(series.type)?.source.every ?? '10m'),
        ...surroundings.of(series),
      })),
    );
    sum.readings += readings.series.length;
    run.take(readings, time);
  }
  if (!Number.isNaN(now)) run.tick(now + stepMs);
  return { ...sum, unknown: gathered.unknownSoFar(), reasons, alerts: run.alerts().map(told) };
}

function told({ alert, raisedAt, firstValue }: RaisedAlert): ToldAlert {
  const { rule, device, instance, severity, since, until, cause } = alert;
  return {
    ...{ rule, device },
    ...(instance !== '' && { instance }),
    ...{ severity, since: iso(since), raisedAt: iso(raisedAt) },
    ...{ until: until === undefined ? null : iso(until), value: firstValue },
    ...(cause !== undefined && { cause }),
  };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
