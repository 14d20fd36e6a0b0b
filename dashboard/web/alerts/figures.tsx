import type { Alert } from '../../contract/alerts.ts';
import { Amount } from '../parts/amount.tsx';
import { scaleFor } from '../texts/format.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';

/** What was read and what was expected instead, then further facts by their name. */
export function AlertFigures({
  alert: { value, unit = '', expected },
  facts = [],
}: {
  alert: Pick<Alert, 'value' | 'unit' | 'expected'>;
  facts?: readonly (readonly [label: string, text: string])[];
}) {
  const { format, language } = useVoice();
  const own = inboxWordsOf(language);
  return (
    <dl class="alert-figures">
      {value !== null && (
        <div>
          <dt>{own.value}</dt>
          <dd>
            {/* what has no unit is counted, most often: one threat, not 1,0 */}
            <Amount value={value} scale={scaleFor(unit, value, unit === '' && Number.isInteger(value) ? 1 : 0.1)} />
          </dd>
        </div>
      )}
      {expected !== undefined && (
        <div>
          <dt>{own.expected}</dt>
          <dd>{say(own.between, { low: format.number(expected.low, 1), high: format.number(expected.high, 1) })}</dd>
        </div>
      )}
      {facts.map(([label, text]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
