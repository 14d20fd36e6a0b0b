import type { Alert, DeadLink } from '../../domain/alert.ts';
import type { Condition, Rule, UsualCondition } from '../../domain/rule.ts';
import type { TradeCondition } from '../../domain/trade-condition.ts';
import { sayTrade } from './trade-saying.ts';
import { day, hourly, number, span, type Writing } from './writing.ts';

type Found = Pick<Alert, 'value' | 'expected' | 'since' | 'link'> & Partial<Pick<Alert, 'severity'>>;

/** What was found, in one sentence that anybody understands. */
export function found(
  alert: Found,
  { condition, severities }: Pick<Rule, 'condition' | 'severities'>,
  writing: Writing,
): string {
  const { value, expected } = alert;
  const { language, waterPrice } = writing;
  const french = language === 'fr';
  if (condition.kind === 'silence') return silent(alert.link, writing);
  if (condition.kind === 'state') {
    const level = condition.levels[alert.severity === undefined ? -1 : severities.indexOf(alert.severity)];
    return stateFound(value, level ?? condition.levels.flat(), writing);
  }
  // time alone completed the hold
  if (value === null) return french ? 'La situation n’a pas changé depuis.' : 'Nothing has changed since.';
  if (isTrade(condition)) {
    const more = { ...(expected && { expected }), ...(waterPrice !== undefined && { waterPrice }) };
    return sayTrade(condition, { value, ...more }, language);
  }
  const told = number(value, writing);
  switch (condition.kind) {
    case 'threshold': {
      const edge = number(passed(condition, value), writing);
      if (writing.unit === '' && writing.measured !== undefined) return counted(told, edge, condition.side, writing);
      if (french) return `${told}, ${condition.side === 'above' ? 'au-dessus' : 'au-dessous'} de ${edge}.`;
      return `${told}, ${condition.side} ${edge}.`;
    }
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
      if (expected === undefined) return french ? `Relevé : ${told}.` : `Measured: ${told}.`;
      return unusual(condition, { value, expected, since: alert.since }, writing);
  }
}

/** « Services du pare-feu : hors service. »; where time alone completed the hold the state is the one that was read last. */
function stateFound(value: number | null, possible: readonly number[], writing: Writing): string {
  const { language, measured } = writing;
  const french = language === 'fr';
  const [only] = possible.length === 1 ? possible : [];
  const state = value ?? only;
  if (state === undefined)
    return french ? 'L’état relevé n’a pas changé depuis.' : 'The state read has not changed since.';
  const word = writing.stateOf?.(state) ?? number(state, writing);
  if (measured !== undefined) return `${measured}${french ? '\u00a0:' : ':'} ${word}.`;
  return french ? `L’état relevé est ${word}.` : `The state read is ${word}.`;
}

/** A number without a unit says what it counts: « Menaces ouvertes : 1. »; a limit of nothing needs no words. */
function counted(told: string, edge: string, side: 'above' | 'below', { language, measured }: Writing): string {
  const french = language === 'fr';
  const what = `${measured}${french ? '\u00a0:' : ':'} ${told}`;
  if (side === 'above' && edge === '0') return `${what}.`;
  const frenchSide = side === 'above' ? 'au-dessus de' : 'au-dessous de';
  return `${what}, ${french ? frenchSide : side} ${edge}.`;
}

function unusual(
  condition: UsualCondition,
  { value, expected, since }: { value: number; expected: { low: number; high: number }; since: number },
  writing: Writing,
): string {
  const french = writing.language === 'fr';
  const unit = 'counts' in condition && condition.counts ? hourly(writing) : writing;
  const told = number(value, unit);
  const most = number(expected.high, unit);
  const range = span(expected, unit);
  switch (condition.kind) {
    case 'profile':
      return french ? `${told} à cette heure, d’habitude ${range}.` : `${told} at this hour, usually ${range}.`;
    case 'base-load':
      return french ? `La nuit, ${told} au lieu de ${most} au plus.` : `At night, ${told} instead of ${most} at most.`;
    case 'left-on':
      return french
        ? `Fermé, ${told} au lieu de ${most} au plus par ce froid.`
        : `Closed, ${told} instead of ${most} at most in this cold.`;
    case 'budget':
      return french
        ? `À ce rythme, ${told} à la fin du mois ; attendu ${range}, même froid.`
        : `At this pace, ${told} at the month’s end; expected ${range} in the same cold.`;
    case 'held-warm':
      return french
        ? `La nuit, fermé, tenu à ${told} au lieu de ${most} au plus.`
        : `At night, closed, held at ${told} instead of ${most} at most.`;
    case 'apart':
      return french
        ? `${told}, quand les autres pièces du site font attendre ${range}.`
        : `${told}, where the site’s other rooms let expect ${range}.`;
    case 'airing':
      return french
        ? `${told} en moyenne aux heures ouvertes, d’habitude ${range}.`
        : `${told} on average in open hours, usually ${range}.`;
    case 'change-point':
      return french
        ? `Depuis le ${day(since, writing)}, ${told} ; avant, ${range}.`
        : `Since ${day(since, writing)}, ${told}; before, ${range}.`;
  }
}

/** Which link of the way died, as far as anybody can tell. */
function silent(link: DeadLink | undefined, { language, nameOf }: Writing): string {
  const french = language === 'fr';
  const nothing = french ? 'Plus aucun relevé n’arrive' : 'No reading comes in any more';
  if (link === undefined) return `${nothing}.`;
  const why = () => {
    switch (link.is) {
      case 'device':
        return french ? 'l’équipement lui-même est muet' : 'the device itself is silent';
      case 'parent': {
        const name = nameOf?.(link.device) ?? link.device;
        return french
          ? `ce qui passe par « ${name} » s’est tu en même temps`
          : `what comes through “${name}” fell silent together`;
      }
      case 'site':
        return french
          ? 'tout le site s’est tu en même temps, sa ligne ou son courant sont en cause'
          : 'the whole site fell silent together: its line or its power';
      case 'everything':
        return french
          ? 'tous les sites se sont tus en même temps, la réception de Vigie est en cause'
          : 'all sites fell silent together: it is Vigie that receives nothing';
    }
  };
  return `${nothing}${french ? ' :' : ':'} ${why()}.`;
}

/** The gravest level that the value is beyond. */
function passed(condition: Extract<Condition, { kind: 'threshold' }>, value: number): number {
  const beyond = (level: number) => (condition.side === 'above' ? value >= level : value <= level);
  return condition.levels.findLast(beyond) ?? condition.levels[0] ?? value;
}

const trades: ReadonlySet<string> = new Set<TradeCondition['kind']>([
  'forecast',
  'late',
  'size',
  'leak',
  'icone',
  'heated',
]);

function isTrade(condition: Condition): condition is TradeCondition {
  return trades.has(condition.kind);
}
