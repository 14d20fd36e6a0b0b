import { expect, test } from 'vitest';
import { csvOf } from '../../../dashboard/web/charts/csv.ts';
import { bridged, bridgeOf, type Curves, spreadOf } from '../../../dashboard/web/charts/curves.ts';
import { consumptionSentence, totalsOf } from '../../../dashboard/web/charts/phrases.ts';
import { viewOf } from '../../../dashboard/web/charts/view.ts';
import { createFormat, scaleFor } from '../../../dashboard/web/texts/format.ts';
import type { Language } from '../../../dashboard/web/texts/words.ts';
import { commonMetrics, type Metric } from '../../../devices/metric.ts';
import { both } from '../../support/words.ts';

const zone = 'Europe/Paris';
const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const electricity = { ...commonMetrics['electricity.energy'], id: 'electricity.energy' };

function sentence(
  language: Language,
  place: string,
  query: string,
  now: string,
  values: number[],
  before: number[],
  metric: Metric = electricity,
) {
  const format = createFormat(language);
  const view = viewOf(new URLSearchParams(query), zone, Date.parse(now));
  const starts = values.map((_, index) => view.from + index * 86_400_000);
  const curves: Curves = {
    starts,
    beforeStarts: starts,
    curves: [{ name: '', values }],
    before: [{ name: '', values: before }],
    bridge: 0,
  };
  const totals = totalsOf(curves, view.to, Date.parse(now));
  return plainSpaces(
    consumptionSentence({
      view,
      metric,
      place,
      totals,
      scale: scaleFor(metric.unit, totals.total ?? 0),
      words: both[language],
      format,
    }),
  );
}

test('a month in one sentence, in both languages', () => {
  const march = ['periode=mois&date=2026-03-10', '2026-11-22T12:00:00Z', [900, 942], [1000, 1002.2]] as const;
  expect(sentence('fr', 'Mairie de Tartas', march[0], march[1], [...march[2]], [...march[3]])).toBe(
    'En mars 2026, la mairie de Tartas a utilisé 1 842 kWh d’électricité, 8 % de moins que l’an passé.',
  );
  expect(sentence('en', 'Mairie de Tartas', march[0], march[1], [...march[2]], [...march[3]])).toBe(
    'In March 2026, Mairie de Tartas used 1,842 kWh of electricity, 8% less than a year before.',
  );
});

test('a month that runs is compared over its complete days only', () => {
  expect(sentence('fr', 'École Sully', 'periode=mois', '2026-11-02T12:00:00Z', [100, 3], [50, 500])).toBe(
    'En novembre 2026, l’école Sully a déjà utilisé 103 kWh d’électricité, 100 % de plus que l’an passé à la même période.',
  );
});

test('nothing to compare with is not called a change, and no reading is not called zero', () => {
  expect(sentence('fr', 'Cigale', 'periode=mois&date=2026-03-10', '2026-11-22T12:00:00Z', [10, 10], [])).toBe(
    'En mars 2026, Cigale a utilisé 20,0 kWh d’électricité.',
  );
  expect(sentence('fr', 'Mairie', 'periode=mois&date=2026-03-10', '2026-11-22T12:00:00Z', [], [])).toBe(
    'En mars 2026, aucun relevé.',
  );
});

test('what is counted and not used up is told by its own name', () => {
  const found: Metric = {
    ...electricity,
    id: 'antivirus.detections',
    unit: '',
    label: { fr: 'Détections', en: 'Detections' },
  };
  const november = ['Mairie', 'periode=mois&date=2026-10-10', '2026-11-22T12:00:00Z', [2, 1], []] as const;
  const [place, query, now, values, before] = november;
  expect(sentence('fr', place, query, now, [...values], [...before], found)).toBe('En octobre 2026, détections : 3.');
  expect(sentence('en', place, query, now, [...values], [...before], found)).toBe('In October 2026, detections: 3.');
});

test('no French line breaks before its tall punctuation or inside its quotation marks', () => {
  const texts: string[] = [];
  JSON.stringify(both.fr, (_, text: unknown) => {
    if (typeof text === 'string') texts.push(text);
    return text;
  });
  expect(texts.filter((text) => /\u00a0[;:?!»]|«\u00a0/.test(text)).length).toBeGreaterThan(30);
  expect(texts.filter((text) => / [;:?!»]|« /.test(text))).toEqual([]);
  expect(both.fr.lostPassword).toBe('Mot de passe oublié\u00a0?');
});

test('quantities are said in the unit people use', () => {
  const format = createFormat('fr');
  const said = (value: number, unit: string, resolution?: number) =>
    plainSpaces(format.text(value, scaleFor(unit, value, resolution)));
  expect([
    said(640, 'W'),
    said(12_400, 'W'),
    said(850, 'L'),
    said(61_200, 'L'),
    said(3.456, 'm3'),
    said(19.44, '°C', 0.1),
  ]).toEqual(['640 W', '12,4 kW', '850 L', '61,2 m³', '3,46 m³', '19,4 °C']);
  expect(plainSpaces(format.ago(3 * 3_600_000))).toBe('il y a 3 h');
});

test('a file for a French spreadsheet has a mark, semicolons and commas, and runs no formula', () => {
  expect(
    csvOf(
      [
        ['Début', 'Eau; froide'],
        ['=1+1', 12.5],
        ['x', null],
      ],
      'fr',
    ),
  ).toBe('\ufeffDébut;"Eau; froide"\r\n\'=1+1;12,5\r\nx;\r\n');
  expect(csvOf([['a,b', 12.5]], 'en')).toBe('\ufeff"a,b",12.5\r\n');
});

test('a sensor that sends every second bucket draws a line, a longer silence stays a gap', () => {
  const values = [1, null, 3, null, 5, null, null, null, null, 9, null, 11];
  const bridge = bridgeOf([{ name: '', values }]);
  expect(bridged(values, bridge)).toEqual([1, 2, 3, 4, 5, null, null, null, null, 9, 10, 11]);
  expect(bridged([1, null, 2, 3, 4, 5], bridgeOf([{ name: '', values: [1, null, 2, 3, 4, 5] }]))[1]).toBe(null);
});

test('many sensors are one mean with the band that holds them', () => {
  const curves = [
    { name: 'a', values: [18, null] },
    { name: 'b', values: [22, null] },
  ];
  expect(spreadOf(curves, 2)).toEqual({ mean: [20, null], low: [18, null], high: [22, null] });
});
