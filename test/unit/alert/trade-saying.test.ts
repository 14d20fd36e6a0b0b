import { expect, test } from 'vitest';
import { sayTrade } from '../../../gateway/alert/saying/trade-saying.ts';
import type { TradeCondition } from '../../../gateway/domain/trade-condition.ts';

const toward = { side: 'rises', end: 100 } as const;
const expected = (low: number, high: number) => ({ expected: { low, high } });

test.each<[TradeCondition, Parameters<typeof sayTrade>[1], string, string]>([
  [
    { kind: 'leak', levels: [5] },
    { value: 20, ...expected(0, 2) },
    '18 L/h s’écoulent sans arrêt, soit 0,43 m³ par jour, environ 14 € par semaine (prix supposé 4,52 € par m³).',
    '18 L/h run without a stop, that is 0.43 m³ a day, about €14 a week (assumed price €4.52 a m³).',
  ],
  [
    { kind: 'leak', levels: [5] },
    { value: 120, waterPrice: 3, ...expected(0, 0) },
    '120 L/h s’écoulent sans arrêt, soit 2,88 m³ par jour, environ 60 € par semaine (au prix de 3 € par m³).',
    '120 L/h run without a stop, that is 2.88 m³ a day, about €60 a week (at €3 a m³).',
  ],
  [
    { kind: 'forecast', levels: [14], clear: 20, toward },
    { value: 12.7 },
    'Au rythme actuel, la fin est dans 12 jours environ.',
    'At the present pace it ends in about 12 days.',
  ],
  [{ kind: 'forecast', levels: [30], clear: 61 }, { value: 29 }, 'Il reste 29 jours.', '29 days are left.'],
  [{ kind: 'forecast', levels: [30], clear: 61 }, { value: -1 }, 'Le terme est passé.', 'The end has passed.'],
  [
    { kind: 'late', levels: [6], atMost: 192 },
    { value: 31.4 },
    'La dernière bonne sauvegarde a 31 heures.',
    'The last good backup is 31 hours old.',
  ],
  [
    { kind: 'size', least: 0.5, most: 2, floor: 0 },
    { value: 150e9, ...expected(200e9, 800e9) },
    '150 Go sauvegardés, bien moins que d’habitude.',
    '150 GB backed up, much less than usual.',
  ],
  [
    { kind: 'icone', levels: [4] },
    { value: 4.62, ...expected(0, 3.5) },
    'L’indice de confinement ICONE de la semaine est de 4,6 sur 5.',
    'The week’s index of confinement (ICONE) is 4.6 of 5.',
  ],
  [
    { kind: 'heated', while: 'open', limit: 19, tolerance: 1 },
    { value: 21.4, ...expected(0, 19) },
    '21,4 °C en moyenne pendant l’ouverture : la limite légale est de 19 °C.',
    '21.4 °C on average in opening hours: the legal limit is 19 °C.',
  ],
])('what was found is said in a sentence, in French and in English (%#)', (condition, found, french, english) => {
  expect(sayTrade(condition, found, 'fr')).toBe(french);
  expect(sayTrade(condition, found, 'en')).toBe(english);
});
