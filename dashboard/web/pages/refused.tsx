import type { Refused } from '../../contract/http.ts';
import { Bones } from '../parts/bones.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { useOlder } from '../parts/older.ts';
import { Trouble } from '../parts/trouble.tsx';
import { useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';

/** Messages that were set aside, with the reason and what they held. */
export function RefusedPage(_: { id: string }) {
  const { api } = useWorld();
  const { words, format } = useVoice();
  useTitle(words.refused);
  const { items, more, error, older } = useOlder<Refused>((cursor) => api.refused({ limit: 50, ...cursor }));
  if (items === undefined) return error === undefined ? <Bones rows={3} /> : <Trouble error={error} again={older} />;
  return (
    <div class="lists">
      <div>
        <h1>{words.refused}</h1>
        <p class="soft lead">{words.refusedLead}</p>
      </div>
      {items.length === 0 && <p class="empty">{words.refusedEmpty}</p>}
      <ul class="inbox">
        {items.map((message) => (
          <li class="inbox-item inbox-message" key={message.id}>
            <div>
              <h2>{message.reason}</h2>
              <p class="soft">
                {[format.moment(Date.parse(message.time)), message.client, message.topic]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </p>
              {message.payload !== '' && <pre class="raw">{message.payload}</pre>}
              {message.encoding === 'base64' && <p class="soft">base64</p>}
            </div>
            {message.payload !== '' && <CopyButton text={message.payload} />}
          </li>
        ))}
      </ul>
      {more && (
        <button type="button" class="button" onClick={older}>
          {words.olderLines}
        </button>
      )}
    </div>
  );
}
