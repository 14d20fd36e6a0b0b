import type { Energy } from '../../contract/energy.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { useVoice } from '../world.ts';
import { comparedIn, euros } from './compared.ts';
import { quantityIn } from './quantity.ts';
import { Told } from './supply-row.tsx';

/** Each building on a line of its own, leading to its page. */
export function Buildings({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  return (
    <section aria-labelledby="buildings">
      <h2 id="buildings">{own.buildings}</h2>
      <p class="soft lead">{own.buildingsLead}</p>
      <ul class="mairie-buildings">
        {energy.buildings.map(({ site, name, supplies }) => (
          <li key={site}>
            <a href={`/mairie/${site}${location.search}`}>{name}</a>
            {supplies.every(({ amount, kWh }) => amount === null && kWh === null) ? (
              <span class="soft">{own.noMeter}</span>
            ) : (
              <ul>
                {supplies.map((use) => (
                  <li key={use.supply} class={`tone-${use.supply}`}>
                    <span class="soft">{own.supplies[use.supply]}</span> {quantityIn(use, format)}
                    {use.euros !== null && <> · {euros(use.euros, format)}</>}
                    <Told sources={use.sources} />
                    {(use.lastYear !== null || use.weather !== null) && (
                      <span class="soft">
                        {' '}
                        ·{' '}
                        {comparedIn(
                          { lastYear: use.weather === null ? use.lastYear : null, weather: use.weather },
                          own,
                          format,
                        )}
                      </span>
                    )}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
