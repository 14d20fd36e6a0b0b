import { useState } from 'preact/hooks';
import type { Duty, NewDuty } from '../../contract/notices.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { say } from '../texts/words.ts';
import { useDay } from '../use-day.ts';
import { useVoice } from '../world.ts';

/** Somebody answers in another's place; a swap that is noted can be taken back. */
export function DutySwaps({
  duty,
  busy,
  write,
}: {
  duty: Duty;
  busy: boolean;
  write: (change: Partial<NewDuty>) => unknown;
}) {
  const { language } = useVoice();
  const own = noticeWordsOf(language);
  const day = useDay();
  const [from, setFrom] = useState(duty.today);
  const [to, setTo] = useState(duty.today);
  const [person, setPerson] = useState('');
  const swaps = duty.swaps.map((swap) => ({ from: swap.from, to: swap.to, person: swap.person.id }));
  const coming = duty.swaps.filter((swap) => swap.to >= duty.today);

  function add(event: Event) {
    event.preventDefault();
    write({ swaps: [...swaps, { from, to, person }] });
  }

  return (
    <section aria-labelledby="swaps">
      <div class="list-head">
        <h2 id="swaps">{own.dutySwap}</h2>
      </div>
      <p class="soft lead list-lead">{own.dutySwapLead}</p>
      {coming.length > 0 && (
        <ul class="duty-order narrow" aria-label={own.dutySwaps}>
          {coming.map((swap) => (
            <li key={`${swap.from} ${swap.to} ${swap.person.id}`}>
              <span>
                {day(swap.from)} → {day(swap.to)} · {swap.person.name}
              </span>
              <button
                type="button"
                class="quiet"
                disabled={busy}
                aria-label={say(own.dutySwapRemove, { from: day(swap.from), to: day(swap.to) })}
                onClick={() => void write({ swaps: swaps.filter((_, at) => duty.swaps[at] !== swap) })}
              >
                {own.dutyCancel}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form class="form narrow" onSubmit={add}>
        <label class="field">
          {own.dutyFrom}
          <input required type="date" value={from} onInput={(event) => setFrom(event.currentTarget.value)} />
        </label>
        <label class="field">
          {own.dutyTo}
          <input required type="date" min={from} value={to} onInput={(event) => setTo(event.currentTarget.value)} />
        </label>
        <label class="field">
          {own.dutyWho}
          <select required value={person} onChange={(event) => setPerson(event.currentTarget.value)}>
            <option value="">–</option>
            {duty.candidates.map(({ id, name }) => (
              <option value={id} key={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div>
          <button type="submit" class="button" disabled={busy}>
            {own.dutySwapAdd}
          </button>
        </div>
      </form>
    </section>
  );
}
