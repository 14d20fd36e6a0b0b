import { expect, test } from 'vitest';
import { stateInWords, stepsOf } from '../../../dashboard/web/states.ts';
import { type Sayable, sayAlert } from '../../../gateway/alert/saying/say.ts';
import { stateWord } from '../../../gateway/alert/saying/state-word.ts';
import type { DeadLink } from '../../../gateway/domain/alert.ts';
import type { Condition, RuleKind } from '../../../gateway/domain/rule.ts';
import { both } from '../../support/words.ts';
import { ruleOf } from '../detect/judging.ts';

const since = Date.UTC(2026, 2, 3, 23, 30);

function said(condition: Condition, more: Partial<Sayable>, unit: string, language: 'fr' | 'en') {
  const alert = { rule: 'rule', since, value: null, lostContact: false, by: ruleOf(condition), ...more };
  const nameOf = (id: string) => (id === 'antenne' ? 'Antenne du clocher' : id);
  return sayAlert(alert, { language, unit, timeZone: 'Europe/Paris', nameOf });
}
/** Numbers and units as they are typed. */
const typed = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');
const expected = { low: 2, high: 5.5 };

test.each<[Condition, number, string, string, string]>([
  [
    { kind: 'profile', side: 'both', deviations: 5, least: 1, counts: true },
    9.25,
    'kWh',
    '9,25 kW à cette heure, d’habitude 2 à 5,5 kW.',
    '9.25 kW at this hour, usually 2 to 5.5 kW.',
  ],
  [
    { kind: 'profile', side: 'above', deviations: 5, least: 1 },
    9,
    'W',
    '9 W à cette heure, d’habitude 2 à 5,5 W.',
    '9 W at this hour, usually 2 to 5.5 W.',
  ],
  [
    { kind: 'base-load', share: 0.2, least: 1, counts: true },
    7,
    'L',
    'La nuit, 7 L/h au lieu de 5,5 L/h au plus.',
    'At night, 7 L/h instead of 5.5 L/h at most.',
  ],
  [
    { kind: 'left-on', share: 0.5, least: 1, counts: true },
    7,
    'm³',
    'Fermé, 7 m³/h au lieu de 5,5 m³/h au plus par ce froid.',
    'Closed, 7 m³/h instead of 5.5 m³/h at most in this cold.',
  ],
  [
    { kind: 'budget', share: 0.2, least: 1 },
    1_234,
    'kWh',
    'À ce rythme, 1 234 kWh à la fin du mois ; attendu 2 à 5,5 kWh, même froid.',
    'At this pace, 1,234 kWh at the month’s end; expected 2 to 5.5 kWh in the same cold.',
  ],
  [
    { kind: 'change-point', least: 1 },
    7,
    'ppm',
    'Depuis le 4 mars 2026, 7 ppm ; avant, 2 à 5,5 ppm.',
    'Since 4 March 2026, 7 ppm; before, 2 to 5.5 ppm.',
  ],
])(
  'what is unusual is said in a sentence with what was usual, in French and in English (%#)',
  (condition, value, unit, french, english) => {
    const [fr, en] = (['fr', 'en'] as const).map((language) => said(condition, { value, expected }, unit, language));
    expect(typed(fr!.reason)).toBe(french);
    expect(typed(en!.reason)).toBe(english);
    // what would not have fired
    expect(fr!.explanation.map(typed).join(' ')).toMatch(/De 2 à 5,5 \S+, elle ne serait pas partie\./);
    expect(en!.explanation.map(typed).join(' ')).toMatch(/From 2 to 5\.5 \S+ it would not have been raised\./);
  },
);

