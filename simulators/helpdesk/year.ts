import { addDays, type LocalDate } from '../../devices/calendar/local-date.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import { isWorkingDay } from '../../devices/calendar/working-days.ts';
import { draw, keyOf, uniform } from '../chance.ts';

/** How many in the agency's year; of all, 13 a working day came by telephone. */
export const agencyYear = { requests: 2_908, incidents: 475, callsPerWorkingDay: 13 } as const;

const kinds: readonly (readonly [category: string, weight: number, titles: readonly string[]])[] = [
  ['workstation', 24, ['Poste très lent', 'Le poste ne démarre plus', 'Écran noir', 'Nouveau poste à installer']],
  ['printer', 17, ['Imprimante hors ligne', 'Bourrage papier', 'Toner à remplacer', 'Copieur en panne']],
  ['software', 26, ['Logiciel de paie : erreur', 'État civil : acte bloqué', 'Mise à jour du logiciel de gestion']],
  ['server', 5, ['Partage inaccessible', 'Serveur lent']],
  ['network', 8, ['Plus d’accès à internet', 'Débit très faible']],
  ['wifi', 3, ['Borne Wi-Fi éteinte', 'Portail Wi-Fi inaccessible']],
  ['security', 6, ['Courriel suspect', 'Alerte antivirus', 'Compte bloqué']],
  ['backup', 4, ['Fichier à restaurer', 'Sauvegarde en échec']],
  ['telephony', 5, ['Standard muet', 'Poste téléphonique en panne']],
  ['other', 2, ['Question sur un abonnement', 'Demande de devis']],
];

/** How busy each month is beside the others: people are away in August, and schools begin in September. */
const busy = [1.1, 1, 1.05, 0.95, 0.95, 1, 0.85, 0.55, 1.25, 1.15, 1.05, 0.85] as const;

/** A request of the past as the helpdesk before exported it. */
export interface PastRequest {
  readonly number: string;
  readonly kind: 'request' | 'incident';
  readonly opened: string;
  readonly closed: string;
  readonly organisation: string;
  readonly category: string;
  readonly priority: string;
  readonly state: string;
  readonly source: string;
  readonly title: string;
}

/** A made-up year of an agency's helpdesk: so many requests of its members and, apart, incidents of the Department. */
export function helpdeskYear(settings: {
  readonly year: number;
  readonly organisations: readonly string[];
  /** whose incidents they are */
  readonly department: string;
  readonly seed: number;
}): PastRequest[] {
  const { year, organisations, department, seed } = settings;
  const zone = createZone('Europe/Paris');
  const days: LocalDate[] = [];
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) if (isWorkingDay(day)) days.push(day);
  const all = agencyYear.requests + agencyYear.incidents;
  const dayOf = spread(days, all);
  const calls = days.length * agencyYear.callsPerWorkingDay;
  const chance = keyOf(seed, `helpdesk ${year}`);
  return Array.from({ length: all }, (_, at): PastRequest => {
    const draws = (purpose: number) => uniform(chance, at * 8 + purpose);
    const day = dayOf(at) ?? `${year}-12-31`;
    // incidents are spread over the requests
    const isIncident =
      Math.floor(((at + 1) * agencyYear.incidents) / all) > Math.floor((at * agencyYear.incidents) / all);
    const minute = 510 + Math.floor(draws(1) * 470);
    const opened = zone.toInstant(day, minute);
    const [category, , titles] = kindAt(draws(2));
    const isCall = Math.floor(((at + 1) * calls) / all) > Math.floor((at * calls) / all);
    return {
      number: `${year}-${String(at + 1).padStart(5, '0')}`,
      kind: isIncident ? 'incident' : 'request',
      opened: new Date(opened).toISOString(),
      closed: new Date(opened + Math.floor((0.2 + draws(3) * 46) * 3_600_000)).toISOString(),
      organisation: isIncident
        ? department
        : (organisations[draw(chance, at * 8 + 4) % organisations.length] ?? department),
      category,
      priority: draws(5) < 0.08 ? 'urgent' : draws(5) < 0.3 ? 'high' : 'normal',
      state: 'closed',
      source: isCall ? 'call' : 'mairie',
      title: titles[draw(chance, at * 8 + 6) % titles.length] ?? category,
    };
  });
}

/** On which day each of so many comes: in order, by how busy the days are. */
function spread(days: readonly LocalDate[], count: number): (at: number) => LocalDate | undefined {
  const weights = days.map((day) => busy[Number(day.slice(5, 7)) - 1] ?? 1);
  const total = weights.reduce((sum, one) => sum + one, 0);
  const owner: LocalDate[] = [];
  let before = 0;
  for (const [index, day] of days.entries()) {
    before += weights[index] ?? 0;
    const until = Math.round((before * count) / total);
    while (owner.length < until) owner.push(day);
  }
  return (at) => owner[at];
}

/** The same as CSV (RFC 4180). */
export function helpdeskCsv(past: readonly PastRequest[]): string {
  const columns = ['number', 'kind', 'opened', 'closed', 'organisation', 'category', 'priority', 'state'] as const;
  const all = [...columns, 'source', 'title'] as const;
  const quoted = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [all.join(','), ...past.map((one) => all.map((column) => quoted(one[column])).join(','))]
    .join('\n')
    .concat('\n');
}

function kindAt(u: number): (typeof kinds)[number] {
  const total = kinds.reduce((sum, [, weight]) => sum + weight, 0);
  let left = u * total;
  for (const kind of kinds) {
    left -= kind[1];
    if (left < 0) return kind;
  }
  return ['other', 0, ['Autre']];
}
