import type { Alert, Happened, Transition } from '../../domain/alert.ts';
import { carried, type Reader } from '../../domain/carried.ts';
import type { Channel, Heard, NewNotice, NotTold, TellingPlace, Told, Why } from '../../domain/notice.ts';
import { type Language, personalChannels } from '../../domain/wish.ts';
import type { Person, Receiver, Telling, TellingWorld } from './listener.ts';
import { newsOf } from './news.ts';
import { stepOf } from './step.ts';
import { mayHear, nextDigest } from './when.ts';

/** A lost device waits so long for the loss of what it is reached through: one cause, one notice. */
const gatherMs = 30_000;

/** One piece of news with all that a decision about it must know. */
interface Piece {
  readonly alert: Alert;
  readonly transition: Transition;
  readonly why: Why;
  readonly place: TellingPlace;
  readonly world: TellingWorld;
  readonly now: number;
  readonly heard: readonly Heard[];
}

/**
 * Who is told of what happened, by which way and when, and who is not and why. `heard` is what was told, or waits to be, of
 * the same alerts. A pure function of its arguments; `now` is epoch ms of the wall clock.
 */
export function decide(
  happened: readonly Happened[],
  world: TellingWorld,
  heard: readonly Heard[],
  now: number,
): Telling {
  const decided: NewNotice[] = [];
  const heardOf = Map.groupBy(heard, ({ alert }) => alert);
  const news = newsOf(happened);
  for (const { alert, told, untold } of news) {
    const place = world.place(alert.device);
    const organisation = place?.organisation.id ?? '';
    const toNobody = (transition: Transition, reason: NotTold): NewNotice => ({
      ...keyOf(alert, transition, organisation),
      to: '',
      tell: false,
      reason,
    });
    decided.push(...untold.map(({ transition, reason }) => toNobody(transition, reason)));
    if (told === undefined) continue;
    const mine = heardOf.get(alert.id) ?? [];
    const found = place === undefined ? [] : tell({ alert, ...told, place, world, now, heard: mine });
    const none: NotTold = { because: told.why === 'over' ? 'told to nobody' : 'nobody concerned' };
    decided.push(...(found.length > 0 ? found : [toNobody(told.transition, none)]));
  }
  return { decided, withdrawals: news.flatMap(({ withdrawals }) => withdrawals) };
}

function tell(piece: Piece): NewNotice[] {
  const { world, place, why, alert } = piece;
  const concerns = (one: Person | Receiver) => one.organisations?.includes(place.organisation.id) ?? true;
  const persons = world.persons.filter(concerns);
  const receivers = world.receivers.filter(concerns);
  if (why === 'assigned') {
    const assignee = persons.find(({ id, email }) => alert.assignee === id || alert.assignee === email);
    return assignee === undefined ? [] : newsTo(assignee, piece, 0);
  }
  if (why === 'over') {
    return piece.heard.flatMap((heard) => {
      const person = persons.find(({ id }) => id === heard.to);
      if (person !== undefined) return [endTo(person, heard, piece)];
      const receiver = receivers.find(({ id }) => id === heard.to);
      return receiver === undefined ? [] : [toReceiver(receiver, piece)];
    });
  }
  if (why === 'reminder') return persons.flatMap((person) => reminderTo(person, piece));
  return [
    ...persons.flatMap((person) => newsTo(person, piece, stepOf(person, persons, piece.world, piece.now))),
    ...receivers.map((receiver) => toReceiver(receiver, piece)),
  ];
}

/** News for a person, by every channel that they wish; `step` 0 is told first, later ones only if nobody takes it. */
function newsTo(person: Person, piece: Piece, step: number): NewNotice[] {
  const { wishes, reachable } = person;
  const { alert, world, now, why } = piece;
  const { severity } = alert;
  const daily = wishes.digest?.severities.includes(severity) ?? false;
  const wished = personalChannels.filter((channel) => wishes.channels[channel]?.includes(severity) ?? false);
  if (wished.length === 0 && !daily) return [not(person, piece, { because: 'severity not wished' })];
  if (why !== 'assigned' && !wishes.topics.includes(world.topic(alert))) {
    return [not(person, piece, { because: 'topic not wished' })];
  }
  const ways = [...new Set(daily ? ([...wished, 'mail'] as const) : wished)].filter((way) => reachable.includes(way));
  if (ways.length === 0) return [not(person, piece, { because: 'no channel' })];
  if (step > 0 && severity === 'information') {
    return [not(person, piece, { because: 'off duty', onDuty: world.onDuty(now) ?? '' })];
  }
  return ways.map((channel) => {
    if (channel === 'mail' && daily && !wished.includes('mail') && wishes.digest !== undefined) {
      return yes(person, piece, channel, { at: nextDigest(wishes.digest.minute, world, now), digest: true });
    }
    const wait = step === 0 ? undefined : step === 1 ? world.escalation.staffMs : world.escalation.administratorsMs;
    if (wait !== undefined) {
      const at = mayHear(wishes, severity, world, world.desk.afterOpen(now, wait));
      return yes(person, { ...piece, why: 'nobody took it' }, channel, { at, digest: false, unlessTaken: true });
    }
    const from = gathered(piece);
    const at = mayHear(wishes, severity, world, from);
    return yes(person, piece, channel, { at, digest: at > from });
  });
}

