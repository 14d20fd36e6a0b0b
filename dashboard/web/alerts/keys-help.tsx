import { useState } from 'preact/hooks';
import { Dialog } from '../parts/dialog.tsx';
import { preferences } from '../preferences.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { useVoice } from '../world.ts';
import { deedKeys, deeds, ticketKey } from './deeds.tsx';

/** Which key does what in the list of alerts. */
export function KeysHelp({ closed }: { closed: () => void }) {
  const { language } = useVoice();
  const own = inboxWordsOf(language);
  const [everywhere, setEverywhere] = useState(preferences.keys);
  const lines = [
    [own.deeds.next, 'j', 'k'],
    [own.deeds.open, own.enter],
    [own.deeds.check, 'x'],
    ...deeds.map((one) => [own.deeds[one], deedKeys[one]]),
    [own.deeds.ticket, ticketKey],
    [own.deeds.help, '?'],
  ] as const;
  return (
    <Dialog title={own.keysTitle} closed={closed}>
      <p class="soft">{own.keysLead}</p>
      <dl class="keys">
        {lines.map(([label, ...pressed]) => (
          <div key={label}>
            <dt>
              {pressed.map((one) => (
                <kbd key={one}>{one}</kbd>
              ))}
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <label class="tick">
        <input
          type="checkbox"
          checked={everywhere}
          onChange={(event) => {
            preferences.keepKeys(event.currentTarget.checked);
            setEverywhere(event.currentTarget.checked);
          }}
        />
        {own.keysEverywhere}
      </label>
    </Dialog>
  );
}
