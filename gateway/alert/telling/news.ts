import { type Alert, type Happened, silencedBy, type Transition, type TransitionKind } from '../../domain/alert.ts';
import type { NotTold, Why, Withdrawal } from '../../domain/notice.ts';

/** What became of one alert, all that happened to it at once taken together. */
export interface News {
  /** as it is after all */
  readonly alert: Alert;
  /** what is told, if anything is */
  readonly told?: { readonly transition: Transition; readonly why: Why };
  /** what is not told to anybody */
  readonly untold: readonly { readonly transition: Transition; readonly reason: NotTold }[];
  readonly withdrawals: readonly Withdrawal[];
}

const newsworthy: Readonly<Partial<Record<TransitionKind, Why>>> = {
  raised: 'first',
  worsened: 'worse',
  reminded: 'reminder',
  'acknowledgement ended': 'again',
  'shelf ended': 'again',
  'mute ended': 'again',
  'cause gone': 'again',
  cleared: 'over',
  resolved: 'over',
  assigned: 'assigned',
};

/** One piece of news an alert: the newest that matters stands for the others. */
export function newsOf(happened: readonly Happened[]): News[] {
  const byAlert = new Map<string, Happened[]>();
  for (const one of happened) {
    const known = byAlert.get(one.alert.id);
    if (known === undefined) byAlert.set(one.alert.id, [one]);
    else known.push(one);
  }
  return [...byAlert.values()].flatMap((all) => newsOfOne(all));
}

function newsOfOne(all: readonly Happened[]): News[] {
  const last = all.at(-1);
  if (last === undefined) return [];
  const { alert } = last;
  const transitions = all.map(({ transition }) => transition);
  const candidates = transitions.flatMap((transition) => {
    const why = newsworthy[transition.is];
    return why === undefined || !isStill(why, transition, alert) ? [] : [{ transition, why }];
  });
  const newest = candidates.at(-1);
  // who hears of it for the first time hears that, however much worse it is already
  const first = candidates.find(({ why }) => why === 'first');
  const silence = newest === undefined ? undefined : silenceOf(alert, newest.why);
  const told =
    newest === undefined || silence !== undefined
      ? undefined
      : { transition: newest.transition, why: newest.why === 'worse' && first !== undefined ? first.why : newest.why };
  const untold = transitions
    .filter((transition) => transition !== told?.transition)
    .map((transition) => ({ transition, reason: reasonOf(transition, alert, told !== undefined, silence) }));
  return [
    {
      alert,
      ...(told !== undefined && { told }),
      untold,
      withdrawals: transitions.flatMap((transition) => withdrawalsOf(transition, alert)),
    },
  ];
}

/** Whether it is news still, after all that happened with it. */
function isStill(why: Why, { reason }: Transition, alert: Alert): boolean {
  if (why === 'over') return !alert.active;
  // who takes it themselves knows
  if (why === 'assigned') return reason.because === 'person' && reason.who !== alert.assignee && alert.active;
  return alert.active;
}

/** Why nobody hears of it; an end is told to those who heard of the beginning, and an assignment whatever stands. */
function silenceOf(alert: Alert, why: Why): NotTold | undefined {
  if (why === 'over' || why === 'assigned') return undefined;
  const silence = silencedBy(alert);
  if (silence === undefined) return undefined;
  return silence === 'consequence'
    ? { because: 'consequence', device: alert.cause ?? alert.device }
    : { because: silence };
}

function reasonOf(transition: Transition, alert: Alert, hasNews: boolean, silence: NotTold | undefined): NotTold {
  const why = newsworthy[transition.is];
  if (why === undefined || why === 'assigned') return silencing(transition, alert) ?? { because: 'nothing new' };
  if (silence !== undefined) return silence;
  if (!alert.active && why !== 'over') return { because: 'not active' };
  return { because: hasNews ? 'overtaken' : 'nothing new' };
}

/** What itself makes an alert silent. */
function silencing({ is }: Transition, alert: Alert): NotTold | undefined {
  if (is === 'cause found') return { because: 'consequence', device: alert.cause ?? alert.device };
  if (is === 'muted') return { because: 'maintenance' };
  return is === 'shelved' || is === 'acknowledged' ? { because: is } : undefined;
}

function withdrawalsOf({ is }: Transition, alert: Alert): Withdrawal[] {
  const withdraw = (which: Withdrawal['which'], reason: NotTold) => [{ alert: alert.id, which, reason }];
  switch (is) {
    case 'acknowledged':
      return withdraw('unless taken', { because: 'taken' });
    case 'cleared':
    case 'resolved':
      return withdraw('all but digests', { because: 'over' });
    case 'shelved':
    case 'muted':
      return withdraw('all', { because: 'silenced' });
    case 'cause found':
      return withdraw('all', { because: 'consequence', device: alert.cause ?? alert.device });
    default:
      return [];
  }
}