/** Whoever heard of it and looks after it hears again that nobody took it. */
function reminderTo(person: Person, piece: Piece): NewNotice[] {
  const before = piece.heard.filter(({ to }) => to === person.id);
  if (person.role === 'responsable') return before.length === 0 ? [] : [not(person, piece, { because: 'nothing new' })];
  return before.map(({ channel, waits }) => {
    if (waits !== undefined) return not(person, piece, { because: 'former waits' }, channel);
    const at = mayHear(person.wishes, piece.alert.severity, piece.world, piece.now);
    return yes(person, piece, channel, { at, digest: at > piece.now });
  });
}

/** The end, for who heard of the beginning: together with it where that still waits for its hour. */
function endTo(person: Person, { channel, waits }: Heard, piece: Piece): NewNotice {
  if (waits !== undefined && !waits.digest) return not(person, piece, { because: 'never told' }, channel);
  if (waits !== undefined) return yes(person, piece, channel, { at: waits.at, digest: true });
  if (!person.wishes.ends) return not(person, piece, { because: 'end not wished' }, channel);
  const at = mayHear(person.wishes, piece.alert.severity, piece.world, piece.now);
  return yes(person, piece, channel, { at, digest: at > piece.now });
}

/** Programs take everything at once; those that people read, in the agency's hours. */
function toReceiver(receiver: Receiver, piece: Piece): NewNotice {
  const { alert, why, world } = piece;
  const { channel } = receiver;
  const severe = receiver.severities.includes(alert.severity);
  if (!severe) return not(receiver, piece, { because: 'severity not wished' }, channel);
  const waits = piece.heard.find(({ to }) => to === receiver.id)?.waits;
  if (why === 'over' && waits !== undefined && !waits.digest) {
    return not(receiver, piece, { because: 'never told' }, channel);
  }
  const from = gathered(piece);
  const at = receiver.inHours ? world.desk.openFrom(from) : from;
  return yes(receiver, piece, channel, { at, digest: at > from });
}

/** Now, or once a loss that explains this one would have been found. */
function gathered({ alert, why, now }: Piece): number {
  return alert.lostContact && why === 'first' ? now + gatherMs : now;
}

function yes(
  to: Person | Receiver,
  piece: Piece,
  channel: Channel,
  { at, digest, unlessTaken = false }: { at: number; digest: boolean; unlessTaken?: boolean },
): NewNotice {
  const { alert, transition, place, why } = piece;
  const language = 'wishes' in to ? to.wishes.language : to.language;
  const told = toldOf(piece, language, { channel, ...('role' in to && { role: to.role }) });
  return {
    ...keyOf(alert, transition, place.organisation.id),
    to: to.id,
    channel,
    tell: true,
    why,
    at,
    digest,
    unlessTaken,
    told,
  };
}

function not(to: Person | Receiver, piece: Piece, reason: NotTold, channel?: Channel): NewNotice {
  const { alert, transition, place } = piece;
  const key = keyOf(alert, transition, place.organisation.id);
  return { ...key, to: to.id, ...(channel !== undefined && { channel }), tell: false, reason };
}

function keyOf(alert: Alert, { number, is }: Transition, organisation: string) {
  return { alert: alert.id, transition: number, is, organisation, device: alert.device };
}

/** What a notice says to a reader of an alert as it is after a transition, as far as it may carry it. */
export function toldOf(
  {
    alert,
    transition,
    why,
    place,
    world,
  }: Pick<Piece, 'alert' | 'transition' | 'why' | 'place'> & {
    readonly world: Pick<TellingWorld, 'say'>;
  },
  language: Language,
  reader: Reader,
): Told {
  const told: Told = {
    alert: alert.id,
    transition: transition.number,
    is: transition.is,
    at: transition.at,
    why,
    rule: alert.rule,
    instance: alert.instance,
    severity: alert.severity,
    active: alert.active,
    since: alert.since,
    ...(alert.until !== undefined && { until: alert.until }),
    value: alert.value,
    place,
    words: world.say(alert, transition, language),
  };
  return carried(told, reader);
}
