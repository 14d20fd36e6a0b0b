import { addDays, type LocalDate } from '../../devices/calendar/local-date.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import { isWorkingDay } from '../../devices/calendar/working-days.ts';

/** Who does something at the desk: the technician, the administrator, or the member itself. */
export type DeskHand = 'technician' | 'administrator' | 'member';

interface Written {
  /** working days back, and the minute of that day */
  readonly days: number;
  readonly at: string;
  readonly organisation: string;
  readonly category: string;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent';
  readonly kind?: 'incident';
  readonly by: DeskHand;
  readonly caller?: string;
  readonly title: string;
  readonly description: string;
  /** in order, so many minutes after the opening */
  readonly acts?: readonly {
    readonly after: number;
    readonly by: DeskHand;
    readonly is: 'follow-up' | 'note' | 'call' | 'solution' | 'taken' | 'waiting' | 'closed';
    readonly text?: string;
    /** whose call, where it is another's */
    readonly organisation?: string;
  }[];
}

/** A ticket of the desk with the times at which things happened, epoch ms. */
export interface DeskTicket extends Omit<Written, 'days' | 'at' | 'acts'> {
  readonly openedAt: number;
  readonly acts: readonly (Omit<NonNullable<Written['acts']>[number], 'after'> & { readonly at: number })[];
}

/** What lies on the agency's desk at a moment: requests of the last working days, in the order in which they came. */
export function deskAt(now: number): DeskTicket[] {
  const zone = createZone('Europe/Paris');
  const { date } = zone.toLocal(now);
  return written
    .map(({ days, at, acts = [], ...ticket }): DeskTicket => {
      const minute = Number(at.slice(0, 2)) * 60 + Number(at.slice(3));
      let day = backTo(date, days);
      // what has not come yet today came on the working day before
      if (zone.toInstant(day, minute) > now) day = backTo(addDays(day, -1), 0);
      const openedAt = zone.toInstant(day, minute);
      return {
        ...ticket,
        openedAt,
        acts: acts
          .map(({ after, ...one }) => ({ ...one, at: openedAt + after * 60_000 }))
          .filter((one) => one.at <= now),
      };
    })
    .sort((a, b) => a.openedAt - b.openedAt);
}

/** So many working days before a day; with 0 the day itself, or the last working day before it. */
function backTo(from: LocalDate, days: number): LocalDate {
  let day = from;
  for (let left = days; ; day = addDays(day, -1)) if (isWorkingDay(day) && left-- === 0) return day;
}

