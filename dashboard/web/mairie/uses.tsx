import type { Energy } from '../../contract/energy.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { euros } from './compared.ts';
import { SupplyRow } from './supply-row.tsx';

/** What the buildings together use and cost, an energy a row. */
export function Uses({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const { supplies, weather } = energy;
  if (supplies.length === 0) {
    return (
      <div class="empty">
        <p>{own.noBuildings}</p>
        <p class="soft">{own.noBuildingsHelp}</p>
      </div>
    );
  }
  const paid = supplies.filter((use) => use.euros !== null);
  const unpaid = supplies.filter((use) => use.euros === null && (use.amount !== null || use.kWh !== null));
  const total = paid.reduce((sum, use) => sum + (use.euros ?? 0), 0);
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{own.uses}</h2>
      {paid.length > 0 && (
        <p class="lead">
          {unpaid.length === 0
            ? say(own.total, { euros: euros(total, format) })
            : say(own.totalPartly, {
                euros: euros(total, format),
                missing: format.list(unpaid.map(({ supply }) => own.ofSupply[supply])),
              })}
        </p>
      )}
      <ul class="supplies">
        {supplies.map((use) => (
          <SupplyRow key={use.supply} use={use} from={energy.from} />
        ))}
      </ul>
      {weather !== null && (
        <p class="soft mairie-note">
          {supplies.some((use) => use.weather !== null) && `${own.weatherLine} `}
          {weather.degreeDays !== null &&
            weather.lastYear !== null &&
            `${say(own.degreeDays, { now: format.number(weather.degreeDays), before: format.number(weather.lastYear), base: weather.base })} `}
          {weather.station === null ? own.stationElsewhere : say(own.station, { station: weather.station })}
        </p>
      )}
    </section>
  );
}
