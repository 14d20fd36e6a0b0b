import { addDays } from '../../../devices/calendar/local-date.ts';
import type { Energy, SupplyUse } from '../../contract/energy.ts';
import type { Equipment } from './equipment.ts';
import type { ToldService } from './lights.ts';
import { french, inEuros, inFrench, inPercent, monthInFrench, pdfOf, soft, table } from './pdf.ts';

const named = { electricity: 'Électricité', gas: 'Gaz', heat: 'Chaleur', water: 'Eau' } as const;
const withArticle = { electricity: 'l’électricité', gas: 'le gaz', heat: 'la chaleur', water: 'l’eau' } as const;
const lists = new Intl.ListFormat('fr-FR');
const alertsShown = 6;
const buildingsShown = 14;

/** A month of an organisation as its letter tells it. */
export interface Letter {
  readonly energy: Energy;
  readonly equipment: readonly Equipment[];
}

/** One comparison in words: « 8 % de moins à météo égale ». */
export function comparedInFrench({ lastYear, weather }: Pick<SupplyUse, 'lastYear' | 'weather'>): string {
  const share = weather?.share ?? lastYear;
  if (share === null || share === undefined) return 'pas encore un an de relevés';
  const against = weather === null ? 'sur un an' : 'à météo égale';
  if (Math.abs(share) < 0.015) return `autant, ${against}`;
  return `${inPercent(Math.abs(share))} de ${share < 0 ? 'moins' : 'plus'} ${against}`;
}

/** What a supply came to: « 1 842 kWh » or « 61 m³ ». */
export function amountInFrench({
  amount,
  unit,
  kWh,
  sources,
}: Pick<SupplyUse, 'amount' | 'unit' | 'kWh' | 'sources'>): string {
  const typed = sources.flatMap((by) => (by === 'sensor' ? [] : [by === 'index' ? 'relevé' : 'facture']));
  const mark = typed.length === 0 ? '' : ` (${typed.join(', ')})`;
  if (amount === null) return kWh === null ? '—' : `${french(kWh)}\u00a0kWh${mark}`;
  return `${french(amount, amount < 10 ? 1 : 0)}\u00a0${unit === 'm3' ? 'm³' : 'kWh'}${mark}`;
}

/** The letter's one sentence on top. */
export function sumInFrench({ supplies }: Pick<Energy, 'supplies'>): string {
  const paid = supplies.filter(({ euros }) => euros !== null);
  if (paid.length === 0)
    return 'Les tarifs de la collectivité ne sont pas renseignés : cette lettre ne donne pas d’euros.';
  const sum = paid.reduce((total, { euros }) => total + (euros ?? 0), 0);
  const unpriced = supplies.filter(({ euros, amount, kWh }) => euros === null && (amount !== null || kWh !== null));
  if (unpriced.length === 0) return `En tout ${inEuros(sum)} TTC, abonnements compris.`;
  return `En tout ${inEuros(sum)} TTC, abonnements compris, sans ${listed(unpriced)} : le prix manque.`;
}

/** « l’électricité et le gaz ». */
function listed(supplies: readonly SupplyUse[]): string {
  return lists.format(supplies.map(({ supply }) => withArticle[supply]));
}

/** By which prices the euros were counted. */
function pricesInFrench(supplies: readonly SupplyUse[]): string {
  const assumed = supplies.filter(({ euros, price }) => euros !== null && price?.isAssumed === true);
  const own = supplies.some(({ euros, price }) => euros !== null && price?.isAssumed !== true);
  const at = assumed.length === 0 ? '' : `au prix moyen en France pour ${listed(assumed)}`;
  const all = [own ? 'aux tarifs de la collectivité' : '', at].filter((one) => one !== '');
  return all.length === 0 ? '' : ` Euros TTC ${all.join(', ')}.`;
}

const services: Readonly<Record<ToldService, string>> = {
  backup: 'Sauvegardes',
  wifi: 'Wi-Fi public',
  server: 'Serveurs',
  antivirus: 'Antivirus',
  firewall: 'Pare-feu',
};

/** Of an antivirus or a backup grid it says nothing to a mairie that its manager answered. */
const worksOrNot: readonly ToldService[] = ['wifi', 'server', 'firewall'];

/** How each service's machines did: « Wi-Fi public : en service 99,8 % du temps, aucune alerte. » */
export function equipmentInFrench(equipment: readonly Equipment[]): string[] {
  return equipment.map(({ service, worked, alerts, backups }) => {
    const told = [
      ...(backups === undefined || backups.clients === 0 ? [] : [backupsInFrench(backups)]),
      ...(worked === null || !worksOrNot.includes(service) ? [] : [`en service ${shareOfTime(worked)} du temps`]),
      alerts === 0 ? 'aucune alerte' : alerts === 1 ? '1 alerte' : `${french(alerts)} alertes`,
    ];
    const silent = worked === null && alerts === 0 && (backups?.clients ?? 0) === 0;
    return `${services[service]} : ${silent ? 'rien n’en a été reçu' : told.join(', ')}.`;
  });
}

