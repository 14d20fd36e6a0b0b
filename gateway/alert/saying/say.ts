import type { Alert, Reason, Transition } from '../../domain/alert.ts';
import type { Condition, Rule } from '../../domain/rule.ts';
import type { TradeCondition } from '../../domain/trade-condition.ts';
import { type Language, sayTrade } from './trade-saying.ts';

/** What an alert is told by. */
export interface Saying {
  readonly title: string;
  /** one sentence: what was found */
  readonly reason: string;
  /** sentences: the rule, since when, what would not have fired, how to make it quieter */
  readonly explanation: readonly string[];
}

/** An alert without its timeline, as lists hold it. */
export type Sayable = Pick<Alert, 'rule' | 'by' | 'value' | 'expected' | 'since' | 'lostContact'>;

/** How the reader writes: numbers with the metric's unit, instants in the site's time, durations. */
export interface Writing {
  readonly language: Language;
  /** of the metric, '' without one */
  readonly unit: string;
  /** IANA name of the site's time zone */
  readonly timeZone: string;
  /** the organisation's, € a m³ with taxes, where it gave one */
  readonly waterPrice?: number;
}

const locales: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };

/** Title, reason and explanation of an alert in plain words, from what was kept of it alone. */
export function sayAlert(alert: Sayable, writing: Writing): Saying {
  const { by } = alert;
  const { language } = writing;
  const french = language === 'fr';
  if (by === undefined) {
    const reason = french ? 'La règle qui l’a levée n’existe plus.' : 'The rule that raised it is gone.';
    return { title: alert.rule, reason, explanation: [] };
  }
  return {
    title: by.say[language],
    reason: found(alert, by.condition, writing),
    // only who opens an alert reads it, and lists are long
    get explanation() {
      return explanationOf(alert, by, writing);
    },
  };
}

function explanationOf(alert: Sayable, by: Rule, writing: Writing): string[] {
  const { language, timeZone } = writing;
  const french = language === 'fr';
  const hold = by.holdMs > 0 ? duration(by.holdMs, language) : undefined;
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'full', timeStyle: 'short', timeZone });
  const since = format.format(alert.since);
  const expected = usual(alert, writing);
  return [
    ...(expected === undefined ? [] : [expected]),
    french ? `La situation dure depuis le ${since}.` : `It has lasted since ${since}.`,
    ...(hold === undefined
      ? []
      : [
          french
            ? `L’alerte part quand cela dure au moins ${hold} : plus court, elle ne serait pas partie.`
            : `It is raised once this lasts ${hold} or more: a shorter time would not have raised it.`,
        ]),
    ...limit(by.condition, writing),
    french
      ? `Pour l’entendre moins : modifiez la règle « ${by.say.fr} » (seuil ou durée) pour cet équipement, ou mettez-la en sourdine.`
      : `To hear it less: change the rule “${by.say.en}” (level or duration) for this device, or shelve the alert.`,
  ];
}

/** One line of a timeline. */
export function sayTransition({ is, reason }: Transition, language: Language): string {
  const what = transitions[language][is];
  const why = because(reason, language);
  return why === '' ? what : `${what} (${why})`;
}

