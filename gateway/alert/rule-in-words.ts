import type { Metric, Text } from '../../devices/metric.ts';
import type { Rule } from '../domain/rule.ts';

/** What a rule waits for, in a sentence in French and English: « Disque occupé au-dessus de 90 % (puis 95 %) pendant 15 min ». */
export function ruleInWords({ condition, holdMs }: Rule, metric: Pick<Metric, 'label' | 'unit'>): Text {
  const both = (say: (language: 'fr' | 'en') => string): Text => ({ fr: say('fr'), en: say('en') });
  const hold = (language: 'fr' | 'en') =>
    holdMs === 0 ? '' : ` ${language === 'fr' ? 'pendant' : 'for'} ${duration(holdMs, language)}`;
  return both((language) => {
    const fr = language === 'fr';
    const value = (number: number) => `${shown(number, language)}${metric.unit === '' ? '' : ` ${metric.unit}`}`;
    const name = metric.label[language];
    switch (condition.kind) {
      case 'threshold': {
        const side = fr
          ? { above: 'au-dessus de', below: 'au-dessous de' }[condition.side]
          : { above: 'above', below: 'below' }[condition.side];
        const [first = 0, ...graver] = condition.levels;
        const then = graver.length === 0 ? '' : ` (${fr ? 'puis' : 'then'} ${graver.map(value).join(', ')})`;
        return `${name} ${side} ${value(first)}${then}${hold(language)}`;
      }
      case 'state':
        return `${name} ${fr ? 'à' : 'at'} ${condition.levels
          .flat()
          .map((one) => shown(one, language))
          .join(fr ? ' ou ' : ' or ')}${hold(language)}`;
      case 'rate': {
        const moves = fr ? { rises: 'monte', falls: 'descend' }[condition.side] : condition.side;
        return `${name} ${moves} ${fr ? 'de plus de' : 'by more than'} ${value(condition.perHour)}/h ${fr ? 'sur' : 'over'} ${duration(condition.overMs, language)}${hold(language)}`;
      }
      case 'silence':
        return `${name} : ${fr ? 'aucun relevé depuis' : 'no reading for'} ${duration(condition.afterMs, language)}`;
      case 'stuck':
        return `${name} ${fr ? 'ne bouge plus' : 'does not move'}${hold(language)}`;
      case 'implausible':
        return `${name} ${fr ? 'impossible : hors plage, à reculons ou par bond' : 'cannot be: out of range, backwards or a leap'}`;
      default:
        return name;
    }
  });
}

function shown(number: number, language: 'fr' | 'en'): string {
  return number.toLocaleString(language, { maximumFractionDigits: 3 });
}

const units = [
  [86_400_000, { fr: 'j', en: 'd' }],
  [3_600_000, { fr: 'h', en: 'h' }],
  [60_000, { fr: 'min', en: 'min' }],
  [1_000, { fr: 's', en: 's' }],
] as const;

/** A duration in its greatest whole unit: `90 min`, `2 h`, `14 j`. */
function duration(ms: number, language: 'fr' | 'en'): string {
  const [size, unit] = units.find(([one]) => ms >= one && ms % one === 0) ?? units[3];
  return `${shown(ms / size, language)} ${unit[language]}`;
}
