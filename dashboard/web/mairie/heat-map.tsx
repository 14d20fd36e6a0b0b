import type { Device, Site } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { toneOf } from '../tones.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { type Habits, habitsOf } from './habits.ts';

const weeks = 8;
const dayMs = 86_400_000;
const steps = 6;

/** One meter's week by the hour, as a table whose cells are coloured: its nights and its week-ends, told first in words. */
export function HeatMap({ device, metric, site, now }: { device: Device; metric: string; site: Site; now: number }) {
  const { api, types } = useWorld();
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const to = Math.floor(now / dayMs) * dayMs;
  const asked = useAsk(`${device.id} ${metric} ${to}`, (signal) =>
    api.readings({ device: device.id, metric, from: to - weeks * 7 * dayMs, to, step: '1h' }, signal),
  );
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={4} /> : <p class="soft">{own.habitsNone}</p>;
  const habits = habitsOf(asked.value, site.timeZone);
  if (habits === undefined) return <p class="soft">{own.habitsNone}</p>;
  const label = types.get(device.type)?.metrics.find(({ id }) => id === metric)?.label[language] ?? metric;
  const unit = format.unit(asked.value.unit.replace('m3', 'm³'));
  return (
    <figure class={`heat tone-${toneOf(metric)}`}>
      <figcaption>
        <h3>{label}</h3>
        <p>{say(own.habitsShare, { night: format.percent(habits.night), weekend: format.percent(habits.weekend) })}</p>
        {Number.isFinite(habits.nightToDay) && (
          <p class="soft">{say(own.habitsNight, { ratio: format.percent(habits.nightToDay) })}</p>
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="heat-scroll" tabIndex={0} aria-label={say(own.heatMap, { supply: label, unit })}>
        <table>
          <caption class="unseen">{say(own.heatMap, { supply: label, unit })}</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">{own.hourColumn}</span>
              </th>
              {Array.from({ length: 24 }, (_, hour) => (
                <th scope="col" key={hour}>
                  <span class={hour % 6 === 0 ? undefined : 'unseen'}>{hour}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {own.weekdays.map((day, weekday) => (
              <tr key={day}>
                <th scope="row">{day}</th>
                {habits.hours.slice(weekday * 24, weekday * 24 + 24).map((value, hour) => (
                  <td key={hour} class={`heat-${stepOf(value, habits)}`} title={`${day} ${hour} h : ${shown(value)}`}>
                    <span class="unseen">{shown(value)}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </figure>
  );

  function shown(value: number): string {
    if (Number.isNaN(value)) return '—';
    return format.text(value, { factor: 1, unit, decimals: value >= 100 ? 0 : value >= 10 ? 1 : 2 });
  }
}

function stepOf(value: number, { most }: Habits): number | 'none' {
  if (Number.isNaN(value)) return 'none';
  return most === 0 ? 0 : Math.min(steps - 1, Math.floor((value / most) * steps));
}