test.each<[DeadLink | undefined, string, string]>([
  [undefined, 'Plus aucun relevé n’arrive.', 'No reading comes in any more.'],
  [
    { is: 'device' },
    'Plus aucun relevé n’arrive : l’équipement lui-même est muet.',
    'No reading comes in any more: the device itself is silent.',
  ],
  [
    { is: 'parent', device: 'antenne' },
    'Plus aucun relevé n’arrive : ce qui passe par « Antenne du clocher » s’est tu en même temps.',
    'No reading comes in any more: what comes through “Antenne du clocher” fell silent together.',
  ],
  [
    { is: 'site' },
    'Plus aucun relevé n’arrive : tout le site s’est tu en même temps, sa ligne ou son courant sont en cause.',
    'No reading comes in any more: the whole site fell silent together: its line or its power.',
  ],
  [
    { is: 'everything' },
    'Plus aucun relevé n’arrive : tous les sites se sont tus en même temps, la réception de Vigie est en cause.',
    'No reading comes in any more: all sites fell silent together: it is Vigie that receives nothing.',
  ],
])('a silence says which link died (%#)', (link, french, english) => {
  const silence = { kind: 'silence', afterMs: 7_200_000 } as const;
  const more = link === undefined ? {} : { link };
  expect(typed(said(silence, more, '', 'fr').reason)).toBe(french);
  expect(said(silence, more, '', 'en').reason).toBe(english);
});

const ofEveryKind: Readonly<Record<RuleKind, Condition>> = {
  threshold: { kind: 'threshold', side: 'above', levels: [3, 6], clear: 2 },
  state: { kind: 'state', levels: [[0]] },
  rate: { kind: 'rate', side: 'rises', perHour: 3, overMs: 3_600_000, clear: 1 },
  silence: { kind: 'silence', afterMs: 3_600_000 },
  stuck: { kind: 'stuck', within: 0 },
  implausible: { kind: 'implausible', backwards: true },
  forecast: { kind: 'forecast', levels: [14], clear: 20 },
  late: { kind: 'late', levels: [6], atMost: 192 },
  size: { kind: 'size', least: 0.5, most: 2, floor: 0 },
  leak: { kind: 'leak', levels: [5] },
  icone: { kind: 'icone', levels: [4] },
  heated: { kind: 'heated', while: 'open', limit: 19, tolerance: 1 },
  profile: { kind: 'profile', side: 'both', deviations: 5, least: 1 },
  'base-load': { kind: 'base-load', share: 0.2, least: 1 },
  'left-on': { kind: 'left-on', share: 0.2, least: 1 },
  budget: { kind: 'budget', share: 0.2, least: 1 },
  'held-warm': { kind: 'held-warm', least: 1 },
  apart: { kind: 'apart', deviations: 4, least: 1 },
  airing: { kind: 'airing', deviations: 3, share: 0.25, least: 60 },
  'change-point': { kind: 'change-point', least: 1 },
};

