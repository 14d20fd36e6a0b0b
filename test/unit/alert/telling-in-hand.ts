import { createOpeningHours } from '../../../devices/calendar/opening-hours.ts';
import { decide } from '../../../gateway/alert/telling/decide.ts';
import type { Person, TellingWorld } from '../../../gateway/alert/telling/listener.ts';
import { createDeskHours } from '../../../gateway/calculate/desk-hours.ts';
import type { Role } from '../../../gateway/domain/account.ts';
import type { Happened } from '../../../gateway/domain/alert.ts';
import type { Heard, NewNotice } from '../../../gateway/domain/notice.ts';
import { usualWishes, type Wishes } from '../../../gateway/domain/wish.ts';
import { after, bookInHand, midnight, zone } from './book-in-hand.ts';

const [morning, afternoon] = [
  { from: 510, to: 750 },
  { from: 810, to: 1050 },
];
/** Monday to Friday 8:30–12:30 and 13:30–17:30, on Friday to 16:30. */
export const agencyWeek = [
  [morning, afternoon],
  [morning, afternoon],
  [morning, afternoon],
  [morning, afternoon],
  [morning, { from: 810, to: 990 }],
  [],
  [],
];

export const hours = createOpeningHours(
  {
    id: 'agency',
    region: 'metropole',
    week: agencyWeek,
    holidays: 'closed',
    schoolHolidays: 'open',
    closures: [],
  },
  zone,
);
export const desk = createDeskHours(hours, zone);

export function person(id: string, role: Role, wishes: Partial<Wishes> = {}, more: Partial<Person> = {}): Person {
  return {
    id,
    email: `${id}@agence.fr`,
    role,
    ...(role === 'responsable' && { organisations: ['tartas'] }),
    wishes: { ...usualWishes(role), ...wishes },
    reachable: ['mail', 'ntfy', 'sms', 'push'],
    ...more,
  };
}

/** Only by mail, which keeps the expected lines short. */
export const byMail: Partial<Wishes> = { channels: { mail: ['information', 'warning', 'critical'] } };

export function worldOf(persons: readonly Person[], more: Partial<TellingWorld> = {}): TellingWorld {
  return {
    persons,
    receivers: [],
    escalation: { staffMs: 30 * 60_000, administratorsMs: 120 * 60_000 },
    desk,
    zone,
    onDuty: () => undefined,
    place: (device) => ({
      organisation: { id: 'tartas', name: 'Tartas' },
      site: { id: 'mairie', name: 'Mairie' },
      device: { id: device, name: device },
      timeZone: 'Europe/Paris',
    }),
    topic: () => 'air',
    say: ({ rule }) => ({ title: rule, reason: 'said' }),
    ...more,
  };
}

/**
 * A book of alerts whose transitions are decided upon in a small world. What was decided is remembered as an outbox would,
 * with what is due sent at once.
 */
export function tellingInHand(world: TellingWorld) {
  const inHand = bookInHand();
  const outbox: NewNotice[] = [];
  const waiting = new Map<string, Extract<NewNotice, { tell: true }>>();
  const sent = new Map<string, { alert: string; to: string; channel: NonNullable<NewNotice['channel']> }>();

  function pass(now: number): void {
    for (const [key, one] of waiting) {
      if (one.at > now) continue;
      waiting.delete(key);
      if (one.channel !== undefined) sent.set(key, { alert: one.alert, to: one.to, channel: one.channel });
    }
  }

  function tell(happened: readonly Happened[], now: number): string[] {
    pass(now);
    const heard: Heard[] = [
      ...[...sent].filter(([key]) => !waiting.has(key)).map(([, one]) => one),
      ...[...waiting.values()].flatMap(({ alert, to, channel, at, digest, unlessTaken }) =>
        channel === undefined ? [] : [{ alert, to, channel, waits: { at, digest, unlessTaken } }],
      ),
    ];
    const { decided, withdrawals } = decide(happened, world, heard, now);
    for (const { alert, which } of withdrawals) {
      for (const [key, one] of waiting) {
        if (one.alert !== alert) continue;
        if (which === 'all' || (which === 'unless taken' ? one.unlessTaken : !one.digest)) waiting.delete(key);
      }
    }
    for (const one of decided) {
      outbox.push(one);
      if (one.tell) waiting.set(`${one.alert} ${one.to} ${one.channel}`, one);
    }
    pass(now);
    return decided.map(shown);
  }

  return {
    ...inHand,
    outbox,
    /** `marie mail first at 0h` lines of what was decided; the outbox still to come, by when. */
    tell,
    waits: () => [...waiting.values()].map(shown),
    hear: (when: string, ...decisions: Parameters<typeof inHand.book.decide>[0]) =>
      tell(inHand.book.decide(decisions), after(when)),
    tick: (when: string) => tell(inHand.book.tick(after(when)), after(when)),
  };
}

/** `marie mail first at mon 08:30 digest`, or `marie not: off duty`. */
export function shown(one: NewNotice): string {
  const who = one.to === '' ? 'everybody' : one.to;
  if (!one.tell) return `${who} not: ${one.reason.because}`;
  const extra = `${one.digest ? ' digest' : ''}${one.unlessTaken ? ' unless taken' : ''}`;
  return `${who} ${one.channel} ${one.why} at ${clock(one.at)}${extra}`;
}

/** `mon 08:30` in the week of the scenarios, `+1 mon 08:30` in the next one. */
export function clock(at: number): string {
  const days = Math.floor((at + zone.offsetAt(at) - (midnight + zone.offsetAt(midnight))) / 86_400_000);
  const { minute } = zone.toLocal(at);
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0');
  const day = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][((days % 7) + 7) % 7] ?? '';
  const week = Math.floor(days / 7);
  return `${week === 0 ? '' : `+${week} `}${day} ${two(minute / 60)}:${two(minute % 60)}`;
}
