import { useState } from 'preact/hooks';
import type { Duty, NewDuty } from '../../contract/notices.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';

/** Who, in which order, from when, how long each. */
export function DutyRota({
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
  // what nobody wrote yet begins today
  const [start, setStart] = useState(duty.people.length === 0 ? duty.today : duty.start);
  const [days, setDays] = useState(duty.days);
  const [people, setPeople] = useState(duty.people);
  const others = duty.candidates.filter(({ id }) => people.every((one) => one.id !== id));

  function save(event: Event) {
    event.preventDefault();
    write({ start, days, people: people.map(({ id }) => id) });
  }
  function up(at: number) {
    setPeople(people.map((one, index) => people[index === at ? at - 1 : index === at - 1 ? at : index] ?? one));
  }

  return (
    <section aria-labelledby="rota">
      <div class="list-head">
        <h2 id="rota">{own.dutyRota}</h2>
      </div>
      <form class="form narrow" onSubmit={save}>
        <label class="field">
          {own.dutyStart}
          <input required type="date" value={start} onInput={(event) => setStart(event.currentTarget.value)} />
        </label>
        <label class="field">
          {own.dutyDays}
          <input
            required
            type="number"
            min={1}
            max={92}
            value={days}
            onInput={(event) => setDays(event.currentTarget.valueAsNumber)}
          />
        </label>
        <ol class="duty-order" aria-label={own.dutyOrder}>
          {people.map((person, at) => (
            <li key={person.id}>
              <span>{person.name}</span>
              {at > 0 && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={say(own.dutyUp, { name: person.name })}
                  onClick={() => up(at)}
                >
                  {own.dutyEarlier}
                </button>
              )}
              <button
                type="button"
                class="quiet"
                aria-label={say(own.dutyRemove, { name: person.name })}
                onClick={() => setPeople(people.filter((one) => one !== person))}
              >
                {own.dutyLeave}
              </button>
            </li>
          ))}
        </ol>
        {others.length > 0 && (
          <label class="field">
            {own.dutyAdd}
            <select
              value=""
              onChange={(event) => {
                const person = others.find(({ id }) => id === event.currentTarget.value);
                if (person !== undefined) setPeople([...people, person]);
              }}
            >
              <option value="">–</option>
              {others.map(({ id, name }) => (
                <option value={id} key={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <div>
          <button type="submit" class="button" disabled={busy}>
            {own.dutySave}
          </button>
        </div>
      </form>
    </section>
  );
}
