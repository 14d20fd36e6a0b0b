import type { AvailabilityDay } from '../../contract/availability.ts';
import { useVoice } from '../world.ts';
import { ratioText } from './availability-sentence.ts';

interface Props {
  days: readonly AvailabilityDay[];
  timeZone: string;
  /** what the picture says, for those who do not see it */
  sentence: string;
}

/** A column for each day: from below what failed, what nobody knows, what was announced; a day that was well stays pale. */
export function AvailabilityBand({ days, timeZone, sentence }: Props) {
  const { words } = useVoice();
  const dayText = useDayText(timeZone);
  return (
    <>
      <svg
        class="availability-band"
        viewBox={`0 0 ${days.length} 1`}
        preserveAspectRatio="none"
        role="img"
        aria-label={sentence}
      >
        {days.map((day, x) => {
          const { down, unknown, maintenance } = partsOf(day);
          return (
            <g key={day.time}>
              <title>{dayText(day)}</title>
              <rect class="band-up" x={x} y={0} width={0.9} height={1} />
              <rect
                class="band-maintenance"
                x={x}
                y={1 - down - unknown - maintenance}
                width={0.9}
                height={maintenance}
              />
              <rect class="band-unknown" x={x} y={1 - down - unknown} width={0.9} height={unknown} />
              <rect class="band-down" x={x} y={1 - down} width={0.9} height={down} />
            </g>
          );
        })}
      </svg>
      <ul class="band-legend" aria-hidden="true">
        <li class="of-down">{`■ ${words.availabilityDown}`}</li>
        <li class="of-unknown">{`? ${words.unknown}`}</li>
        <li class="of-maintenance">{`◆ ${words.maintenance}`}</li>
      </ul>
    </>
  );
}

/** The days one by one, the newest first. */
export function AvailabilityTable({ days, timeZone, title }: Omit<Props, 'sentence'> & { title: string }) {
  const { words, format } = useVoice();
  const share = (ratio: number | null) => ratioText(ratio, format, words.none);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll availability-days" tabIndex={0} aria-label={`${words.table}, ${title}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.availabilityDay}</th>
            <th scope="col" class="num">
              {words.availabilityUp}
            </th>
            <th scope="col" class="num">
              {words.unknown}
            </th>
            <th scope="col" class="num">
              {words.maintenance}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((day) => (
            <tr key={day.time}>
              <th scope="row">
                {format.date(day.time, fullDay, timeZone)}
                {day.isWorkingDay && <span class="soft">{` · ${words.availabilityWorkingDay}`}</span>}
              </th>
              <td class="num">{share(day.total)}</td>
              <td class="num">{share(day.unknown)}</td>
              <td class="num">{share(day.maintenance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const fullDay = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;

/** The day's parts of the whole day. */
function partsOf({ total, unknown, maintenance }: AvailabilityDay) {
  const counted = 1 - maintenance;
  const known = counted * (1 - unknown);
  return { down: total === null ? 0 : known * (1 - total), unknown: counted * unknown, maintenance };
}

function useDayText(timeZone: string): (day: AvailabilityDay) => string {
  const { words, format } = useVoice();
  return ({ time, total }) => `${format.date(time, fullDay, timeZone)} : ${ratioText(total, format, words.unknown)}`;
}