const written: readonly Written[] = [
  {
    ...{ days: 9, at: '10:12', organisation: 'gabarret', category: 'workstation', priority: 'low', by: 'technician' },
    ...{ caller: 'Mme Lestage', title: 'Nouveau poste pour l’accueil' },
    description: 'Le poste a neuf ans. Devis accepté, la livraison est attendue.',
    acts: [
      { after: 30, by: 'technician', is: 'taken' },
      { after: 45, by: 'technician', is: 'follow-up', text: 'Commandé, livraison annoncée sous quinze jours.' },
      { after: 46, by: 'technician', is: 'waiting' },
    ],
  },
  {
    ...{ days: 6, at: '09:05', organisation: 'soustons', category: 'software', priority: 'normal', by: 'technician' },
    ...{ caller: 'Service de la paie', title: 'Paie : le bulletin d’un agent est refusé à la télétransmission' },
    description: 'Code de rejet 12 sur la déclaration du mois.',
    acts: [
      { after: 15, by: 'technician', is: 'taken' },
      { after: 120, by: 'technician', is: 'follow-up', text: 'Transmis à l’éditeur avec le fichier du rejet.' },
      { after: 121, by: 'technician', is: 'waiting' },
      { after: 1_500, by: 'technician', is: 'note', text: 'Relancé l’éditeur : correctif promis cette semaine.' },
    ],
  },
  {
    ...{ days: 4, at: '11:20', organisation: 'dax', category: 'printer', priority: 'normal', by: 'member' },
    ...{ title: 'Copieur de l’état civil : bourrage à chaque recto verso' },
    description: 'Le bac 2 seulement. Nous imprimons en recto simple en attendant.',
    acts: [
      { after: 40, by: 'technician', is: 'taken' },
      { after: 60, by: 'technician', is: 'follow-up', text: 'Le réparateur du copieur passe demain matin.' },
      { after: 1_450, by: 'member', is: 'follow-up', text: 'Il est passé, un rouleau est à commander.' },
    ],
  },
  {
    ...{ days: 3, at: '08:41', organisation: 'tartas', category: 'backup', priority: 'normal', by: 'technician' },
    ...{ caller: 'Mme Darrigade', title: 'Délibération effacée, à restaurer d’avant lundi' },
    description: 'Dossier « Conseil », fichier de la dernière séance.',
    acts: [
      { after: 10, by: 'technician', is: 'taken' },
      {
        after: 55,
        by: 'technician',
        is: 'solution',
        text: 'Restaurée de la sauvegarde de dimanche soir, vérifiée avec la mairie.',
      },
      { after: 400, by: 'technician', is: 'closed' },
    ],
  },
  {
    ...{
      days: 2,
      at: '14:02',
      organisation: 'mont-de-marsan',
      category: 'network',
      priority: 'high',
      kind: 'incident',
    },
    ...{ by: 'technician', caller: 'Accueil de la mairie', title: 'Logiciels métiers lents sur les sites distants' },
    description: 'Depuis midi, les écoles et le gymnase attendent dix secondes par écran.',
    acts: [
      { after: 12, by: 'technician', is: 'taken' },
      { after: 25, by: 'technician', is: 'call', organisation: 'saint-pierre-du-mont', text: 'pareil au gymnase' },
      { after: 48, by: 'technician', is: 'call', organisation: 'villeneuve-de-marsan' },
      {
        after: 70,
        by: 'administrator',
        is: 'follow-up',
        text: 'L’opérateur confirme une saturation de la collecte, rétablissement annoncé.',
      },
      { after: 71, by: 'administrator', is: 'note', text: 'Ticket opérateur ouvert ; rappeler si rien demain.' },
    ],
  },
  {
    ...{ days: 2, at: '16:15', organisation: 'tartas', category: 'wifi', priority: 'normal', by: 'member' },
    ...{ title: 'Wi-Fi public : le portail ne s’ouvre plus sur les téléphones' },
    description: 'Deux usagers de la médiathèque l’ont signalé. Sur un ordinateur il s’ouvre.',
    acts: [
      { after: 900, by: 'technician', is: 'taken' },
      { after: 930, by: 'technician', is: 'follow-up', text: 'Pouvez-vous demander quelle marque de téléphone ?' },
    ],
  },
  {
    ...{
      days: 1,
      at: '09:30',
      organisation: 'rion-des-landes',
      category: 'security',
      priority: 'urgent',
      by: 'technician',
    },
    ...{ caller: 'M. Duvignau', title: 'Courriel piégé ouvert, mot de passe saisi' },
    description: 'Faux avis de livraison, ouvert il y a vingt minutes au secrétariat.',
    acts: [
      { after: 3, by: 'technician', is: 'taken' },
      { after: 8, by: 'technician', is: 'follow-up', text: 'Mot de passe changé, sessions fermées, poste isolé.' },
      {
        after: 95,
        by: 'technician',
        is: 'note',
        text: 'Analyse complète du poste en cours ; prévenir le délégué à la protection des données.',
      },
    ],
  },
  {
    ...{ days: 1, at: '10:48', organisation: 'capbreton', category: 'telephony', priority: 'high', by: 'technician' },
    ...{ caller: 'Police municipale', title: 'Le standard ne transfère plus vers la police municipale' },
    description: 'Le poste 14 sonne occupé depuis ce matin.',
  },
  {
    ...{ days: 1, at: '15:26', organisation: 'dax', category: 'server', priority: 'normal', by: 'technician' },
    ...{ caller: 'Direction des finances', title: 'Dossier partagé « Budget » en lecture seule' },
    description: 'Pour trois agents sur quatre.',
    acts: [
      { after: 20, by: 'technician', is: 'taken' },
      { after: 50, by: 'technician', is: 'solution', text: 'Groupe de droits corrigé, essayé avec les trois agents.' },
    ],
  },
  {
    ...{ days: 0, at: '08:52', organisation: 'tartas', category: 'printer', priority: 'normal', by: 'technician' },
    ...{ caller: 'Mme Castets', title: 'Imprimante de l’accueil hors ligne' },
    description: 'Redémarrée deux fois, toujours « hors ligne » sur les deux postes.',
    acts: [{ after: 6, by: 'technician', is: 'taken' }],
  },
  {
    ...{
      days: 0,
      at: '09:17',
      organisation: 'parentis-en-born',
      category: 'software',
      priority: 'high',
      by: 'technician',
    },
    ...{ caller: 'État civil', title: 'État civil : acte bloqué en cours de signature' },
    description: 'La famille attend au guichet.',
  },
  {
    ...{ days: 0, at: '10:05', organisation: 'begaar', category: 'workstation', priority: 'normal', by: 'member' },
    ...{ title: 'Écran noir au poste de la cantine' },
    description: 'Le voyant est orange. Rien de pressé avant jeudi.',
  },
];
