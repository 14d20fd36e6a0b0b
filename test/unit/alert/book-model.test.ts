import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AlertCommand, Happened } from '../../../gateway/domain/alert.ts';
import { silencedBy } from '../../../gateway/domain/alert.ts';
import type { Decision } from '../../../gateway/domain/decision.ts';
import { bookInHand, midnight } from './book-in-hand.ts';

const minute = 60_000;
const by = 'technicien@demo';

type Step =
  | { readonly does: 'change' }
  | { readonly does: 'worsen' }
  | { readonly does: 'wait'; readonly minutes: number }
  | {
      readonly does: 'order';
      readonly command: Exclude<AlertCommand['does'], 'assign' | 'comment'>;
      readonly minutes: number;
      readonly worse: boolean;
    };

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('change' as const) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('worsen' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({ does: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 60 }) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        does: fc.constant('order' as const),
        command: fc.constantFrom('acknowledge', 'shelve', 'unshelve', 'resolve'),
        minutes: fc.integer({ min: 1, max: 120 }),
        worse: fc.boolean(),
      }),
    },
  ),
  { minLength: 20, maxLength: 80 },
);

/** What should be true of the newest alert, from its history alone: nothing of the book's own bookkeeping. */
function createModel() {
  let now = midnight;
  let broken = false;
  let graver = false;
  /** instants of the changes, newest last, and of the raises that opened an alert */
  const changes: number[] = [];
  let opened: number[] = [];
  let alert:
    | { flaps: boolean; resolved: boolean; active: boolean; ack?: { until: number; worse: boolean } }
    | undefined;
  let shelfUntil = Number.NEGATIVE_INFINITY;

  return {
    get now() {
      return now;
    },
    get broken() {
      return broken;
    },
    wait(minutes: number) {
      now += minutes * minute;
      const settled = (changes.at(-1) ?? now) + 30 * minute <= now;
      if (alert?.active && alert.ack !== undefined && alert.ack.until <= now) delete alert.ack;
      if (alert?.active && alert.flaps && settled) Object.assign(alert, { flaps: false, active: broken });
    },
    change() {
      now += 1_000;
      broken = !broken;
      changes.push(now);
      if (alert?.active && alert.flaps) return;
      if (!broken) {
        if (alert) alert.active = false;
        return;
      }
      graver = false;
      opened = [...opened, now].filter((at) => at > now - 60 * minute);
      alert = { flaps: opened.length >= 4, resolved: false, active: true };
    },
    worsen() {
      now += 1_000;
      if (!broken || !alert?.active || graver) return;
      graver = true;
      if (alert.ack?.worse) delete alert.ack;
    },
    order(command: string, until: number, worse: boolean) {
      now += 1_000;
      if (alert === undefined) return;
      if (command === 'acknowledge' && !alert.resolved) alert.ack = { until, worse };
      if (command === 'shelve') shelfUntil = until;
      if (command === 'unshelve') shelfUntil = Number.NEGATIVE_INFINITY;
      if (command === 'resolve' && !alert.resolved) {
        Object.assign(alert, { resolved: true, active: false, flaps: false });
        opened = [];
      }
    },
    /** active, flapping, and why nobody is told */
    expected() {
      if (alert === undefined) return undefined;
      const told = () => {
        if (alert?.resolved) return 'resolved';
        if (!alert?.active) return 'not active';
        if (shelfUntil > now) return 'shelved';
        return alert.ack === undefined ? undefined : 'acknowledged';
      };
      return [alert.active, alert.active && alert.flaps, told()];
    },
  };
}

/** Plays steps against a book and the model; every tick goes by minutes, as the journal's do. */
function play(
  script: readonly Step[],
  onStep: (hand: ReturnType<typeof bookInHand>, happened: Happened[]) => ReturnType<typeof bookInHand>,
) {
  const model = createModel();
  let hand = bookInHand();
  let since = 0;
  const heard: Decision[] = [];
  const decide = (decision: Decision) => {
    heard.push(decision);
    return hand.book.decide([decision]);
  };
  const about = () => ({ rule: 'co2', device: 'salle-1', instance: '', since, at: model.now, value: 1 });
  for (const step of script) {
    let happened: Happened[] = [];
    if (step.does === 'wait') {
      for (let i = 0; i < step.minutes; i++) {
        model.wait(1);
        happened.push(...hand.book.tick(model.now));
      }
    } else if (step.does === 'change') {
      model.change();
      if (model.broken) {
        since = model.now;
        happened = decide({ is: 'raised', ...about(), severity: 'warning', lostContact: false });
      } else happened = decide({ is: 'cleared', ...about(), until: model.now, because: 'condition' });
    } else if (step.does === 'worsen') {
      const wasBroken = model.broken;
      model.worsen();
      if (wasBroken) happened = decide({ is: 'worsened', ...about(), severity: 'critical' });
    } else {
      const until = model.now + step.minutes * minute;
      model.order(step.command, until, step.worse);
      const mode = step.worse ? 'until-worse' : 'until-clear';
      const answer = hand.book.command(
        hand.book.alerts()[0]?.id ?? '',
        { does: step.command, by, until, mode },
        model.now,
      );
      happened = answer.ok ? answer.happened : [];
    }
    const [alert] = hand.book.alerts();
    const found = alert && [alert.active, alert.flapping, silencedBy(alert)];
    // a shelf and an acknowledgement end with the next tick, which the journal brings every few seconds
    expect(found, JSON.stringify(step)).toEqual(model.expected());
    hand = onStep(hand, happened);
  }
  return heard;
}

test('the book does what its few rules say, whatever happens in whatever order', () => {
  let transitions = 0;
  const kinds = new Set<string>();
  fc.assert(
    fc.property(steps, (script) => {
      const noted = new Map<string, number>();
      play(script, (hand, happened) => {
        for (const { alert, transition } of happened) {
          // each transition of each alert is told once, in order, and says why
          expect(transition.number).toBe((noted.get(alert.id) ?? 0) + 1);
          expect(transition.reason.because).not.toBe('');
          noted.set(alert.id, transition.number);
          kinds.add(transition.is);
          transitions++;
        }
        return hand;
      });
    }),
    { numRuns: 300 },
  );
  expect(transitions).toBeGreaterThan(3_000);
  expect([...kinds].sort()).toEqual(
    [
      ...['acknowledged', 'acknowledgement ended', 'cleared', 'flapping began', 'flapping ended', 'raised', 'reminded'],
      ...['resolved', 'shelf ended', 'shelved', 'worsened'],
    ].sort(),
  );
});

test('a book restored from JSON after each step goes on as if nothing had happened', () => {
  let restored = 0;
  fc.assert(
    fc.property(steps, (script) => {
      play(script, (hand) => {
        restored++;
        return bookInHand(JSON.parse(JSON.stringify(hand.book.state())));
      });
    }),
    { numRuns: 50 },
  );
  expect(restored).toBeGreaterThan(1_000);
});

test('all that was decided, heard again at any moment, tells nothing and changes nothing', () => {
  let again = 0;
  fc.assert(
    fc.property(steps, fc.nat(80), (script, where) => {
      const heard: Decision[] = [];
      const cut = script.slice(0, Math.max(where, 5));
      let last = bookInHand();
      heard.push(...play(cut, (hand) => (last = hand)));
      const before = last.book.state();
      expect(last.book.decide(heard)).toEqual([]);
      expect(last.book.state()).toEqual(before);
      again += heard.length;
    }),
  );
  expect(again).toBeGreaterThan(500);
});
