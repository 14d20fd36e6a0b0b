import type { Energy } from '../../contract/energy.ts';
import { csvOf } from '../charts/csv.ts';
import { download } from '../charts/download.ts';
import { entryWordsOf } from '../texts/entries.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import type { Language } from '../texts/words.ts';

/** The month and those before of each building as a file that a spreadsheet opens. */
export function saveMonth(energy: Energy, language: Language): void {
  const own = mairieWordsOf(language);
  const { told } = entryWordsOf(language);
  const rows = energy.buildings.flatMap(({ name, supplies }) =>
    supplies.flatMap((use) =>
      use.months.map((one) => [
        name,
        one.month,
        `${own.supplies[use.supply]} (${use.unit === 'm3' ? 'm³' : 'kWh'})`,
        one.amount,
        one.kWh,
        one.euros,
        one.kgCo2e,
        one.sources.map((by) => told[by]).join(', '),
      ]),
    ),
  );
  download(
    `${energy.organisation}-${energy.month}.csv`,
    csvOf(
      [
        [
          own.building,
          own.monthColumn,
          own.uses,
          '',
          'kWh',
          own.eurosColumn,
          'kg CO₂e',
          language === 'fr' ? 'D’après' : 'Told by',
        ],
        ...rows,
      ],
      language,
    ),
  );
}
