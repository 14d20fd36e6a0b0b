import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/tickets.css';

const yearsBack = 5;

/** A year of tickets as the agency publishes it: few figures, each with what it counts. */
export function TicketStatisticsPage(_: { id: string }) {
  const { api } = useWorld();
  const { format, language } = useVoice();
  const own = ticketWordsOf(language);
  const { query } = usePlace();
  const thisYear = new Date(useNow()).getFullYear();
  const year = Number(/^20\d\d$/.exec(query.get('annee') ?? '')?.[0] ?? thisYear);
  useTitle(`${own.statistics} ${year}`);
  const asked = useAsk(`statistics ${year} ${language}`, (signal) => api.ticketStatistics({ year, language }, signal));
  const known = asked.value;
  const years = Array.from({ length: yearsBack }, (_value, back) => thisYear - back);
  const month = (number: number) => format.date(Date.UTC(2026, number - 1, 15), { month: 'long' });
  return (
    <div class="ticket-statistics">
      <nav class="crumbs" aria-label={own.title}>
        <a href="/tickets">{own.title}</a>
      </nav>
      <div class="page-head inbox-head">
        <h1>
          {own.statistics} {year}
        </h1>
        <label class="ticket-year">
          <span class="unseen">{own.year}</span>
          <select value={year} onChange={(event) => changeQuery({ annee: event.currentTarget.value })}>
            {(years.includes(year) ? years : [year, ...years]).map((one) => (
              <option value={one} key={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p class="soft lead">{own.statisticsLead}</p>
      {known === undefined ? (
        asked.error === undefined ? (
          <Bones rows={5} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : (
        <>
          <dl class="ticket-figures">
            <Figure name={own.requests} value={format.number(known.requests)} means={known.definitions.requests} />
            <Figure name={own.incidents} value={format.number(known.incidents)} means={known.definitions.incidents} />
            <Figure
              name={own.perDay}
              value={known.callsPerWorkingDay === null ? '–' : format.number(known.callsPerWorkingDay, 1)}
              means={known.definitions.callsPerWorkingDay}
              more={say(own.overDays, {
                calls: format.number(known.calls),
                days: format.number(known.workingDays),
              })}
            />
          </dl>
          <Shares
            title={own.byCategory}
            lead={known.definitions.byCategory}
            rows={known.byCategory.map((one) => ({ ...one, name: own.categories[one.category] }))}
          />
          <Shares title={own.byMonth} rows={known.byMonth.map((one) => ({ ...one, name: month(one.month) }))} />
          <Shares
            title={own.bySource}
            rows={known.bySource.map((one) => ({ ...one, name: own.sources[one.source] }))}
          />
        </>
      )}
    </div>
  );
}

function Figure({ name, value, means, more }: { name: string; value: string; means: string; more?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="ticket-figure">{value}</dd>
      {more !== undefined && <dd>{more}</dd>}
      <dd class="soft">{means}</dd>
    </div>
  );
}

interface SharesProps {
  title: string;
  lead?: string;
  rows: readonly { name: string; requests: number; incidents: number }[];
}

/** Counts side by side: the number, and a bar for who compares by eye. */
function Shares({ title, lead, rows }: SharesProps) {
  const { format, language } = useVoice();
  const own = ticketWordsOf(language);
  const most = Math.max(1, ...rows.map(({ requests }) => requests));
  return (
    <section class="ticket-shares">
      <h2>{title}</h2>
      {lead !== undefined && <p class="soft">{lead}</p>}
      <div class="ticket-sheet">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class="unseen">{title}</span>
              </th>
              <th scope="col" class="num">
                {own.requests}
              </th>
              <td class="ticket-bar" />
              <th scope="col" class="num">
                {own.incidents}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, requests, incidents }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td class="num">{format.number(requests)}</td>
                <td class="ticket-bar">
                  <svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
                    <rect width={(requests / most) * 100} height="10" />
                  </svg>
                </td>
                <td class="num soft">{format.number(incidents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
