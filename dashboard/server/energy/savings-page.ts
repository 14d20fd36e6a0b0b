import { addDays } from '../../../devices/calendar/local-date.ts';
import type { SavingsOfWorks } from '../../contract/energy.ts';
import { french, inEuros, inFrench, inPercent, pdfOf, table } from './pdf.ts';

const named = { electricity: 'Électricité', gas: 'Gaz', heat: 'Chaleur', water: 'Eau' } as const;

/** Each doubt of the calculation as a French file says it. */
export const doubtsInFrench: Readonly<Record<string, string>> = {
  'the baseline lacks too many days': 'il manque plus d’un dixième des jours de l’année de référence',
  'nothing was measured after the works': 'rien n’a été mesuré après les travaux',
  'less than a year was measured after the works': 'moins d’un an a été mesuré après les travaux',
  'the year after the works lacks too many days':
    'il manque plus d’un dixième des jours de l’année suivant les travaux',
  'the model is too loose': 'la consommation d’avant suit trop mal la température',
  'the saving is within its uncertainty': 'l’économie n’est pas plus grande que son incertitude',
};

/** The page for a grant file: what was saved, how it was found, whether it may be claimed. The same data make the same bytes. */
export function savingsPage(of: SavingsOfWorks, organisation: string): Promise<Buffer> {
  const { works, baseline, reporting, found, euros, doubts, unit } = of;
  const inUnit = (value: number) => `${french(value)}\u00a0${unit === 'm3' ? 'm³' : 'kWh'}`;
  const span = ({ from, to }: { from: string; to: string }) => `${inFrench(from)} – ${inFrench(addDays(to, -1))}`;
  const sign = (value: number) => (value >= 0 ? 'Économie' : 'Surconsommation');
  return pdfOf({
    title: `Effet des travaux, ${of.name}`,
    at: Date.parse(`${reporting.to}T00:00:00Z`),
    foot: `Vigie · méthode CalTRACK 2.0 ${of.method === 'billing' ? 'par périodes de facturation' : 'journalière'}, incertitude ASHRAE Guideline 14 à ${inPercent(of.confidence)} · CO₂e : ${of.carbonSource}.`,
    content: [
      { text: organisation, style: 'soft' },
      { text: `Effet des travaux : ${of.name}`, style: 'title' },
      {
        text: `${named[of.supply]} · travaux du ${inFrench(works.from)} au ${inFrench(works.to)}`,
        margin: [0, 4, 0, 0],
      },
      { text: 'Résultat', style: 'head' },
      ...(found === null
        ? [{ text: 'Aucune économie ne peut être calculée avec les relevés disponibles.' }]
        : [
            {
              columns: [
                {
                  stack: [
                    { text: `${sign(found.saved)}`, style: 'soft' },
                    { text: inUnit(Math.abs(found.saved)), style: 'big' },
                    { text: `± ${inUnit(found.uncertainty)}`, style: 'soft' },
                  ],
                },
                {
                  stack: [
                    { text: 'De ce qui était attendu', style: 'soft' },
                    { text: inPercent(Math.abs(found.share), 1), style: 'big' },
                    { text: `± ${inPercent(found.uncertainty / found.expected, 1)}`, style: 'soft' },
                  ],
                },
                {
                  stack: [
                    {
                      text:
                        found.saved >= 0
                          ? 'Euros TTC, prix d’avant travaux'
                          : 'Euros TTC en plus, prix d’avant travaux',
                      style: 'soft',
                    },
                    { text: euros === null ? '—' : inEuros(Math.abs(euros.constant)), style: 'big' },
                    {
                      text:
                        euros === null
                          ? unit === 'm3'
                            ? 'coefficient (kWh par m³) à inscrire par votre agence'
                            : 'prix de la veille des travaux à inscrire par votre agence'
                          : `± ${inEuros(euros.uncertainty)} · aux prix de chaque jour ${inEuros(Math.abs(euros.current))}`,
                      style: 'soft',
                    },
                  ],
                },
                {
                  stack: [
                    { text: found.saved >= 0 ? 'CO₂e évité' : 'CO₂e en plus', style: 'soft' },
                    { text: of.kgCo2e === null ? '—' : `${french(Math.abs(of.kgCo2e))}\u00a0kg`, style: 'big' },
                  ],
                },
              ],
              columnGap: 12,
            },
          ]),
      {
        text:
          doubts.length === 0
            ? 'Les relevés suffisent pour déclarer cette économie.'
            : `Les relevés ne suffisent pas pour déclarer une économie : ${doubts.map((one) => doubtsInFrench[one] ?? one).join(' ; ')}.`,
        bold: true,
        margin: [0, 12, 0, 0],
      },
      { text: 'Mesures', style: 'head' },
      table(
        [
          ['Période', 'Jours', 'Sans relevé', 'Mesuré', 'Attendu sans travaux'],
          [`Avant : ${span(baseline)}`, french(baseline.days), french(baseline.missing), inUnit(baseline.use), '—'],
          [
            `Après : ${span(reporting)}`,
            french(reporting.days),
            french(reporting.missing),
            inUnit(reporting.use),
            found === null ? '—' : inUnit(found.expected),
          ],
        ],
        ['*', 'auto', 'auto', 'auto', 'auto'],
      ),
      { text: 'Modèle de l’année d’avant', style: 'head' },
      ...(found === null
        ? [{ text: 'Aucun : les jours connus sont trop peu nombreux.' }]
        : [
            table(
              [
                ['Grandeur', 'Valeur', 'Repère'],
                ['Base par jour', `${french(found.base, 1)} ${unit === 'm3' ? 'm³' : 'kWh'}`, ''],
                ...(found.heating === null
                  ? []
                  : [
                      [
                        `Chauffage sous ${french(found.heating.balance, 1)} °C`,
                        `${french(found.heating.perDegreeDay, 2)} par degré-jour`,
                        '',
                      ],
                    ]),
                ...(found.cooling === null
                  ? []
                  : [
                      [
                        `Climatisation au-dessus de ${french(found.cooling.balance, 1)} °C`,
                        `${french(found.cooling.perDegreeDay, 2)} par degré-jour`,
                        '',
                      ],
                    ]),
                ['Écart type relatif, CV(RMSE)', inPercent(found.cvRmse, 1), '≤ 100 % (CalTRACK)'],
                ['Biais, NMBE', inPercent(Math.abs(found.nmbe), 2), '≤ 5 % (ASHRAE 14, mensuel)'],
                ['R² ajusté', french(found.adjustedR2, 3), ''],
              ],
              ['*', 'auto', 'auto'],
            ),
          ]),
      { text: 'Ce que la comparaison suppose', style: 'head' },
      {
        text: `Température extérieure : ${of.station ?? 'la station la plus proche suivie par Vigie'}. Les jours de travaux ne comptent ni avant ni après. ${
          of.change === null
            ? 'Aucun changement d’usage n’a été déclaré.'
            : `Changement d’usage déclaré à partir du ${inFrench(of.change.from)} : ${of.change.share >= 0 ? '+' : '−'}${inPercent(Math.abs(of.change.share))} de ce que le bâtiment aurait consommé.`
        }${euros === null ? '' : ` Prix d’avant travaux : ${french(euros.price, 4)} € TTC par kWh, sans abonnement.`}`,
      },
    ],
  });
}
