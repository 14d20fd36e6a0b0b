import { type Language, setFrench } from './words.ts';

const fr = {
  none: 'Aucun incident en cours, ni ces trente derniers jours.',
  open: 'En cours',
  recent: 'Ces trente derniers jours',
  alertOpen: 'personne ne l’a encore en main',
  alertTaken: 'pris en charge par l’agence',
  alertTakenBy: 'pris en charge par {who}',
  alertOver: 'terminé le {when}',
  since: 'depuis {when}',
  ticket: 'Demande n° {number}',
  ticketStates: {
    new: 'reçue par l’agence, pas encore commencée',
    progress: 'l’agence y travaille',
    waiting: 'en attente d’une réponse ou d’une pièce',
    solved: 'résolue',
    closed: 'terminée',
  },
  last: 'Dernière nouvelle, {when} : {text}',
};
export type IncidentWords = typeof fr;

const en: IncidentWords = {
  none: 'No incident under way, nor in the last thirty days.',
  open: 'Under way',
  recent: 'In the last thirty days',
  alertOpen: 'nobody has it in hand yet',
  alertTaken: 'the agency has it in hand',
  alertTakenBy: '{who} has it in hand',
  alertOver: 'over since {when}',
  since: 'since {when}',
  ticket: 'Ticket {number}',
  ticketStates: {
    new: 'received by the agency, not yet begun',
    progress: 'the agency is working on it',
    waiting: 'waiting for an answer or a part',
    solved: 'solved',
    closed: 'over',
  },
  last: 'Last news, {when}: {text}',
};

const inFrench = setFrench(fr);

/** What a mayor reads of their incidents. */
export function incidentWordsOf(language: Language): IncidentWords {
  return language === 'fr' ? inFrench : en;
}
