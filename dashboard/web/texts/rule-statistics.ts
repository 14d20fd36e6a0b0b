import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Statistiques des alertes',
  rules: 'Règles',
  tabs: 'Règles et statistiques',
  lead: 'Comment les alertes ont été reçues, pour savoir quelles règles servent et lesquelles fatiguent.',
  by: 'Par',
  bys: { rule: 'règle', device: 'équipement', organisation: 'collectivité' },
  period: 'Alertes ouvertes depuis',
  periods: { '30': '30 jours', '90': '90 jours', '365': '1 an' },
  none: 'Aucune alerte sur cette période.',
  heads: ['Alertes', 'En cours', 'Prise en charge', 'Fin', 'Fausses'],
  of: '{median} (sur {count})',
  rate: '{rate} ({count})',
  no: 'aucune',
  more: 'Les {count} premières lignes, de celles qui ont le plus d’alertes.',
  definitions: 'Ce que ces chiffres comptent',
  defined: [
    [
      'Alertes',
      'celles qui se sont ouvertes pendant la période, même terminées depuis, même pendant une maintenance qui les garde.',
    ],
    ['En cours', 'parmi elles, celles dont la condition dure encore.'],
    [
      'Prise en charge',
      'le temps médian entre l’ouverture et la première prise en charge, sur les seules alertes que quelqu’un a prises en charge.',
    ],
    [
      'Fin',
      'le temps médian entre l’ouverture et la fin, que l’alerte ait cessé d’elle-même ou qu’une personne l’ait close, sur les seules alertes terminées.',
    ],
    [
      'Fausses',
      'la part des alertes de la période qu’une personne a marquées « fausse alerte », et leur nombre. Ce que personne ne marque compte comme juste.',
    ],
  ],
};
export type RuleStatisticsWords = typeof fr;

const en: RuleStatisticsWords = {
  title: 'Statistics of alerts',
  rules: 'Rules',
  tabs: 'Rules and statistics',
  lead: 'How alerts were received, to see which rules serve and which ones tire.',
  by: 'By',
  bys: { rule: 'rule', device: 'device', organisation: 'organisation' },
  period: 'Alerts raised for',
  periods: { '30': '30 days', '90': '90 days', '365': '1 year' },
  none: 'No alert in this period.',
  heads: ['Alerts', 'Active', 'Acknowledged', 'Ended', 'False'],
  of: '{median} (of {count})',
  rate: '{rate} ({count})',
  no: 'none',
  more: 'The first {count} rows, of those with the most alerts.',
  definitions: 'What these figures count',
  defined: [
    ['Alerts', 'those that were raised in the period, also when over since, also in a maintenance that keeps them.'],
    ['Active', 'among them, those whose condition still holds.'],
    [
      'Acknowledged',
      'the median time from the raising to the first acknowledgement, of the alerts that somebody acknowledged.',
    ],
    [
      'Ended',
      'the median time from the raising to the end, whether by itself or closed by a person, of the alerts that are over.',
    ],
    [
      'False',
      'the share of the period’s alerts that a person marked as a false alarm, and their number. What nobody marks counts as right.',
    ],
  ],
};
const french = setFrench(fr);

/** What the statistics of alerts say; loaded with the page of rules alone. */
export function ruleStatisticsWordsOf(language: Language): RuleStatisticsWords {
  return language === 'fr' ? french : en;
}
