import { useState } from 'preact/hooks';
import type { Maintenance } from '../../contract/maintenance.ts';
import { maintenanceWordsOf } from '../texts/maintenance.ts';
import { useVoice } from '../world.ts';
import { type Occurrence, occurrencesIn, weeksOf } from './occurrences.ts';

const shownAtMost = 4;

/** A month of announced work; on a narrow page only its days that have some, one under the other. */
export function MaintenanceMonth({
  all,
  now,
  placeOf,
}: {
  all: readonly Maintenance[];
  now: number;
  placeOf(of: Maintenance): string;
}) {
  const { format, language } = useVoice();
  const own = maintenanceWordsOf(language);
  const [away, setAway] = useState(0);
  const today = new Date(now);
  const month = new Date(today.getFullYear(), today.getMonth() + away, 1);
  const weeks = weeksOf(month.getFullYear(), month.getMonth());
  const [first, last] = [weeks[0]?.[0], weeks.at(-1)?.[6]];
  const end = last === undefined ? 0 : dayAfter(last).getTime();
  const found = occurrencesIn(all, first?.getTime() ?? 0, end);
  const title = format.date(month.getTime(), { month: 'long', year: 'numeric' });
  const hour = (time: number) => format.date(time, { hour: '2-digit', minute: '2-digit' });
  const said = (one: Occurrence, day: Date) => {
    const [begins, ends] = [one.from >= day.getTime(), one.to <= dayAfter(day).getTime()];
    const from = begins ? hour(one.from) : '0:00';
    const to = ends ? hour(one.to) : '24:00';
    return !begins && !ends ? own.allDay : `${from}–${to}`;
  };
  return (
    <section aria-labelledby="month" class="month">
      <div class="month-head">
        <h2 id="month" aria-live="polite">
          {title}
        </h2>
        <div>
          <button type="button" class="button" onClick={() => setAway(away - 1)}>
            {own.before}
          </button>{' '}
          <button type="button" class="button" disabled={away === 0} onClick={() => setAway(0)}>
            {own.thisMonth}
          </button>{' '}
          <button type="button" class="button" onClick={() => setAway(away + 1)}>
            {own.after}
          </button>
        </div>
      </div>
      <table class="month-days">
        <caption class="unseen">{`${own.calendar}, ${title}`}</caption>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th scope="col" key={day.getTime()}>
                {format.date(day.getTime(), { weekday: 'short' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]?.getTime()}>
              {week.map((day) => {
                const here = found.filter(({ from, to }) => from < dayAfter(day).getTime() && to > day.getTime());
                const isToday = day.toDateString() === today.toDateString();
                const outside = day.getMonth() !== month.getMonth();
                return (
                  <td
                    key={day.getTime()}
                    class={[here.length === 0 && 'month-empty', outside && 'soft'].filter(Boolean).join(' ')}
                    aria-current={isToday ? 'date' : undefined}
                  >
                    <time dateTime={dateText(day)}>
                      <span class="month-weekday">{format.date(day.getTime(), { weekday: 'long' })} </span>
                      {day.getDate()}
                    </time>
                    {here.length > 0 && (
                      <ul>
                        {here.slice(0, shownAtMost).map((one) => (
                          <li key={`${one.of.id} ${one.from}`} title={one.of.reason}>
                            <span class="state-maintenance" aria-hidden="true">
                              ◆
                            </span>{' '}
                            {said(one, day)} <strong>{placeOf(one.of)}</strong>{' '}
                            <span class="soft">{one.of.reason}</span>
                          </li>
                        ))}
                        {here.length > shownAtMost && <li class="soft">{`+${here.length - shownAtMost}`}</li>}
                      </ul>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {found.length === 0 && <p class="soft">{own.quietMonth}</p>}
    </section>
  );
}

function dayAfter(day: Date): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
}

function dateText(day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
