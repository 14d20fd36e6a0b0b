import type { SupplyUse } from '../../contract/energy.ts';
import { Amount } from '../parts/amount.tsx';
import { entryWordsOf } from '../texts/entries.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { comparedIn, euros } from './compared.ts';
import { quantityOf } from './quantity.ts';
import '../style/entries.css';

/** What one supply comes to: how much, how many euros, compared with last year; its days as bars, its months as a table. */
export function SupplyRow({ use, from }: { use: SupplyUse; from: string }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const { supply, amount, unit, kWh, price, missing } = use;
  const quantity = quantityOf(use);
  const scale = { factor: 1, unit: quantity?.unit ?? unit, decimals: (quantity?.value ?? 0) < 10 ? 1 : 0 };
  const priced =
    supply === 'gas' && kWh === null && amount !== null
      ? own.noCoefficient
      : price === null
        ? use.euros === null
          ? own.noPrice
          : entryWordsOf(language).byInvoice
        : say(price.isAssumed ? own.assumed : own.priced, {
            price: format.number(price.price, supply === 'water' ? 2 : 3),
            unit: supply === 'water' ? 'm³' : 'kWh',
          });
  return (
    <li class={`supply tone-${supply}`}>
      <h3>{own.supplies[supply]}</h3>
      {quantity === undefined ? (
        <p class="soft supply-none">{own.noUse}</p>
      ) : (
        <>
          <p class="supply-amount">
            <Amount value={quantity.value} scale={scale} />
            <Told sources={use.sources} />
            {supply === 'gas' && amount !== null && kWh !== null && (
              <span class="soft supply-kwh">{format.text(kWh, { factor: 1, unit: 'kWh', decimals: 0 })}</span>
            )}
          </p>
          <p class="supply-euros">
            {use.euros === null ? <span class="soft">—</span> : <strong>{euros(use.euros, format)}</strong>}
            <span class="soft supply-price">{priced}</span>
          </p>
          <p class="supply-compared">
            {comparedIn(use, own, format)}
            {missing > 0 && (
              <span class="soft"> · {missing === 1 ? own.missingOne : say(own.missing, { count: missing })}</span>
            )}
          </p>
          <Bars values={use.days} from={from} />
        </>
      )}
      <Months use={use} />
    </li>
  );
}

/** Who tells it, where that is not a meter that speaks alone. */
export function Told({ sources }: Pick<SupplyUse, 'sources'>) {
  const { language } = useVoice();
  const typed = sources.filter((by) => by !== 'sensor');
  if (typed.length === 0) return null;
  const { told } = entryWordsOf(language);
  return <span class="entry-mark">{typed.map((by) => told[by]).join(', ')}</span>;
}

/** A bar a day; decoration beside the number, the months stand in words below. A day without a reading is a gap. */
function Bars({ values }: { values: readonly (number | null)[]; from: string }) {
  const most = Math.max(...values.map((value) => value ?? 0), 0);
  if (most === 0) return <span class="supply-bars" />;
  return (
    <svg
      class="supply-bars"
      viewBox={`0 0 ${Math.max(values.length, 28) * 4} 24`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      {values.map((value, at) => {
        const height = value === null ? 0 : Math.max(1, (value / most) * 24);
        return <rect key={at} x={at * 4} y={24 - height} width="3" height={height} />;
      })}
    </svg>
  );
}

function Months({ use }: { use: SupplyUse }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const { unit, supply, months } = use;
  const known = months.filter((one) => one.amount !== null || one.kWh !== null);
  if (known.length < 2) return null;
  return (
    <details class="supply-months">
      <summary>{own.months}</summary>
      <table class="list">
        <caption class="unseen">
          {own.supplies[supply]}, {own.months}
        </caption>
        <thead>
          <tr>
            <th scope="col">{own.monthColumn}</th>
            <th scope="col" class="num">
              {unit === 'm3' ? 'm³' : 'kWh'}
            </th>
            {supply === 'gas' && (
              <th scope="col" class="num">
                kWh
              </th>
            )}
            <th scope="col" class="num">
              {own.eurosColumn}
            </th>
          </tr>
        </thead>
        <tbody>
          {known.toReversed().map((one) => (
            <tr key={one.month}>
              <th scope="row">{monthName(one.month, format)}</th>
              <td class="num">{one.amount === null ? '—' : format.number(one.amount, unit === 'm3' ? 1 : 0)}</td>
              {supply === 'gas' && <td class="num">{one.kWh === null ? '—' : format.number(one.kWh)}</td>}
              <td class="num">{one.euros === null ? '—' : euros(one.euros, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** « novembre 2026 ». */
export function monthName(month: string, format: ReturnType<typeof useVoice>['format']): string {
  return format.date(Date.parse(`${month}-15T12:00:00Z`), { month: 'long', year: 'numeric' }, 'UTC');
}
