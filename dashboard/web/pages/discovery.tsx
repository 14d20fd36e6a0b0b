import { useState } from 'preact/hooks';
import type { Attach, Discovered } from '../../contract/inbox.ts';
import type { Device, Site } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { Scan } from '../parts/scan.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { toldError } from '../texts/told.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';

/** What speaks without being known: attached or ignored in two clicks. */
export function Discovery(_: { id: string }) {
  const { api } = useWorld();
  const { words } = useVoice();
  useTitle(words.discovery);
  const asked = useAsk('discovery', async (signal) => {
    const [found, looked, devices, sites, organisations] = await Promise.all([
      api.discovery(),
      api.scanned(signal),
      api.devices({}, signal),
      api.sites({}, signal),
      api.organisations(signal),
    ]);
    return { found, looked, devices, sites, organisations };
  });
  const [done, setDone] = useState('');
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={3} /> : <Trouble error={asked.error} again={asked.again} />;
  const { found, looked, devices, sites, organisations } = asked.value;
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const waiting = found.filter((one) => !one.ignored);
  const ignored = found.filter((one) => one.ignored);
  return (
    <div class="lists">
      <div>
        <h1>{words.discovery}</h1>
        <p class="soft lead">{words.discoveryLead}</p>
        <p role="status">{done}</p>
      </div>
      {waiting.length === 0 && <p class="empty">{words.discoveryEmpty}</p>}
      <ul class="inbox">
        {waiting.map((one) => (
          <Found
            key={one.id}
            found={one}
            devices={devices}
            sites={sites}
            organisations={names}
            credentials={looked.credentials}
            done={(text) => {
              setDone(text);
              asked.again();
            }}
          />
        ))}
      </ul>
      <Scan looked={looked} again={asked.again} />
      {ignored.length > 0 && (
        <details>
          <summary>{`${words.ignored} (${ignored.length})`}</summary>
          <ul>
            {ignored.map((one) => (
              <li key={one.id} class="soft">
                {one.address} · {say(words.from, { client: one.client })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface Props {
  found: Discovered;
  devices: readonly Device[];
  sites: readonly Site[];
  /** names by id */
  organisations: ReadonlyMap<string, string>;
  /** names that may be chosen for what Vigie goes and asks */
  credentials: readonly string[];
  done(text: string): void;
}

function Found({ found, devices, sites, organisations, credentials, done }: Props) {
  const { api, types } = useWorld();
  const { words, format, language } = useVoice();
  const { proposal, described } = found;
  const maker = [described?.name, described?.manufacturer, described?.model]
    .filter((part) => part !== undefined)
    .join(' · ');
  const metrics = new Map([...types.values()].flatMap((one) => one.metrics.map((metric) => [metric.id, metric])));
  const measure = (id: string) => {
    const unit = described?.units[id];
    const name = metrics.get(id)?.label[language] ?? id;
    return unit === undefined ? name : `${name} (${unit})`;
  };
  const [as, setAs] = useState<'device' | 'new'>(proposal.type === undefined ? 'device' : 'new');
  const [device, setDevice] = useState('');
  const [type, setType] = useState(proposal.type ?? '');
  const [site, setSite] = useState(proposal.site ?? '');
  const [name, setName] = useState(proposal.name ?? '');
  const isAsked = found.address.startsWith('snmp:');
  const [secret, setSecret] = useState(proposal.credentials ?? '');
  const [wrong, setWrong] = useState<string>();
  const siteNames = new Map(sites.map(({ id, name: of }) => [id, of]));
  const told = (work: Promise<unknown>, text: string) =>
    work.then(
      () => done(text),
      (error: unknown) => setWrong(say(words.failed, { reason: toldError(error, language) })),
    );
  function attach(event: Event) {
    event.preventDefault();
    const to: Attach = as === 'device' ? { device } : { type, site, name, ...(isAsked && { credentials: secret }) };
    void told(api.attach(found.id, to), words.attached);
  }
  return (
    <li class="inbox-item">
      <div>
        <h2>{found.address}</h2>
        <p class="soft">
          {[
            say(words.from, { client: found.client }),
            found.messages === 1 ? words.messagesOne : say(words.messages, { count: format.number(found.messages) }),
            say(words.firstHeard, { when: format.moment(Date.parse(found.firstSeen)) }),
          ].join(' · ')}
        </p>
        {maker !== '' && <p>{say(words.announcedAs, { name: maker })}</p>}
        {found.metrics.length > 0 && <p>{found.metrics.map(measure).join(', ')}</p>}
        {found.described?.mistakes.map((mistake) => (
          <p class="soft" key={mistake}>
            {mistake}
          </p>
        ))}
        <pre class="raw">{found.sample}</pre>
      </div>
      <form class="form" onSubmit={attach}>
        <div role="alert">{wrong && <p class="form-wrong">{wrong}</p>}</div>
        <fieldset class="two">
          <legend class="unseen">{words.attach}</legend>
          <label class="tick">
            <input type="radio" name={`as-${found.id}`} checked={as === 'new'} onChange={() => setAs('new')} />
            {words.asNew}
          </label>
          <label class="tick">
            <input type="radio" name={`as-${found.id}`} checked={as === 'device'} onChange={() => setAs('device')} />
            {words.attachTo}
          </label>
        </fieldset>
        {as === 'device' ? (
          <label class="field">
            {words.device}
            <select required value={device} onChange={(event) => setDevice(event.currentTarget.value)}>
              <option value="">{words.chooseDevice}</option>
              {devices.map((one) => (
                <option value={one.id} key={one.id}>
                  {`${siteNames.get(one.site) ?? one.site} · ${one.name}`}
                </option>
              ))}
            </select>
          </label>
        ) : (
          <>
            <label class="field">
              {words.name}
              <input required maxLength={120} value={name} onInput={(event) => setName(event.currentTarget.value)} />
            </label>
            <label class="field">
              {words.type}
              <select required value={type} onChange={(event) => setType(event.currentTarget.value)}>
                <option value="">{words.chooseType}</option>
                {[...types.values()].map((one) => (
                  <option value={one.id} key={one.id}>
                    {one.label[language]}
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              {words.site}
              <select required value={site} onChange={(event) => setSite(event.currentTarget.value)}>
                <option value="">{words.chooseSite}</option>
                {sites.map((one) => (
                  <option value={one.id} key={one.id}>
                    {`${organisations.get(one.organisation) ?? one.organisation} · ${one.name}`}
                  </option>
                ))}
              </select>
            </label>
            {isAsked && (
              <label class="field">
                {words.credentials}
                <select required value={secret} onChange={(event) => setSecret(event.currentTarget.value)}>
                  <option value="">{words.chooseCredentials}</option>
                  {credentials.map((one) => (
                    <option value={one} key={one}>
                      {one}
                    </option>
                  ))}
                </select>
              </label>
            )}
          </>
        )}
        <div class="form-actions">
          <button type="submit" class="button button-main">
            {words.attach}
          </button>
          <button type="button" class="button" onClick={() => void told(api.ignore(found.id), words.ignored)}>
            {words.ignore}
          </button>
        </div>
      </form>
    </li>
  );
}
