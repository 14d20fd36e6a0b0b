import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createDetector } from '../../../gateway/detect/detector.ts';
import type { DetectorState } from '../../../gateway/detect/detector-state.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import type { Rule } from '../../../gateway/domain/rule.ts';
import { midnight, reading, room, ruleOf } from './judging.ts';

const everyMs = 60_000;
const rules: Rule[] = [
  ruleOf(
    { kind: 'threshold', side: 'above', levels: [6, 8], clear: 4 },
    { id: 'high', holdMs: 60_000, clearHoldMs: 60_000 },
  ),
  ruleOf({ kind: 'state', levels: [[0]] }, { id: 'bad', holdMs: 120_000 }),
  ruleOf({ kind: 'rate', side: 'rises', perHour: 120, overMs: 300_000, clear: 20 }, { id: 'quick' }),
  ruleOf({ kind: 'silence', afterMs: 300_000 }, { id: 'silent' }),
  ruleOf({ kind: 'stuck', within: 0 }, { id: 'stuck', holdMs: 180_000 }),
  ruleOf({ kind: 'implausible', leap: 7 }, { id: 'sane' }),
];
const followed = ['', '/var'].map((instance) => ({ series: { ...room, instance }, everyMs }));

type Event = { readonly at: number; readonly series: number; readonly value: number } | { readonly at: number };

/** A road: readings of two series and ticks, in the order of arrival. */
const roads = fc
  .array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 90 }), series: fc.nat(1), value: fc.nat(10) }),
      },
      { weight: 2, arbitrary: fc.record({ wait: fc.integer({ min: 0, max: 400 }) }) },
    ),
    { minLength: 20, maxLength: 100 },
  )
  .map((steps) => {
    let at = midnight;
    return steps.map(({ wait, ...rest }): Event => {
      at += wait * 1_000;
      return { at, ...rest };
    });
  });

function started(every = everyMs): ReturnType<typeof createDetector> {
  const detector = createDetector(rules);
  detector.follow(followed.map((one) => ({ ...one, everyMs: every })));
  return detector;
}

function hear(detector: ReturnType<typeof createDetector>, events: readonly Event[]): Decision[] {
  return events.flatMap((event) =>
    'series' in event
      ? detector.judge(reading(event.series, event.at, event.value), event.at)
      : detector.tick(event.at),
  );
}

test('readings decide the same however they are cut into batches', () => {
  let decided = 0;
  fc.assert(
    fc.property(roads, (events) => {
      const readings = events.flatMap((event) => ('series' in event ? [event] : []));
      const last = Math.max(...readings.map(({ at }) => at), midnight);
      const whole = {
        series: Int32Array.from(readings, ({ series }) => series),
        times: Float64Array.from(readings, ({ at }) => at),
        values: Float64Array.from(readings, ({ value }) => value),
      };
      // nothing is late in one batch of a whole road
      const cut = hear(started(3_600_000), readings);
      decided += cut.length;
      expect(started(3_600_000).judge(whole, last)).toEqual(cut);
    }),
  );
  expect(decided).toBeGreaterThan(50);
});

test('from any checkpoint on, through JSON, the same is decided', () => {
  let decided = 0;
  fc.assert(
    fc.property(roads, fc.nat(80), (events, where) => {
      const first = started();
      hear(first, events.slice(0, where));
      const kept: DetectorState = JSON.parse(JSON.stringify(first.state()));
      const second = started();
      expect(second.restore(kept, midnight)).toEqual([]);
      const decisions = hear(first, events.slice(where));
      decided += decisions.length;
      expect(hear(second, events.slice(where))).toEqual(decisions);
      expect(second.state()).toEqual(first.state());
    }),
  );
  expect(decided).toBeGreaterThan(50);
});

test('late readings, second ones and those of a clock ahead decide nothing and change nothing', () => {
  let unjudged = 0;
  fc.assert(
    fc.property(roads, fc.array(fc.tuple(fc.nat(79), fc.nat(40), fc.nat(10)), { maxLength: 30 }), (events, extra) => {
      const detector = started();
      const decisions = events.flatMap((event, row) => {
        const intruders = extra.filter(([before]) => before === row);
        for (const [, quarters, value] of intruders) {
          const late = event.at - 900_001 - quarters * 900_000;
          expect(detector.judge(reading(0, late, value), event.at)).toEqual([]);
          expect(detector.judge(reading(1, event.at + 300_001, value), event.at)).toEqual([]);
        }
        const heard = hear(detector, [event]);
        if ('series' in event)
          expect(detector.judge(reading(event.series, event.at, event.value), event.at)).toEqual([]);
        return heard;
      });
      unjudged += detector.unjudged().late + detector.unjudged().ahead;
      expect(decisions).toEqual(hear(started(), events));
    }),
  );
  expect(unjudged).toBeGreaterThan(500);
});

test('a series has at most one open alert of a rule, and each that ends had begun', () => {
  let ended = 0;
  fc.assert(
    fc.property(roads, (events) => {
      const open = new Set<string>();
      for (const one of hear(started(), events)) {
        const alert = `${one.rule} ${one.instance} ${one.since}`;
        const same = [...open].filter((other) => other.startsWith(`${one.rule} ${one.instance} `));
        expect(same).toEqual(one.is === 'raised' ? [] : [alert]);
        if (one.is === 'raised') open.add(alert);
        if (one.is === 'cleared') ended += Number(open.delete(alert));
      }
    }),
  );
  expect(ended).toBeGreaterThan(50);
});

test('a rule that was changed ends its open alerts, and begins anew', () => {
  const detector = started();
  hear(
    detector,
    [0, 60_000].map((ms) => ({ at: midnight + ms, series: 0, value: 7 })),
  );
  const kept = detector.state();
  const milder = rules.map((rule) => (rule.id === 'high' ? { ...rule, holdMs: 0 } : rule));
  const next = createDetector(milder);
  next.follow(followed);
  const decisions = next.restore(kept, midnight + 90_000);
  expect(decisions).toMatchObject([{ is: 'cleared', rule: 'high', because: 'rule changed', since: midnight }]);
  expect(hear(next, [{ at: midnight + 120_000, series: 0, value: 7 }])).toMatchObject([
    { is: 'raised', rule: 'high', since: midnight + 120_000 },
  ]);
});

test('the most particular rule of an id counts, and it may say that nobody wants it here', () => {
  const general = ruleOf({ kind: 'threshold', side: 'above', levels: [5], clear: 5 });
  const quieter: Rule = { ...general, scope: { site: room.site }, severities: ['information'] };
  const off: Rule = { ...general, scope: { device: room.device }, off: true };
  const severityBy = (some: Rule[]) => {
    const detector = createDetector(some);
    detector.follow([{ series: room, everyMs }]);
    return detector.judge(reading(0, midnight, 9), midnight).map((one) => one.is === 'raised' && one.severity);
  };
  expect(severityBy([quieter, general])).toEqual(['information']);
  expect(severityBy([general, off, quieter])).toEqual([]);
  expect(severityBy([{ ...general, scope: { site: 'elsewhere' } }])).toEqual([]);
});
