import { useState } from 'preact/hooks';
import type { Refused } from '../../contract/inbox.ts';
import { Bones } from '../parts/bones.tsx';
import { useOlder } from '../parts/older.ts';
import { RefusedMessage } from '../parts/refused-message.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';

/** Messages that were set aside, with the reason and what they held. */
export function RefusedPage(_: { id: string }) {
  const { api } = useWorld();
  const { words } = useVoice();
  useTitle(words.refused);
  const { value: items, more, error, again } = useOlder<Refused>((cursor) => api.refused({ limit: 50, ...cursor }));
  const [taken, setTaken] = useState<readonly number[]>([]);
  if (items === undefined) return error === undefined ? <Bones rows={3} /> : <Trouble error={error} again={again} />;
  const waiting = items.filter(({ id }) => !taken.includes(id));
  return (
    <div class="lists">
      <div>
        <h1>{words.refused}</h1>
        <p class="soft lead">{words.refusedLead}</p>
        <p role="status">{taken.length > 0 && words.replayTaken}</p>
      </div>
      {waiting.length === 0 && !more && <p class="empty">{words.refusedEmpty}</p>}
      <ul class="inbox">
        {waiting.map((message) => (
          <RefusedMessage key={message.id} message={message} taken={() => setTaken([...taken, message.id])} />
        ))}
      </ul>
      {more && (
        <button type="button" class="button" onClick={again}>
          {words.olderLines}
        </button>
      )}
    </div>
  );
}
