import { useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import { useAttempt } from '../attempt.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { inboxWordsOf } from '../texts/inbox.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

export const deeds = ['acknowledge', 'assign', 'shelve', 'comment', 'resolve'] as const;
export type Deed = (typeof deeds)[number];
/** The key of each deed while the list has the focus. */
export const deedKeys: Readonly<Record<Deed, string>> = {
  acknowledge: 'a',
  assign: 'i',
  shelve: 's',
  comment: 'c',
  resolve: 'r',
};
/** opens a ticket, in a dialog of its own */
export const ticketKey = 't';
const atOnce = 4;
const hour = 3_600_000;

/** Asks what a deed needs to know and does it to each of the alerts; what could not be done is said, the rest is done. */
export function DeedDialog({ deed, alerts, closed }: { deed: Deed; alerts: readonly Alert[]; closed: () => void }) {
  const { api, session } = useWorld();
  const { language } = useVoice();
  const own = inboxWordsOf(language);
  const { busy, wrong, attempt } = useAttempt();
  const [comment, setComment] = useState('');
  const [to, setTo] = useState(session.email ?? session.name);
  const [hours, setHours] = useState('4');
  const [mode, setMode] = useState<'until-clear' | 'until-worse'>('until-clear');
  const [falseAlarm, setFalseAlarm] = useState(false);

  function bodyOf(): Record<string, unknown> {
    const said = comment.trim() === '' ? {} : { comment: comment.trim() };
    if (deed === 'acknowledge') return { mode, ...said };
    if (deed === 'assign') return { to, ...said };
    if (deed === 'shelve') return { until: Date.now() + Number(hours) * hour, ...said };
    return deed === 'resolve' ? { falseAlarm, ...said } : said;
  }
  function submit(event: Event) {
    event.preventDefault();
    void attempt(async () => {
      await doToAll(alerts, (alert) => api.doToAlert(alert.id, deed, bodyOf()));
      closed();
    });
  }
  return (
    <Dialog title={own.deeds[deed]} closed={closed}>
      <form class="form" onSubmit={submit}>
        <Wrong text={wrong} />
        <p class="soft">{alerts.length === 1 ? alerts[0]?.title : say(own.count, { count: alerts.length })}</p>
        {deed === 'acknowledge' && (
          <label class="field">
            {own.until}
            <select
              value={mode}
              onChange={(event) => setMode(event.currentTarget.value === 'until-worse' ? 'until-worse' : 'until-clear')}
            >
              <option value="until-clear">{own.untilClear}</option>
              <option value="until-worse">{own.untilWorse}</option>
            </select>
          </label>
        )}
        {deed === 'assign' && (
          <label class="field">
            {own.to}
            <input required maxLength={254} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
          </label>
        )}
        {deed === 'shelve' && (
          <label class="field">
            {own.forHours}
            <select value={hours} onChange={(event) => setHours(event.currentTarget.value)}>
              {Object.entries(own.hours).map(([value, label]) => (
                <option value={value} key={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          {own.comment}
          <textarea
            rows={3}
            maxLength={2000}
            required={deed === 'comment'}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
        </label>
        {deed === 'resolve' && (
          <label class="tick">
            <input
              type="checkbox"
              checked={falseAlarm}
              onChange={(event) => setFalseAlarm(event.currentTarget.checked)}
            />
            {own.falseAlarm}
          </label>
        )}
        <button type="submit" class="button button-main" disabled={busy}>
          {own.confirm}
        </button>
      </form>
    </Dialog>
  );
}

/** A few at a time; throws the first refusal after all were tried. */
async function doToAll(alerts: readonly Alert[], work: (alert: Alert) => Promise<unknown>): Promise<void> {
  const waiting = [...alerts];
  const refused: unknown[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await work(next).catch((error: unknown) => refused.push(error));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (refused.length > 0) throw refused[0];
}