test('every kind explains itself in both languages: what was found, the method, since when, how to hear it less', () => {
  let kinds = 0;
  for (const condition of Object.values(ofEveryKind)) {
    for (const language of ['fr', 'en'] as const) {
      const { reason, explanation } = said(condition, { value: 7, expected }, 'L', language);
      const all = explanation.map(typed);
      expect(reason).not.toBe('');
      expect(all[0]).toMatch(/^(Méthode : |Method: )\S/);
      expect(all.join(' ')).toMatch(
        language === 'fr' ? 'depuis le mercredi 4 mars 2026' : /since Wednesday,? 4 March 2026/,
      );
      expect(all.at(-1)).toContain(language === 'fr' ? 'de la règle « Alerte »' : 'of the rule “Alert”');
      // no word is left unfilled
      expect(`${reason} ${all.join(' ')}`).not.toMatch(/undefined|NaN|null|\{/);
    }
    kinds++;
  }
  expect(kinds).toBe(20);
});

test('a state is told by its word, also where time alone completed its hold', () => {
  const firewall: Condition = { kind: 'state', levels: [[0]] };
  const sayState = (condition: Condition, value: number | null, language: 'fr' | 'en') => {
    const alert = { rule: 'rule', since, value, lostContact: false, by: ruleOf(condition) };
    const measured = language === 'fr' ? 'Services du pare-feu' : 'Firewall services';
    const stateOf = (state: number) => stateWord('firewall.service', state, language);
    return typed(sayAlert(alert, { language, unit: '', timeZone: 'Europe/Paris', measured, stateOf }).reason);
  };
  expect(sayState(firewall, 0, 'fr')).toBe('Services du pare-feu : en défaut.');
  expect(sayState(firewall, null, 'fr')).toBe('Services du pare-feu : en défaut.');
  expect(sayState(firewall, 0.5, 'en')).toBe('Firewall services: degraded.');
  const graded = { ...ruleOf({ kind: 'state', levels: [[0.5], [0]] }), severities: ['warning', 'critical'] as const };
  const worst = { rule: 'rule', since, value: null, lostContact: false, by: graded, severity: 'critical' as const };
  const stateOf = (state: number) => stateWord('firewall.service', state, 'fr');
  const reason = sayAlert(worst, { language: 'fr', unit: '', timeZone: 'Europe/Paris', stateOf }).reason;
  expect(reason).toBe('L’état relevé est en défaut.');
  // one of several states, nobody knows which
  expect(sayState({ kind: 'state', levels: [[0.5], [0]] }, null, 'fr')).toBe('L’état relevé n’a pas changé depuis.');
});

test('alerts call a state as the screens call it', () => {
  let seen = 0;
  for (const language of ['fr', 'en'] as const)
    for (const id of ['device.up', 'ups.mains', 'firewall.service', 'machine.alarm', 'backup.state'])
      for (const value of stepsOf({ id }).values) {
        expect(stateWord(id, value, language)).toBe(stateInWords({ id }, value, both[language]).word.toLowerCase());
        seen++;
      }
  expect(seen).toBe(32);
  expect(stateWord('backup.state', 7, 'fr')).toBeUndefined();
});

test('a number without a unit says what it counts; a limit of nothing needs no words', () => {
  const alert = { rule: 'rule', since, value: 2, lostContact: false };
  const say = (levels: number[], language: 'fr' | 'en') => {
    const by = ruleOf({ kind: 'threshold', side: 'above', levels, clear: 0 });
    const measured = { fr: 'Menaces ouvertes', en: 'Open threats' }[language];
    return typed(sayAlert({ ...alert, by }, { language, unit: '', measured, timeZone: 'Europe/Paris' }).reason);
  };
  expect(say([0], 'fr')).toBe('Menaces ouvertes : 2.');
  expect(say([0], 'en')).toBe('Open threats: 2.');
  expect(say([1], 'fr')).toBe('Menaces ouvertes : 2, au-dessus de 1.');
  expect(say([1], 'en')).toBe('Open threats: 2, above 1.');
});

test.each<[side: 'above' | 'below', level: number, clear: number, unit: string, french: string, english: string]>([
  [
    ...(['above', 1_500, 1_400, 'ppm'] as const),
    'Jusqu’à 1 500 ppm, elle ne serait pas partie ; elle se termine à 1 400 ppm ou moins.',
    'Up to 1,500 ppm it would not have been raised; it ends at 1,400 ppm or less.',
  ],
  [
    ...(['below', 20, 25, '%'] as const),
    'À partir de 20 %, elle ne serait pas partie ; elle se termine à 25 % ou plus.',
    'From 20 % it would not have been raised; it ends at 25 % or more.',
  ],
  // threats are counted: there is nothing below none
  [...(['above', 0, 0, ''] as const), 'À 0, elle ne serait pas partie.', 'At 0 it would not have been raised.'],
])(
  'a level says what would not have fired, the level itself included (%s %d)',
  (side, level, clear, unit, french, english) => {
    const condition = { kind: 'threshold' as const, side, levels: [level], clear };
    const [fr, en] = (['fr', 'en'] as const).map((language) => said(condition, { value: level }, unit, language));
    expect(fr?.explanation.map(typed)).toContain(french);
    expect(en?.explanation.map(typed)).toContain(english);
  },
);
