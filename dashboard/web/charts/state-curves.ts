import type { Metric } from '../../contract/territory.ts';
import { badness, stateInWords } from '../states.ts';
import type { Format, Scale } from '../texts/format.ts';
import { say, type Words } from '../texts/words.ts';
import type { Curve, Curves } from './curves.ts';
import { lowerFirst, periodPhrase } from './phrases.ts';
import type { View } from './view.ts';

/** A value as a chart says it: a state as its word, anything else as a number with its unit. */
export function valueText(metric: Metric, value: number, scale: Scale, words: Words, format: Format): string {
  return metric.kind === 'state' ? stateInWords(metric, value, words).word : format.text(value, scale);
}

/** Several devices' states as one line: the worst of each bucket. A mean of states is none of them. */
export function worstCurve(metric: Metric, curves: readonly Curve[], count: number): (number | null)[] {
  return Array.from({ length: count }, (_, index) => {
    const values = curves.flatMap(({ values }) => values[index] ?? []);
    return values.length === 0 ? null : values.reduce((worst, value) => worseOf(metric, worst, value));
  });
}

/** « En mars 2026, sauvegarde : réussie au dernier relevé ; au pire, en échec. » */
export function stateSentence(options: {
  view: View;
  metric: Metric;
  curves: Curves;
  words: Words;
  format: Format;
}): string {
  const { view, metric, curves, words, format } = options;
  const when = periodPhrase(view, format);
  const known = curves.curves.flatMap(({ name, values }) =>
    values.flatMap((value) => (value === null ? [] : [{ name, value }])),
  );
  const last = known.at(-1);
  if (last === undefined) return say(words.nothingUsed, { when });
  const worst = known.reduce((a, b) => (badness(metric, b.value) > badness(metric, a.value) ? b : a));
  const word = (value: number) => lowerFirst(stateInWords(metric, value, words).word);
  return say(curves.curves.length === 1 ? words.stateSentence : words.stateSentenceAll, {
    when,
    metric: lowerFirst(metric.label[format.language]),
    last: word(last.value),
    worst: word(worst.value),
    worstAt: worst.name,
  });
}

function worseOf(metric: Metric, a: number, b: number): number {
  return badness(metric, b) > badness(metric, a) ? b : a;
}
