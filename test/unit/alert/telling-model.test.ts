import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, clear, raise, worsen } from './book-in-hand.ts';
import { byMail, person, tellingInHand, worldOf } from './telling-in-hand.ts';

type Step = {
  is: 'raise' | 'worsen' | 'clear' | 'tick' | 'take' | 'shelve' | 'resolve';
  minutes: number;
  device: string;
};

const steps = fc.array(
  fc.record<Step>({
    is: fc.constantFrom('raise', 'worsen', 'clear', 'tick', 'take', 'shelve', 'resolve'),
    minutes: fc.integer({ min: 1, max: 400 }),
    device: fc.constantFrom('switch', 'ap-1', 'ap-2'),
  }),
  { minLength: 8, maxLength: 25 },
);

/** Plays the steps in a small world with a rota, an owl and a mairie. */
function play(all: readonly Step[]) {
  const people = [
    person('luc', 'technician', byMail),
    person('owl', 'technician', { ...byMail, outsideHours: ['warning', 'critical'], offDuty: true }),
    person('chief', 'administrator', byMail),
    person('mayor', 'responsable', byMail),
  ];
  const told = tellingInHand(worldOf(people, { onDuty: () => 'luc' }));
  told.reach.set('ap-1', { parents: ['switch'], needs: 'all' });
  told.reach.set('ap-2', { parents: ['switch'], needs: 'all' });
  const transitions = new Set<string>();
  const since = new Map<string, string>();
  let minutes = 0;
  for (const { is, minutes: more, device } of all) {
    minutes += more;
    const when = `${minutes}m`;
    const began = since.get(device);
    const found = { rule: 'lost', device, lostContact: true };
    if (is === 'raise') {
      told.hear(when, raise(when, found));
      since.set(device, when);
    } else if (is === 'worsen' && began !== undefined) told.hear(when, worsen(when, began, 'critical', found));
    else if (is === 'clear' && began !== undefined) told.hear(when, clear(when, began, found));
    else if (is === 'tick') told.tick(when);
    else {
      const alert = told.book.alerts().find((one) => one.device === device);
      const by = 'luc@agence.fr';
      const command =
        is === 'take'
          ? ({ does: 'acknowledge', mode: 'until-worse', by } as const)
          : is === 'shelve'
            ? ({ does: 'shelve', until: after(`${minutes + 90}m`), by } as const)
            : ({ does: 'resolve', by } as const);
      const answer = alert && told.book.command(alert.id, command, after(when));
      if (answer?.ok) told.tell(answer.happened, after(when));
    }
  }
  for (const alert of told.book.alerts()) {
    for (const { number } of alert.timeline) transitions.add(`${alert.id} ${number}`);
  }
  return { told, transitions };
}

test('whatever happens, each transition is decided upon, and each is told once to each by each way', () => {
  let seen = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const { told, transitions } = play(all);
      const keys = told.outbox.map(({ alert, transition, to, channel }) => `${alert} ${transition} ${to} ${channel}`);
      expect(new Set(keys).size).toBe(keys.length);
      const decided = new Set(told.outbox.map(({ alert, transition }) => `${alert} ${transition}`));
      for (const transition of transitions) expect(decided).toContain(transition);
      seen += keys.length;
    }),
    { numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(500);
});

test('whatever happens, nobody but who asked for it is told while the agency is closed', () => {
  let seen = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const { told } = play(all);
      for (const one of told.outbox) {
        if (!one.tell) continue;
        seen++;
        if (one.to === 'owl') continue;
        const open = worldOf([]).desk.isOpen(one.at);
        expect(open, `${one.to} at ${new Date(one.at).toISOString()}`).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
  expect(seen).toBeGreaterThan(300);
});

test('the same happenings decided again give the same decisions', () => {
  fc.assert(
    fc.property(steps, (all) => {
      expect(play(all).told.outbox).toEqual(play(all).told.outbox);
    }),
    { numRuns: 10 },
  );
});
