import { useEffect, useState } from 'preact/hooks';
import { Bones } from '../parts/bones.tsx';
import { NoticeList } from '../parts/notice-list.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { preferences } from '../preferences.ts';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { TicketOfAlert } from '../tickets/of-alert.tsx';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import { type Deed, DeedDialog, deedKeys, deeds, ticketKey } from './deeds.tsx';
import { AlertFigures } from './figures.tsx';
import { Spark } from './spark.tsx';
import { AlertState } from './state.tsx';
import { TicketDialog } from './ticket-dialog.tsx';
import '../style/inbox.css';
import '../style/lists.css';
import '../style/notices.css';

/** One alert on a page of its own: what, since when, why, what came before and after, who was told, and what one may do. */
export function AlertPage({ id }: { id: string }) {
  const { api, link, session } = useWorld();
  const { format, language } = useVoice();
  const own = inboxWordsOf(language);
  const now = useNow();
  const [deed, setDeed] = useState<Deed>();
  const [asksTicket, setAsksTicket] = useState(false);
  const asked = useAsk(`${id} ${language}`, async (signal) => {
    const alert = await api.alert(id, language, signal);
    const [device, site] = await Promise.all([
      api.device(alert.device, signal).catch(() => undefined),
      api.site(alert.site, signal).catch(() => undefined),
    ]);
    return { alert, device, site };
  });
  useEffect(() => {
    const end = link.followAlerts((alerts) => alerts.some((one) => one.id === id) && asked.again());
    return () => void end();
  }, [link, id]);
  const alert = asked.value?.alert;
  useTitle(alert?.title);
  const staff = session.role === 'technician' || session.role === 'administrator';
  const may: readonly Deed[] = staff ? deeds : session.role === 'responsable' ? ['comment'] : [];
  const can = alert === undefined ? [] : alert.active ? may : may.filter((one) => one === 'comment');
  useEffect(() => {
    function key(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') !== null) return;
      if (event.target instanceof Element && event.target.closest('input, select, textarea') !== null) return;
      if (!preferences.keys()) return;
      const wanted = can.find((one) => deedKeys[one] === event.key);
      const isTicket = staff && event.key === ticketKey;
      if (wanted === undefined && !isTicket) return;
      event.preventDefault();
      if (isTicket) setAsksTicket(true);
      else setDeed(wanted);
    }
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  }, [can.join(), staff]);
  if (alert === undefined || asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  const { device, site } = asked.value;
  const { follows } = alert;
  const moment = (at: string) => format.moment(Date.parse(at));
  const facts: [string, string][] = [
    [own.sinceLabel, moment(alert.since)],
    ...(alert.until === undefined ? [] : ([[own.untilLabel, moment(alert.until)]] satisfies [string, string][])),
    ...(alert.acknowledgedBy === undefined
      ? []
      : ([[own.acknowledgedBy, alert.acknowledgedBy]] satisfies [string, string][])),
    ...(alert.assignee === undefined ? [] : ([[own.assignedLabel, alert.assignee]] satisfies [string, string][])),
  ];
  return (
    <article class="alert-page inbox-page">
      <p>
        <a href="/alertes">{own.back}</a>
      </p>
      <AlertState alert={alert} />
      <h1>{alert.title}</h1>
      <p class="soft">
        <a href={`/sites/${alert.site}`}>{site?.name ?? alert.site}</a>
        {' · '}
        <a href={`/devices/${alert.device}`}>{device?.name ?? alert.device}</a>
        {alert.instance !== undefined && ` · ${alert.instance}`}
      </p>
      <p class="alert-reason">{alert.reason}</p>
      <AlertFigures alert={alert} facts={facts} />
      {can.length > 0 && (
        <div class="form-actions">
          {can.map((one) => (
            <button type="button" class="button" key={one} onClick={() => setDeed(one)}>
              {own.deeds[one]} <kbd>{deedKeys[one]}</kbd>
            </button>
          ))}
          {staff && <TicketOfAlert alert={alert.id} hint={ticketKey} />}
        </div>
      )}
      <div class="alert-sheets">
        <div class="alert-page">
          {alert.metric !== undefined && <Spark alert={alert} metric={alert.metric} now={now} />}
          {alert.metric !== undefined && alert.expected !== undefined && <p class="soft">{own.usual}</p>}
          <section aria-labelledby="why">
            <h2 id="why">{own.why}</h2>
            {alert.explanation.map((line) => (
              <p key={line}>{line}</p>
            ))}
            {staff && (
              <p>
                <a href={`/regles?regle=${encodeURIComponent(alert.rule)}`}>{own.rule}</a>
              </p>
            )}
          </section>
        </div>
        <div class="alert-page">
          {alert.cause !== undefined && (
            <p>
              {own.causedBy} <a href={`/devices/${alert.cause}`}>{alert.causeName ?? alert.cause}</a>
            </p>
          )}
          {follows.length > 0 && (
            <section aria-labelledby="follows">
              <h2 id="follows">{own.follows}</h2>
              <ul>
                {follows.map((one) => (
                  <li key={one.id}>
                    <a href={`/alertes/${one.id}`}>{one.title}</a>
                    {' · '}
                    <a href={`/devices/${one.device.id}`}>{one.device.name}</a>
                    {', '}
                    <a href={`/sites/${one.site.id}`}>{one.site.name}</a>
                  </li>
                ))}
              </ul>
              {alert.consequences.length > follows.length && (
                <p class="soft">{say(own.followsMore, { count: alert.consequences.length - follows.length })}</p>
              )}
            </section>
          )}
          <section aria-labelledby="timeline">
            <h2 id="timeline">{own.timeline}</h2>
            <ol class="timeline">
              {alert.timeline.map(({ at, text }) => (
                <li key={`${at} ${text}`}>
                  <time dateTime={at}>{moment(at)}</time>
                  <span>{text}</span>
                </li>
              ))}
            </ol>
          </section>
          <section aria-labelledby="before">
            <h2 id="before">{own.before}</h2>
            {alert.before.length === 0 && <p class="soft">{own.beforeNone}</p>}
            <ul>
              {alert.before.map((one) => (
                <li key={one.id}>
                  <a href={`/alertes/${one.id}`}>{moment(one.since)}</a>{' '}
                  <span class="soft">
                    {one.until === undefined
                      ? own.still
                      : format.duration(Date.parse(one.until) - Date.parse(one.since))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        </div>
      </div>
      {session.role !== 'agent' && session.role !== 'screen' && <NoticeList alert={id} />}
      {asksTicket && (
        <TicketDialog alerts={[alert]} nameOf={() => site?.name ?? alert.site} closed={() => setAsksTicket(false)} />
      )}
      {deed !== undefined && (
        <DeedDialog
          deed={deed}
          alerts={[alert]}
          closed={() => {
            setDeed(undefined);
            asked.again();
          }}
        />
      )}
    </article>
  );
}
