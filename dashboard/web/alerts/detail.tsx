import type { Alert } from '../../contract/alerts.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { inboxWordsOf } from '../texts/inbox.ts';
import { TicketOfAlert } from '../tickets/of-alert.tsx';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { type Deed, deedKeys, deeds, ticketKey } from './deeds.tsx';
import { AlertFigures } from './figures.tsx';
import { Spark } from './spark.tsx';
import { AlertState } from './state.tsx';

interface Props {
  readonly alert: Alert;
  readonly device: string;
  readonly place: string;
  /** absent for who may only read */
  readonly act: ((deed: Deed) => void) | undefined;
  readonly now: number;
}

/** One alert: what it is, why it was raised, how its value went, what happened to it. */
export function Detail({ alert, device, place, act, now }: Props) {
  const { api } = useWorld();
  const { format, language } = useVoice();
  const own = inboxWordsOf(language);
  const asked = useAsk(`${language} ${alert.id} ${JSON.stringify(alert)}`, (signal) =>
    api.alert(alert.id, language, signal),
  );
  const known = asked.value;
  const why = known?.explanation ?? [];
  return (
    <article class="alert-detail" aria-label={alert.title}>
      <AlertState alert={alert} />
      <h2>
        <a href={`/alertes/${alert.id}`}>{alert.title}</a>
      </h2>
      <p class="soft">
        {place}
        {' · '}
        <a href={`/devices/${alert.device}`}>{device}</a>
        {alert.instance !== undefined && ` · ${alert.instance}`}
      </p>
      <p class="alert-reason">{alert.reason}</p>
      <AlertFigures alert={alert} />
      {act !== undefined && alert.active && (
        <div class="form-actions">
          {deeds.map((deed) => (
            <button type="button" class="button" key={deed} onClick={() => act(deed)}>
              {own.deeds[deed]} <kbd>{deedKeys[deed]}</kbd>
            </button>
          ))}
          <TicketOfAlert alert={alert.id} hint={ticketKey} />
        </div>
      )}
      {alert.metric !== undefined && <Spark alert={alert} metric={alert.metric} now={now} />}
      {known === undefined ? (
        asked.error === undefined ? (
          <Bones rows={3} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : (
        <>
          {why.length > 0 && (
            <section aria-labelledby="why">
              <h3 id="why">{own.why}</h3>
              {why.map((line) => (
                <p key={line}>{line}</p>
              ))}
            </section>
          )}
          {known.timeline.length > 0 && (
            <section aria-labelledby="timeline">
              <h3 id="timeline">{own.timeline}</h3>
              <ol class="timeline">
                {known.timeline.map(({ at, text }) => (
                  <li key={`${at} ${text}`}>
                    <time dateTime={at}>{format.moment(Date.parse(at))}</time>
                    <span>{text}</span>
                  </li>
                ))}
              </ol>
            </section>
          )}
        </>
      )}
    </article>
  );
}
