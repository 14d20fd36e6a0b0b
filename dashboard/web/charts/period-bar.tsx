import { dateText, midnight, momentOf, movedBy, type Period, periods } from '../calendar.ts';
import { changeQuery } from '../router.ts';
import { useVoice } from '../world.ts';
import { periodTitle } from './phrases.ts';
import { type Comparison, comparisonQuery, queryOf, type View } from './view.ts';

/** Chooses what the charts show: how long, when, and beside what. The address bar keeps the choice. */
export function PeriodBar({ view, coarse, now }: { view: View; coarse: boolean; now: number }) {
  const { words, format } = useVoice();
  const { period, from, timeZone } = view;
  const to = (next: Period, time: number) => changeQuery(queryOf(next, time, timeZone, now));
  const offered = coarse ? periods.filter((name) => name !== 'hour' && name !== 'day') : periods;
  const comparisons: readonly Comparison[] = ['year', 'previous', 'none'];
  // Switching from a longer to a shorter period stays where one looked: today if it is inside, else its beginning.
  const anchor = view.running ? now : from;
  return (
    <div class="period-bar">
      <fieldset class="segments">
        <legend class="unseen">{words.period}</legend>
        {offered.map((name) => (
          <label key={name}>
            <input type="radio" name="period" checked={name === period} onChange={() => to(name, anchor)} />
            <span>{words.periods[name]}</span>
          </label>
        ))}
      </fieldset>
      <div class="period-move">
        <button
          type="button"
          class="button step"
          aria-label={words.previous[period]}
          onClick={() => to(period, movedBy(period, from, -1, timeZone))}
        >
          ‹
        </button>
        <p class="period-title" aria-live="polite">
          {periodTitle(view, format)}
        </p>
        <button
          type="button"
          class="button step"
          aria-label={words.next[period]}
          disabled={view.to > now}
          onClick={() => to(period, view.to)}
        >
          ›
        </button>
        {!view.running && (
          <button type="button" class="button" onClick={() => to(period, now)}>
            {words.current[period]}
          </button>
        )}
      </div>
      <div class="period-more">
        <label class="inline-field">
          <span class="inline-word">{words.date}</span>
          <input
            type="date"
            value={dateText('day', anchor, timeZone)}
            max={dateText('day', midnight(now, timeZone), timeZone)}
            onChange={(event) => {
              const moment = momentOf(event.currentTarget.value, timeZone);
              if (moment !== undefined && moment <= now) to(period, moment);
            }}
          />
        </label>
        <label class="inline-field">
          <span class="inline-word">{words.compare}</span>
          <select
            value={view.comparison}
            onChange={(event) => {
              const chosen = comparisons.find((name) => name === event.currentTarget.value);
              if (chosen !== undefined) changeQuery(comparisonQuery(chosen));
            }}
          >
            {comparisons.map((name) => (
              <option value={name} key={name}>
                {words.comparisons[name]}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}
