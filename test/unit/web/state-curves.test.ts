import { expect, test } from 'vitest';
import { stateAxis } from '../../../dashboard/web/charts/axis.ts';
import { bridged, type Curves } from '../../../dashboard/web/charts/curves.ts';
import { stateSentence, valueText, worstCurve } from '../../../dashboard/web/charts/state-curves.ts';
import { viewOf } from '../../../dashboard/web/charts/view.ts';
import { stateInWords, stepsOf } from '../../../dashboard/web/states.ts';
import { createFormat, scaleFor } from '../../../dashboard/web/texts/format.ts';
import type { Language } from '../../../dashboard/web/texts/words.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Metric } from '../../../devices/metric.ts';
import { both } from '../../support/words.ts';

const metrics = new Map([...catalogue.values()].flatMap(({ metrics }) => Object.entries(metrics)));
const metricOf = (id: string): Metric => metrics.get(id)!;
const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('the axis of every state of the catalogue has its words alone, the good one on top', () => {
  const states = [...metrics.values()].filter(({ kind }) => kind === 'state');
  expect(states.length).toBeGreaterThan(25);
  for (const language of ['fr', 'en'] as const) {
    for (const metric of states) {
      const steps = stepsOf(metric);
      const { min, max, reverse, afterBuildTicks } = stateAxis(steps);
      const scale = { ticks: [{ value: 0.9 }] };
      afterBuildTicks(scale);
      const said = scale.ticks.map(({ value }) => stateInWords(metric, value, both[language]).word);
      expect(said, metric.id).toHaveLength(steps.values.length);
      for (const word of said) expect(word, metric.id).toMatch(/\p{L}{2}/u);
      const top = reverse ? Math.min(...steps.values) : Math.max(...steps.values);
      expect(stateInWords(metric, top, both[language]).is, metric.id).toBeUndefined();
      expect([min < Math.min(...steps.values), max > Math.max(...steps.values)]).toEqual([true, true]);
    }
  }
});

test('every unit of the catalogue is written as the language writes it', () => {
  const seen = new Set<string>();
  for (const { unit, resolution } of metrics.values()) {
    for (const size of [0, 5, 5e3, 5e6, 5e9, 5e12]) seen.add(scaleFor(unit, size, resolution).unit);
  }
  const written = (language: Language) => [...seen].map(createFormat(language).unit).toSorted();
  const both = [
    ['', '%', '/min', 'A', 'Ah', 'Gbit/s', 'Mbit/s', 'V', 'VA', 'W', 'bit/s', 'dBm', 'h', 'hPa', 'kVA', 'kW', 'kWh'],
    ['kbit/s', 'L', 'lx', 'mg/m³', 'min', 'ms', 'm³', 'ppb', 'ppm', '°C', 'µg/m³'],
  ].flat();
  expect(written('fr')).toEqual([...both, 'j', 'o', 'ko', 'Mo', 'Go', 'To'].toSorted());
  expect(written('en')).toEqual([...both, 'd', 'B', 'kB', 'MB', 'GB', 'TB'].toSorted());
});

test('a state is told by its last word and its worst, never by a mean', () => {
  const sentence = (language: Language, id: string, ...lines: number[][]) => {
    const view = viewOf(new URLSearchParams('periode=mois&date=2026-03-10'), 'Europe/Paris', Date.parse('2026-11-22'));
    const curves: Curves = {
      starts: lines[0]!.map((_, index) => view.from + index),
      beforeStarts: [],
      curves: lines.map((values, index) => ({ name: `borne ${index}`, values })),
      before: [],
      bridge: 0,
    };
    const [format, words] = [createFormat(language), both[language]];
    return plainSpaces(stateSentence({ view, metric: metricOf(id), curves, words, format }));
  };
  expect(sentence('fr', 'backup.state', [0, 3, 0])).toMatch(/: réussie au dernier relevé ; au pire, en échec\.$/);
  expect(sentence('en', 'device.up', [1, 0.5, 1])).toMatch(/: in service at the last reading; at worst, in part\.$/);
  expect(sentence('fr', 'device.up', [1, 1], [1, 0])).toMatch(/: au pire, hors service \(borne 1\)\.$/);
  expect(sentence('fr', 'device.up', [])).toBe('En mars 2026, aucun relevé.');
});

test('of many devices the worst of each moment is drawn, and a state stays until the next reading', () => {
  const lines = [
    [1, 0.5, null],
    [1, 1, null],
    [0, 1, null],
  ].map((values) => ({ name: '', values }));
  expect(worstCurve(metricOf('device.up'), lines, 3)).toEqual([0, 0.5, null]);
  const nights = [[0], [3], [1]].map((values) => ({ name: '', values }));
  expect(worstCurve(metricOf('backup.state'), nights, 1)).toEqual([3]);
  expect(bridged([1, null, 0], 2, true)).toEqual([1, 1, 0]);
  expect(bridged([1, null, 0], 2)).toEqual([1, 0.5, 0]);
  const format = createFormat('fr');
  expect(valueText(metricOf('device.up'), 0.5, scaleFor('', 1), both.fr, format)).toBe('En partie');
  expect(valueText(metricOf('input.alarm'), 1, scaleFor('', 1), both.fr, format)).toBe('En alarme');
  expect(plainSpaces(valueText(metricOf('tls.days'), 12, scaleFor('d', 12), both.fr, format))).toBe('12 j');
});
