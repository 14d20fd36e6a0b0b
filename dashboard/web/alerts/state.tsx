import type { Alert } from '../../contract/alerts.ts';
import { shapeOf } from '../parts/state.tsx';
import { inboxWordsOf } from '../texts/inbox.ts';
import { useVoice } from '../world.ts';

const hollow = { critical: '□', warning: '△', information: '○' } as const;

/** How grave, and whether somebody has it: the same shape hollow. */
export function AlertState({ alert }: { alert: Alert }) {
  const { words, language } = useVoice();
  const { severity, acknowledged, active, maintenance } = alert;
  const quiet = acknowledged || alert.shelvedUntil !== undefined;
  if (!active) return <span class="state soft">{words.well}</span>;
  if (maintenance !== undefined)
    return (
      <span class="state state-maintenance">
        <span class="shape" aria-hidden="true">
          {shapeOf('maintenance')}
        </span>
        <span>{words.maintenance}</span>
      </span>
    );
  return (
    <span class={`state state-${severity}`}>
      <span class="shape" aria-hidden="true">
        {quiet ? hollow[severity] : shapeOf(severity)}
      </span>
      <span>
        {words[severity]}
        {acknowledged && ` · ${inboxWordsOf(language).acknowledged.toLowerCase()}`}
      </span>
    </span>
  );
}
