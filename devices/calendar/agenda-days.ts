import { readAgenda } from './ical/agenda.ts';
import { dayOf } from './local-date.ts';
import type { Zone } from './local-time.ts';

/** Instants (epoch ms): `from` ≤ t < `to`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const blockDays = 32;
const maxBlocks = 16;

/**
 * What an agenda takes of a local day (in days since 1970-01-01): spans in order, apart, inside the day. The text is read
 * at the first question, its recurrences are played out a month around each day asked for; sixteen months are remembered.
 */
export function createAgendaDays(text: string | undefined, zone: Zone): (day: number) => readonly Span[] {
  if (text === undefined) return () => [];
  let agenda: ReturnType<typeof readAgenda>['agenda'] | undefined;
  const known = new Map<number, readonly Span[][]>();

  function play(first: number): Span[][] {
    agenda ??= readAgenda(text ?? '', zone.timeZone).agenda;
    const occupations = agenda.occupations(dayOf(first), dayOf(first + blockDays - 1));
    const spans = occupations.map((one) =>
      one.is === 'hours' ? one : { from: zone.toInstant(one.from), to: zone.nextDay(zone.toInstant(one.to)) },
    );
    const apart = merged(spans);
    return Array.from({ length: blockDays }, (_, i) => {
      const [start, end] = [zone.dayStart(first + i), zone.dayStart(first + i + 1)];
      return apart.flatMap(({ from, to }) =>
        to > start && from < end ? [{ from: Math.max(from, start), to: Math.min(to, end) }] : [],
      );
    });
  }

  return (day) => {
    const block = Math.floor(day / blockDays);
    let days = known.get(block);
    if (days === undefined) {
      days = play(block * blockDays);
      if (known.size >= maxBlocks) known.clear();
      known.set(block, days);
    }
    return days[day - block * blockDays] ?? [];
  };
}

/** The same instants in spans that follow each other without touching. */
function merged(spans: readonly Span[]): Span[] {
  const apart: Span[] = [];
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last !== undefined && from <= last.to) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else apart.push({ from, to });
  }
  return apart;
}