/** Rounded down: 100 % is said only of what never stopped. */
function shareOfTime(share: number): string {
  return inPercent(Math.floor(share * 1_000) / 1_000, share === 1 ? 0 : 1);
}

function backupsInFrench({ clients, upToDate, lastGood }: NonNullable<Equipment['backups']>): string {
  const all = clients === 1 ? (upToDate === 1 ? 'à jour' : 'pas à jour') : `${upToDate} sur ${clients} à jour`;
  const newest = lastGood === undefined ? '' : `, la dernière bonne le ${inFrench(lastGood)}`;
  return `${all} en fin de période${newest}`;
}

/** Whether the month is told to its end. */
function isOver({ to, month }: Pick<Energy, 'to' | 'month'>): boolean {
  return to.slice(0, 7) > month;
}

/** The monthly letter of a mairie on one page, in French, from the stored month: the same data make the same bytes. */
export function letterPage({ energy, equipment }: Letter): Promise<Buffer> {
  const { name, supplies, buildings, weather } = energy;
  const span = `du ${inFrench(energy.from)} au ${inFrench(addDays(energy.to, -1))}`;
  const shown = buildings.filter((building) =>
    building.supplies.some(({ amount, kWh }) => amount !== null || kWh !== null),
  );
  const cell = (uses: readonly SupplyUse[], supply: SupplyUse['supply']) => {
    const use = uses.find((one) => one.supply === supply);
    if (use === undefined || (use.amount === null && use.kWh === null)) return '—';
    return `${amountInFrench(use)}${use.euros === null ? '' : `\n${inEuros(use.euros)}`}`;
  };
  const kinds = supplies.map(({ supply }) => supply);
  return pdfOf({
    title: `${name}, ${monthInFrench(energy.month)}`,
    at: Date.parse(`${energy.to}T00:00:00Z`),
    foot: `Vigie · ${span}.${pricesInFrench(supplies)} CO₂e : ${energy.carbonSource}.`,
    content: [
      { text: 'La lettre du mois', style: 'soft' },
      { text: `${name}, ${monthInFrench(energy.month)}`, style: 'title' },
      ...(isOver(energy) ? [] : [{ text: `Le mois est en cours : ${span}.`, margin: [0, 6, 0, 0] as const }]),
      { text: sumInFrench(energy), margin: [0, 6, 0, 0] },
      { text: 'Ce que vos bâtiments ont utilisé', style: 'head' },
      ...(supplies.length === 0
        ? [{ text: 'Aucun compteur n’est relevé.' }]
        : [
            table(
              [
                ['', 'Quantité', 'Euros TTC', 'Comparaison', 'kg CO₂e'],
                ...supplies.map((use) => [
                  named[use.supply],
                  use.supply === 'gas' && use.amount !== null && use.kWh !== null
                    ? `${amountInFrench(use)}, ${french(use.kWh)}\u00a0kWh`
                    : amountInFrench(use),
                  use.euros === null ? '—' : inEuros(use.euros),
                  comparedInFrench(use),
                  use.kgCo2e === null ? '—' : french(use.kgCo2e),
                ]),
              ],
              ['auto', '*', 'auto', '*', 'auto'],
            ),
          ]),
      ...(weather?.degreeDays === null || weather?.degreeDays === undefined || weather.lastYear === null
        ? []
        : [
            {
              text: `${french(weather.degreeDays)} degrés-jours de chauffage, ${french(weather.lastYear)} aux mêmes dates l’an passé (base ${weather.base} °C, méthode des professionnels).`,
              style: 'soft',
              margin: [0, 4, 0, 0] as const,
            },
          ]),
      ...(shown.length < 2
        ? []
        : [
            { text: 'Par bâtiment', style: 'head' },
            table(
              [
                ['', ...kinds.map((supply) => named[supply])],
                ...shown
                  .slice(0, buildingsShown)
                  .map((building) => [building.name, ...kinds.map((supply) => cell(building.supplies, supply))]),
              ],
              ['*', ...kinds.map(() => 'auto')],
            ),
          ]),
      { text: 'Ce qui n’est pas normal', style: 'head' },
      ...(energy.abnormal.length === 0
        ? [{ text: 'Rien d’anormal.' }]
        : energy.abnormal.slice(0, alertsShown).map(({ title, siteName, reason, advice }) => ({
            stack: [
              { text: `${siteName} : ${title}`, bold: true },
              ...(reason === title ? [] : [{ text: reason }]),
              ...(advice === undefined ? [] : [{ text: `Que faire : ${advice}`, color: soft }]),
            ],
            margin: [0, 0, 0, 6] as const,
          }))),
      ...(equipment.length === 0
        ? []
        : [{ text: 'Votre matériel', style: 'head' }, ...equipmentInFrench(equipment).map((text) => ({ text }))]),
      ...(energy.rooms.some(({ icone }) => icone !== null)
        ? [
            { text: 'L’air des pièces', style: 'head' },
            {
              text: `Bon dans ${energy.rooms.filter(({ icone }) => icone !== null && icone.class <= 1).length} pièces sur ${energy.rooms.filter(({ icone }) => icone !== null).length} (ICONE des sept derniers jours, heures d’ouverture).`,
            },
          ]
        : []),
    ],
  });
}
