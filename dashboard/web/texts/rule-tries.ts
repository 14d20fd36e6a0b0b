import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Essayer sur l’historique',
  lead: 'Vigie rejoue les relevés gardés avec la règle de ce formulaire et avec celle d’aujourd’hui. Rien n’est enregistré, personne n’est prévenu.',
  period: 'Période',
  periods: { '7': '7 jours', '30': '30 jours', '90': '90 jours', '365': '1 an' },
  yearOnly: 'Une année entière s’essaie sur un site ou un équipement.',
  start: 'Essayer',
  running: 'Vigie rejoue {period} d’historique…',
  stop: 'Arrêter',
  stopped: 'Essai arrêté.',
  busy: 'Un autre essai est en cours : recommencez quand il est fini.',
  noSeries:
    'Aucun équipement de votre choix n’a cette mesure dans l’historique : il n’y a rien à essayer. Choisissez d’autres équipements, ou attendez ses premiers relevés.',
  noReadings: 'Aucun relevé sur cette période : il n’y a rien à essayer. Choisissez une période plus longue.',
  same: 'Sur {period} : {given} avec cette règle comme avec celle d’aujourd’hui, les mêmes.',
  differs:
    'Sur {period} : {given} avec cette règle, {today} avec celle d’aujourd’hui ; {appear} à un moment où il n’y en a pas aujourd’hui, {vanish} qui n’auraient plus lieu.',
  alerts: '{count} alertes',
  alertsOne: '1 alerte',
  alertsNone: 'aucune alerte',
  left: '{count} autres alertes ne sont pas montrées.',
  judged: '{readings} relevés jugés, de {series} séries.',
  judgedOne: '{readings} relevés jugés, d’une série.',
  which: 'Équipement',
  option: '{name} : {given} / {today}',
  given: 'alertes avec cette règle',
  today: 'alertes avec celle d’aujourd’hui',
  level: 'seuil de cette règle',
  chart: '{metric}, {device}',
  sentence:
    '{metric} de {device} : de {min} à {max}, {mean} en moyenne ; {given} avec cette règle, {today} avec celle d’aujourd’hui.',
  highest: 'La courbe montre le plus haut de chaque {step}.',
  lowest: 'La courbe montre le plus bas de chaque {step}.',
  mean: 'La courbe montre la moyenne de chaque {step}.',
  state: 'La courbe montre l’état à la fin de chaque {step}.',
  steps: { '1h': 'heure', '1d': 'jour' },
  noCurve: 'Cette série n’a aucun relevé à dessiner sur la période.',
  list: 'Les alertes une à une',
  heads: ['Depuis', 'Durée', 'Équipement', 'Valeur', 'Pourquoi', 'Différence'],
  is: { stays: 'comme aujourd’hui', appears: 'nouvelle', vanishes: 'n’aurait plus lieu' },
  still: 'dure encore',
  cause: 'suite d’une autre panne',
  tooWide: 'Cet essai porterait sur trop d’équipements : choisissez un site ou un équipement.',
};
export type RuleTryWords = typeof fr;

const en: RuleTryWords = {
  title: 'Try it on history',
  lead: 'Vigie replays the stored readings with the rule of this form and with today’s. Nothing is saved, nobody is told.',
  period: 'Period',
  periods: { '7': '7 days', '30': '30 days', '90': '90 days', '365': '1 year' },
  yearOnly: 'A whole year is tried on a site or a device.',
  start: 'Try it',
  running: 'Vigie replays {period} of history…',
  stop: 'Stop',
  stopped: 'The trial was stopped.',
  busy: 'Another trial is under way: try again when it has ended.',
  noSeries:
    'None of the devices you chose has this metric in history: there is nothing to try. Choose other devices, or wait for its first readings.',
  noReadings: 'No reading in this period: there is nothing to try. Choose a longer period.',
  same: 'Over {period}: {given} with this rule as with today’s, the same ones.',
  differs:
    'Over {period}: {given} with this rule, {today} with today’s; {appear} when there is none today, {vanish} that would no longer be.',
  alerts: '{count} alerts',
  alertsOne: '1 alert',
  alertsNone: 'no alert',
  left: '{count} more alerts are not shown.',
  judged: '{readings} readings judged, of {series} series.',
  judgedOne: '{readings} readings judged, of one series.',
  which: 'Device',
  option: '{name}: {given} / {today}',
  given: 'alerts with this rule',
  today: 'alerts with today’s',
  level: 'threshold of this rule',
  chart: '{metric}, {device}',
  sentence:
    '{metric} of {device}: from {min} to {max}, {mean} on average; {given} with this rule, {today} with today’s.',
  highest: 'The curve shows the highest of each {step}.',
  lowest: 'The curve shows the lowest of each {step}.',
  mean: 'The curve shows the mean of each {step}.',
  state: 'The curve shows the state at the end of each {step}.',
  steps: { '1h': 'hour', '1d': 'day' },
  noCurve: 'This series has no reading to draw in the period.',
  list: 'The alerts one by one',
  heads: ['Since', 'Lasted', 'Device', 'Value', 'Why', 'Difference'],
  is: { stays: 'as today', appears: 'new', vanishes: 'would no longer be' },
  still: 'still lasts',
  cause: 'follows from another failure',
  tooWide: 'This would try too many devices: choose a site or a device.',
};
const french = setFrench(fr);

/** What a trial of a rule on history says; loaded with the form of a rule alone. */
export function ruleTryWordsOf(language: Language): RuleTryWords {
  return language === 'fr' ? french : en;
}
