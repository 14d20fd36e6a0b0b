import type { Scale } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { type Curves, mostSingleLines, type Plan, spreadOf } from './curves.ts';
import { bucketName } from './phrases.ts';
import { valueText, worstCurve } from './state-curves.ts';
import type { View } from './view.ts';

/** The sentence for one bucket: « mardi 3 mars : 62 kWh ; un an avant 58 kWh ». */
export function useBucketSentence(plan: Plan, curves: Curves, view: View, scale: Scale) {
  const { words, format } = useVoice();
  const counter = plan.metric.kind === 'counter';
  return (index: number): string => {
    const start = curves.starts[index];
    if (start === undefined) return '';
    const amount = (value: number | null | undefined) =>
      value === null || value === undefined ? words.missing : valueText(plan.metric, value, scale, words, format);
    const isState = plan.metric.kind === 'state';
    const several = curves.curves.length > mostSingleLines;
    const worst = isState && several ? worstCurve(plan.metric, curves.curves, curves.starts.length) : undefined;
    const spread = !isState && several ? spreadOf(curves.curves, curves.starts.length) : undefined;
    const now =
      spread !== undefined
        ? [
            say(words.spreadAt, {
              mean: amount(spread.mean[index]),
              low: amount(spread.low[index]),
              high: amount(spread.high[index]),
            }),
          ]
        : worst !== undefined
          ? [amount(worst[index])]
          : curves.curves.map(({ name, values }) =>
              curves.curves.length > 1 ? `${name} ${amount(values[index])}` : amount(values[index]),
            );
    const other = curves.before.length === 1 ? curves.before[0]?.values[index] : undefined;
    const colon = format.language === 'fr' ? '\u00a0:' : ':';
    const before = other === undefined ? '' : `, ${words.compareLabel[view.comparison]} ${amount(other)}`;
    return `${bucketName(view.period, counter, start, view, format)}${colon} ${now.join(', ')}${before}`;
  };
}
