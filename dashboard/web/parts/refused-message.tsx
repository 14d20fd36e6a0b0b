import { useState } from 'preact/hooks';
import type { Refused, ReplayRefused } from '../../contract/inbox.ts';
import { told, toldError } from '../texts/told.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { CopyButton } from './copy-button.tsx';

/** One message that was set aside: why, what it held, and the ways to have it taken after all. */
export function RefusedMessage({ message, taken }: { message: Refused; taken(): void }) {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const [correcting, setCorrecting] = useState(false);
  const [topic, setTopic] = useState(message.topic);
  const [payload, setPayload] = useState(message.payload);
  const [said, setSaid] = useState('');
  // what came without a topic never was a message: a password that was wrong, a line that broke
  const reason = told(message.reason, language);
  const isMessage = message.topic !== '';
  const replay = (body: ReplayRefused) =>
    api.replay(message.id, body).then(
      (outcome) =>
        outcome.taken
          ? taken()
          : setSaid(say(words.stillRefused, { reason: told(outcome.reason ?? '', language).text })),
      (error: unknown) => setSaid(say(words.failed, { reason: toldError(error, language) })),
    );
  function replayCorrected(event: Event) {
    event.preventDefault();
    void replay({ topic, payload, encoding: message.encoding });
  }
  return (
    <li class="inbox-item inbox-message">
      <div>
        <h2>{reason.text}</h2>
        {reason.original !== undefined && (
          <p class="soft" lang="en">
            {reason.original}
          </p>
        )}
        <p class="soft">
          {[format.moment(Date.parse(message.time)), message.client, message.topic]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
        {message.payload !== '' && !correcting && <pre class="raw">{message.payload}</pre>}
        {message.encoding === 'base64' && <p class="soft">base64</p>}
        {correcting && (
          <form class="form" onSubmit={replayCorrected}>
            <label class="field">
              {words.topic}
              <input required maxLength={1024} value={topic} onInput={(event) => setTopic(event.currentTarget.value)} />
            </label>
            <label class="field">
              {words.payload}
              <textarea rows={6} value={payload} onInput={(event) => setPayload(event.currentTarget.value)} />
            </label>
            <div class="form-actions">
              <button type="submit" class="button button-main">
                {words.replayCorrected}
              </button>
              <button type="button" class="button" onClick={() => setCorrecting(false)}>
                {words.cancel}
              </button>
            </div>
          </form>
        )}
        <div role="alert">{said !== '' && <p class="form-wrong">{said}</p>}</div>
      </div>
      <div class="message-actions">
        {isMessage && !correcting && (
          <>
            <button type="button" class="button" onClick={() => void replay({})}>
              {words.replay}
            </button>
            <button type="button" class="button" onClick={() => setCorrecting(true)}>
              {words.correct}
            </button>
          </>
        )}
        {message.payload !== '' && <CopyButton text={message.payload} />}
      </div>
    </li>
  );
}
