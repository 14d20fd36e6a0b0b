import { useState } from 'preact/hooks';
import type { Duty, NewDuty } from '../../contract/notices.ts';
import { useAttempt } from '../attempt.ts';
import { Bones } from '../parts/bones.tsx';
import { DutyFeed } from '../parts/duty-feed.tsx';
import { DutyRota } from '../parts/duty-rota.tsx';
import { DutySwaps } from '../parts/duty-swaps.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { noticeWordsOf } from '../texts/notices.ts';
import { say } from '../texts/words.ts';
import { useDay } from '../use-day.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';
import '../style/notices.css';

/** Who answers the telephone, now and in the coming months; staff writes it. */
export function DutyPage(_: { id: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  useTitle(own.dutyTitle);
  const asked = useAsk('duty', () => api.duty());
  const [written, setWritten] = useState<Duty>();
  const [saved, setSaved] = useState(false);
  const { wrong, busy, attempt } = useAttempt();
  const duty = written ?? asked.value;
  if (duty === undefined)
    return asked.error === undefined ? <Bones rows={4} /> : <Trouble error={asked.error} again={asked.again} />;

  const write = (change: Partial<NewDuty>) =>
    attempt(async () => {
      setSaved(false);
      setWritten(await api.putDuty({ ...asWritten(duty), ...change }));
      setSaved(true);
    });
  return (
    <div class="lists">
      <div>
        <h1>{own.dutyTitle}</h1>
        <p class="soft lead">{own.dutyLead}</p>
        <Today of={duty} />
        <Wrong text={wrong} />
        <div role="status">{saved && <p>{own.dutySaved}</p>}</div>
      </div>
      <Turns of={duty} />
      <DutyRota key={JSON.stringify(duty.people)} duty={duty} busy={busy} write={write} />
      <DutySwaps duty={duty} busy={busy} write={write} />
      <DutyFeed />
    </div>
  );
}

function Today({ of: { turns, today } }: { of: Duty }) {
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const day = useDay();
  const now = turns.find(({ from, to }) => from <= today && today <= to);
  return (
    <p class="duty-today">
      {now === undefined
        ? own.dutyNobody
        : `${own.dutyToday} : ${now.person.name}, ${say(own.dutyUntil, { day: day(now.to) })}`}
    </p>
  );
}

function Turns({ of: { turns, today } }: { of: Duty }) {
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const day = useDay();
  const coming = turns.filter(({ to }) => to >= today);
  return (
    <div>
      <div class="list-head">
        <h2>{own.dutyTurns}</h2>
      </div>
      {coming.length === 0 ? (
        <p class="soft">{own.dutyNone}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="table-scroll list-sheet stack" tabIndex={0} aria-label={own.dutyTurns}>
          <table>
            <thead>
              <tr>
                {[own.dutyFrom, own.dutyTo, own.dutyWho].map((head) => (
                  <th scope="col" key={head}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {coming.map(({ from, to, person, swapped }) => (
                <tr key={from} class={from <= today ? 'duty-now' : ''}>
                  <td data-head={own.dutyFrom}>{day(from)}</td>
                  <td data-head={own.dutyTo}>{day(to)}</td>
                  <td data-head={own.dutyWho}>
                    {person.name}
                    {swapped && <span class="soft"> · {own.dutySwapped}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </div>
  );
}

/** The rota as it is, to be written again with a change. */
function asWritten({ start, days, people, swaps }: Duty): NewDuty {
  return {
    start,
    days,
    people: people.map(({ id }) => id),
    swaps: swaps.map(({ from, to, person }) => ({ from, to, person: person.id })),
  };
}
