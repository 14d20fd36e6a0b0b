import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Règles',
  lead: 'Ce que Vigie tient pour anormal, et d’où cela vient. De plusieurs règles d’un même nom, la plus précise compte.',
  search: 'Chercher une règle, une mesure, un lieu',
  anyOrigin: 'Toute origine',
  origins: { type: 'type d’équipement', territory: 'fichiers du territoire', made: 'technicien' },
  none: 'Aucune règle ne correspond.',
  heads: ['Règle', 'Mesure', 'Condition', 'Pour qui', 'Origine', 'Alertes', 'Fausses'],
  everywhere: 'partout',
  all: 'Toutes les règles',
  another: 'et un autre type',
  others: 'et {count} autres types',
  each: 'Voir les {count}',
  off: 'désactivée',
  during: 'pendant {time}',
  deed: 'Modifier',
  quieter: 'Moins bavarde ?',
  quieterOf: 'Moins bavarde ? {rule}',
  asking: 'Recherche sur 90 jours d’historique…',
  noMarks: 'Aucune fausse alerte n’est marquée depuis 90 jours : il n’y a rien à proposer.',
  noProposal: 'Aucun réglage n’éviterait ces fausses alertes sans en perdre une vraie.',
  proposal: 'Ce réglage aurait évité {avoided} fausses alertes sur {of}, et gardé les {kept} autres.',
  use: 'L’adopter',
  remove: 'Supprimer',
  removeSure: 'Ce que cette règle changeait redevient comme avant.',
};
export type RuleWords = typeof fr;

const en: RuleWords = {
  title: 'Rules',
  lead: 'What Vigie takes for abnormal, and where that comes from. Of several rules of one name the most particular counts.',
  search: 'Search a rule, a metric, a place',
  anyOrigin: 'Any origin',
  origins: { type: 'device type', territory: 'territory files', made: 'technician' },
  none: 'No rule matches.',
  heads: ['Rule', 'Metric', 'Condition', 'For whom', 'Origin', 'Alerts', 'False'],
  everywhere: 'everywhere',
  all: 'All rules',
  another: 'and another type',
  others: 'and {count} other types',
  each: 'See the {count}',
  off: 'switched off',
  during: 'for {time}',
  deed: 'Change',
  quieter: 'Quieter?',
  quieterOf: 'Quieter? {rule}',
  asking: 'Searching 90 days of history…',
  noMarks: 'No alert was marked as false for 90 days: there is nothing to propose.',
  noProposal: 'No setting would avoid these false alarms without losing one that was right.',
  proposal: 'This setting would have avoided {avoided} of {of} false alarms, and kept the {kept} others.',
  use: 'Use it',
  remove: 'Delete',
  removeSure: 'What this rule changed is again as before.',
};
const french = setFrench(fr);

/** What the page of rules says; loaded with it alone. */
export function ruleWordsOf(language: Language): RuleWords {
  return language === 'fr' ? french : en;
}
