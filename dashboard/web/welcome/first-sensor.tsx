import { useEffect, useState } from 'preact/hooks';
import type { Discovered } from '../../contract/inbox.ts';
import type { Site } from '../../contract/territory.ts';
import { useAttempt } from '../attempt.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { welcomeWordsOf } from '../texts/welcome.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';

const askedEveryMs = 2_000;

interface Props {
  site: Site;
  command: string | undefined;
  prepared(command: string): void;
  attached(): void;
}

/** Shows how a sensor is made to speak, and what speaks, with its place one click away. */
export function FirstSensor({ site, command, prepared, attached }: Props) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = welcomeWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const asked = useAsk('discovery', () => api.discovery());
  useEffect(() => {
    const timer = setInterval(asked.again, askedEveryMs);
    return () => clearInterval(timer);
  }, []);
  const found = asked.value?.find(({ ignored }) => !ignored);
  if (found !== undefined) return <Heard key={found.id} found={found} site={site} attached={attached} />;
  const prepare = () =>
    attempt(async () => {
      const { token } = await api.addToken({ name: own.tokenName, role: 'writer' });
      prepared(
        `curl -H 'Authorization: Token ${token}' --data-binary 'air,device=bureau co2=640,temperature=20.5' ${location.origin}/api/v2/write`,
      );
    });
  return (
    <div class="form welcome-form">
      <p class="soft">{own.sensorLead}</p>
      <Wrong text={wrong} />
      <h3>{own.trial}</h3>
      {command === undefined ? (
        <div>
          <button type="button" class="button button-main" disabled={busy} onClick={() => void prepare()}>
            {own.makeToken}
          </button>
        </div>
      ) : (
        <Command lead={own.runThis} text={command} />
      )}
      <h3>{own.gateway}</h3>
      <Command
        lead={own.gatewayRun}
        text={`npx vigie client add passerelle --publish 'vigie/v1/${site.id}/+' --publish 'application/#' --publish 'zigbee2mqtt/#' --publish 'tele/#'`}
      />
      <p role="status" class="soft">
        {own.waiting}
      </p>
    </div>
  );
}

/** A line for a terminal, to copy. */
export function Command({ lead, text }: { lead: string; text: string }) {
  return (
    <div class="welcome-command">
      <p>{lead}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a line wider than the page scrolls by keyboard too */}
      <pre class="raw" tabIndex={0}>
        {text}
      </pre>
      <CopyButton text={text} />
    </div>
  );
}

function Heard({ found, site, attached }: { found: Discovered; site: Site; attached: () => void }) {
  const { api, types } = useWorld();
  const { language } = useVoice();
  const own = welcomeWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [name, setName] = useState(own.sensorNameOf);
  const [type, setType] = useState(found.proposal.type ?? '');
  const measured = new Map([...types.values()].flatMap(({ metrics }) => metrics.map((one) => [one.id, one] as const)));
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          await api.attach(found.id, { type, site: site.id, name });
          attached();
        });
      }}
    >
      <p role="status">
        {say(own.heard, {
          address: found.address,
          metrics: found.metrics.map((id) => measured.get(id)?.label[language] ?? id).join(', '),
        })}
      </p>
      <Wrong text={wrong} />
      <label class="field">
        {own.sensorName}
        <input required maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <label class="field">
        {own.type}
        <select required value={type} onChange={(event) => setType(event.currentTarget.value)}>
          <option value="">{own.chooseType}</option>
          {[...types.values()].map((one) => (
            <option value={one.id} key={one.id}>
              {one.label[language]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {say(own.attach, { site: site.name })}
      </button>
    </form>
  );
}