const numbers: Readonly<Record<Language, Intl.NumberFormat>> = {
  fr: new Intl.NumberFormat(locales.fr, { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat(locales.en, { maximumFractionDigits: 2 }),
};

const number = (value: number, { language, unit }: Writing): string => {
  const text = numbers[language].format(value);
  return unit === '' ? text : `${text}\u00a0${unit}`;
};

function found({ value, expected }: Sayable, condition: Condition, writing: Writing): string {
  const { language } = writing;
  const french = language === 'fr';
  if (value === null && condition.kind === 'state') {
    return french ? 'Cela dure plus longtemps qu’admis.' : 'It lasts longer than is accepted.';
  }
  if (condition.kind === 'silence' || value === null) {
    return french ? 'Plus aucun relevé n’arrive.' : 'No reading comes in any more.';
  }
  if (isTrade(condition)) {
    const { waterPrice } = writing;
    return sayTrade(
      condition,
      { value, ...(expected && { expected }), ...(waterPrice !== undefined && { waterPrice }) },
      language,
    );
  }
  const told = number(value, writing);
  switch (condition.kind) {
    case 'threshold': {
      const edge = number(passed(condition, value), writing);
      if (french) return `${told}, ${condition.side === 'above' ? 'au-dessus' : 'au-dessous'} de ${edge}.`;
      return `${told}, ${condition.side} ${edge}.`;
    }
    case 'state':
      return french ? `L’état relevé est ${told}.` : `The state read is ${told}.`;
    case 'rate': {
      const perHour = number(condition.perHour, writing);
      if (french)
        return `${told}, en ${condition.side === 'rises' ? 'hausse' : 'baisse'} de plus de ${perHour} par heure.`;
      return `${told}, ${condition.side === 'rises' ? 'rising' : 'falling'} by more than ${perHour} an hour.`;
    }
    case 'stuck':
      return french ? `La valeur reste à ${told}.` : `The value stays at ${told}.`;
    case 'implausible':
      return french ? `${told} : cette valeur est impossible.` : `${told}: this value cannot be.`;
    default:
      return french ? `Relevé : ${told}.` : `Measured: ${told}.`;
  }
}

/** The gravest level that the value is beyond. */
function passed(condition: Extract<Condition, { kind: 'threshold' }>, value: number): number {
  const beyond = (level: number) => (condition.side === 'above' ? value >= level : value <= level);
  return condition.levels.findLast(beyond) ?? condition.levels[0] ?? value;
}

function usual({ expected }: Sayable, writing: Writing): string | undefined {
  if (expected === undefined) return undefined;
  const [low, high] = [number(expected.low, writing), number(expected.high, writing)];
  return writing.language === 'fr'
    ? `D’habitude, à ce moment, la valeur est entre ${low} et ${high}.`
    : `Usually, at this time, the value is between ${low} and ${high}.`;
}

function limit(condition: Condition, writing: Writing): string[] {
  if (condition.kind !== 'threshold') return [];
  const clear = number(condition.clear, writing);
  if (writing.language === 'fr') {
    return [
      `Elle se termine quand la valeur repasse ${condition.side === 'above' ? 'sous' : 'au-dessus de'} ${clear}.`,
    ];
  }
  return [`It ends once the value is ${condition.side === 'above' ? 'below' : 'above'} ${clear} again.`];
}

const trades: ReadonlySet<string> = new Set<TradeCondition['kind']>([
  'forecast',
  'late',
  'size',
  'leak',
  'icone',
  'heated',
]);

function isTrade(condition: Rule['condition']): condition is TradeCondition {
  return trades.has(condition.kind);
}

function duration(ms: number, language: Language): string {
  const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
  const [amount, unit] =
    ms >= 2 * day
      ? ([ms / day, 'day'] as const)
      : ms >= hour
        ? ([ms / hour, 'hour'] as const)
        : ([ms / minute, 'minute'] as const);
  return new Intl.NumberFormat(locales[language], {
    ...{ style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 },
  }).format(amount);
}

function because(reason: Reason, language: Language): string {
  const french = language === 'fr';
  switch (reason.because) {
    case 'condition':
      return '';
    case 'person': {
      const to = reason.to === undefined ? '' : ` → ${reason.to}`;
      const comment = reason.comment === undefined ? '' : french ? ` : « ${reason.comment} »` : `: “${reason.comment}”`;
      return `${reason.who}${to}${comment}`;
    }
    case 'changes':
      return french ? `${reason.times} fois de suite` : `${reason.times} times in a row`;
    case 'reached through':
      return reason.device;
    case 'maintenance':
      return french ? 'maintenance' : 'maintenance';
    default:
      return reasons[language][reason.because];
  }
}

type Plain = Exclude<Reason['because'], 'condition' | 'person' | 'changes' | 'reached through' | 'maintenance'>;

const reasons: Readonly<Record<Language, Readonly<Record<Plain, string>>>> = {
  fr: {
    'rule changed': 'la règle a changé',
    'device gone': 'l’équipement a été retiré',
    worse: 'aggravation',
    'time over': 'délai écoulé',
    'quiet long enough': 'stable depuis assez longtemps',
    'not acknowledged': 'personne ne l’a prise en charge',
  },
  en: {
    'rule changed': 'the rule changed',
    'device gone': 'the device was removed',
    worse: 'it got worse',
    'time over': 'its time was over',
    'quiet long enough': 'quiet long enough',
    'not acknowledged': 'nobody took it',
  },
};

const transitions: Readonly<Record<Language, Readonly<Record<Transition['is'], string>>>> = {
  fr: {
    raised: 'Alerte levée',
    worsened: 'Aggravée',
    cleared: 'Terminée',
    acknowledged: 'Prise en charge',
    'acknowledgement ended': 'Prise en charge terminée',
    assigned: 'Confiée',
    commented: 'Commentée',
    shelved: 'Mise en sourdine',
    'shelf ended': 'Fin de la sourdine',
    resolved: 'Close',
    'flapping began': 'Instable : elle va et vient',
    'flapping ended': 'De nouveau stable',
    'cause found': 'Conséquence d’une autre panne',
    'cause gone': 'N’est plus la conséquence d’une autre panne',
    muted: 'Notifications suspendues',
    'mute ended': 'Notifications reprises',
    reminded: 'Rappel',
  },
  en: {
    raised: 'Raised',
    worsened: 'Got worse',
    cleared: 'Over',
    acknowledged: 'Acknowledged',
    'acknowledgement ended': 'Acknowledgement ended',
    assigned: 'Assigned',
    commented: 'Commented',
    shelved: 'Shelved',
    'shelf ended': 'No longer shelved',
    resolved: 'Resolved',
    'flapping began': 'Unstable: it comes and goes',
    'flapping ended': 'Stable again',
    'cause found': 'Follows from another failure',
    'cause gone': 'No longer follows from another failure',
    muted: 'Notices held back',
    'mute ended': 'Notices again',
    reminded: 'Reminder',
  },
};
