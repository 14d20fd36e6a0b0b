import { useState } from 'preact/hooks';
import type { OwnWishes as Asked, PersonalChannel, Wishes } from '../../contract/notices.ts';
import { useAttempt } from '../attempt.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Bones } from './bones.tsx';
import { OwnBrowser } from './own-browser.tsx';
import { Ticks } from './ticks.tsx';
import { Trouble } from './trouble.tsx';
import { Clock, Text, Tick } from './wish-fields.tsx';
import { Wrong } from './wrong.tsx';
import '../style/notices.css';

const severities = ['information', 'warning', 'critical'] as const;
const topics = ['water', 'energy', 'air', 'backups', 'security', 'machines'] as const;
const morning = 8 * 60 + 30;

/** What one wants to be told of, by which way and when. */
export function OwnWishes() {
  const { api, session } = useWorld();
  const { words, language } = useVoice();
  const own = noticeWordsOf(language);
  const asked = useAsk('wishes', () => api.wishes());
  return (
    <section aria-labelledby="wishes">
      <div class="list-head">
        <h2 id="wishes">{words.wishes}</h2>
        <span class="form-actions">
          <a class="button" href="/notifications">
            {words.notices}
          </a>
          {session.role !== 'responsable' && (
            <a class="button" href="/permanence">
              {own.dutyTitle}
            </a>
          )}
        </span>
      </div>
      <p class="soft lead list-lead">{own.wishesLead}</p>
      {asked.value !== undefined ? (
        <Form asked={asked.value} />
      ) : asked.error === undefined ? (
        <Bones rows={3} />
      ) : (
        <Trouble error={asked.error} again={asked.again} />
      )}
    </section>
  );
}

function Form({ asked }: { asked: Asked }) {
  const { api, session } = useWorld();
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const [wishes, setWishes] = useState(asked.wishes);
  const [saved, setSaved] = useState(false);
  const { wrong, busy, attempt } = useAttempt();
  const replace = (next: Wishes) => {
    setSaved(false);
    setWishes(next);
  };
  const change = (part: Partial<Wishes>) => replace({ ...wishes, ...part });
  const offers = (channel: PersonalChannel) => asked.offered.includes(channel);
  const staff = session.role !== 'responsable';

  function save(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      await api.putWishes(wishes);
      setSaved(true);
    });
  }

  return (
    <form class="form wishes" onSubmit={save}>
      <Wrong text={wrong} />
      <div role="status">{saved ? <p>{own.wishesSaved}</p> : asked.usual && <p>{own.wishesUsual}</p>}</div>
      <Channels wishes={wishes} offered={asked.offered} change={(channels) => change({ channels })} />
      {offers('push') && <OwnBrowser publicKey={asked.push.publicKey} browsers={asked.push.browsers} />}
      {offers('sms') && (
        <Text
          label={own.wishPhone}
          value={wishes.phone}
          kind="tel"
          pattern="\+[1-9][0-9]{6,14}"
          change={(phone) => replace(withText(wishes, 'phone', phone))}
        />
      )}
      {offers('ntfy') && (
        <Text
          label={own.wishNtfy}
          value={wishes.ntfyTopic}
          kind="text"
          pattern="[\-_A-Za-z0-9]{1,64}"
          change={(topic) => replace(withText(wishes, 'ntfyTopic', topic))}
        />
      )}
      <Ticks
        legend={own.wishTopics}
        of={topics}
        names={own.wishTopicNames}
        ticked={wishes.topics}
        change={(ticked) => change({ topics: ticked })}
      />
      <Ticks
        legend={own.wishOutside}
        of={severities}
        names={own.severities}
        ticked={wishes.outsideHours}
        change={(outsideHours) => change({ outsideHours })}
      />
      <Ticks
        legend={own.wishDigest}
        of={severities}
        names={own.severities}
        ticked={wishes.digest?.severities ?? []}
        change={(ticked) => {
          const { digest, ...rest } = wishes;
          replace(
            ticked.length === 0 ? rest : { ...rest, digest: { severities: ticked, minute: digest?.minute ?? morning } },
          );
        }}
      />
      {wishes.digest !== undefined && (
        <Clock
          label={own.wishDigestAt}
          minute={wishes.digest.minute}
          change={(minute) => change({ digest: { severities: wishes.digest?.severities ?? [], minute } })}
        />
      )}
      <Quiet wishes={wishes} change={replace} />
      {staff && <Tick label={own.wishOffDuty} checked={wishes.offDuty} change={(offDuty) => change({ offDuty })} />}
      <Tick label={own.wishEnds} checked={wishes.ends} change={(ends) => change({ ends })} />
      <label class="field">
        {own.wishLanguage}
        <select
          value={wishes.language}
          onChange={(event) => change({ language: event.currentTarget.value === 'en' ? 'en' : 'fr' })}
        >
          <option value="fr">Français</option>
          <option value="en">English</option>
        </select>
      </label>
      <div>
        <button type="submit" class="button button-main" disabled={busy}>
          {own.wishesSave}
        </button>
      </div>
    </form>
  );
}

/** Which severity by which way. */
function Channels({
  wishes,
  offered,
  change,
}: {
  wishes: Wishes;
  offered: readonly PersonalChannel[];
  change: (channels: Wishes['channels']) => void;
}) {
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  return (
    <table class="wish-channels">
      <caption>{own.wishChannels}</caption>
      <thead>
        <tr>
          <th scope="col">{own.wishChannel}</th>
          {severities.map((severity) => (
            <th scope="col" key={severity}>
              {own.severities[severity]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {offered.map((channel) => {
          const ticked = wishes.channels[channel] ?? [];
          return (
            <tr key={channel}>
              <th scope="row">{own.channels[channel]}</th>
              {severities.map((severity) => (
                <td key={severity}>
                  <label class="tick">
                    <input
                      type="checkbox"
                      aria-label={`${own.channels[channel]}, ${own.severities[severity]}`}
                      checked={ticked.includes(severity)}
                      onChange={() => {
                        const next = severities.filter((one) => (one === severity) !== ticked.includes(one));
                        change({ ...wishes.channels, [channel]: next });
                      }}
                    />
                  </label>
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Quiet({ wishes, change }: { wishes: Wishes; change: (wishes: Wishes) => void }) {
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const { quiet, ...rest } = wishes;
  const turn = (on: boolean) => change(on ? { ...rest, quiet: { fromMinute: 22 * 60, toMinute: 7 * 60 } } : rest);
  return (
    <>
      <Tick label={own.wishQuiet} checked={quiet !== undefined} change={turn} />
      {quiet !== undefined && (
        <div class="two">
          <Clock
            label={own.wishFrom}
            minute={quiet.fromMinute}
            change={(fromMinute) => change({ ...rest, quiet: { ...quiet, fromMinute } })}
          />
          <Clock
            label={own.wishTo}
            minute={quiet.toMinute}
            change={(toMinute) => change({ ...rest, quiet: { ...quiet, toMinute } })}
          />
        </div>
      )}
    </>
  );
}

/** The same with a text, or without it where it is empty. */
function withText(wishes: Wishes, key: 'phone' | 'ntfyTopic', text: string): Wishes {
  const { [key]: _, ...rest } = wishes;
  return text === '' ? rest : { ...rest, [key]: text };
}
