import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { type Curves, mostSingleLines, type Plan } from './curves.ts';
import { periodTitle } from './phrases.ts';
import type { View } from './view.ts';

/** What each line or bar is; says nothing where there is only one thing to see. */
export function Legend({ plan, curves, view }: { plan: Plan; curves: Curves; view: View }) {
  const counter = plan.metric.kind === 'counter';
  const { words, format } = useVoice();
  const isState = plan.metric.kind === 'state';
  const behind = curves.before.length > 0 && (counter || curves.curves.length === 1);
  if (curves.curves.length === 1 && !behind) return <div />;
  if (!counter && curves.curves.length > mostSingleLines)
    return (
      <ul class="legend">
        <li>
          <svg width="26" height="12" aria-hidden="true" class="legend-mark">
            <line x1="0" x2="26" y1="6" y2="6" stroke="currentColor" stroke-width="2" />
          </svg>
          {say(isState ? words.worstOfAll : words.meanOf, { count: curves.curves.length })}
        </li>
        {!isState && (
          <li>
            <svg width="26" height="12" aria-hidden="true" class="legend-mark">
              <rect width="26" height="12" fill="currentColor" opacity="0.2" />
            </svg>
            {words.lowToHigh}
          </li>
        )}
      </ul>
    );
  return (
    <ul class="legend">
      {curves.curves.map(({ name }, index) => (
        <li key={name}>
          <svg width="26" height="12" aria-hidden="true" class={`legend-mark legend-mark-${counter ? 0 : index % 3}`}>
            {counter ? (
              <rect x="6" y="1" width="12" height="11" fill="currentColor" />
            ) : (
              <line
                x1="0"
                x2="26"
                y1="6"
                y2="6"
                stroke="currentColor"
                stroke-width="2"
                stroke-dasharray={index < 3 ? '' : '6 3'}
              />
            )}
          </svg>
          {counter ? periodTitle(view, format) : name}
        </li>
      ))}
      {behind && (
        <li class="legend-before">
          <svg width="26" height="12" aria-hidden="true">
            {counter ? (
              <path d="M5 12V1.5h14V12" fill="none" stroke="currentColor" />
            ) : (
              <line x1="0" x2="26" y1="6" y2="6" stroke="currentColor" />
            )}
          </svg>
          {words.compareLabel[view.comparison]}
        </li>
      )}
    </ul>
  );
}
