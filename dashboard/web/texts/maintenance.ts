import { type Language, setFrench } from './words.ts';

const fr = {
  calendar: 'Calendrier des maintenances',
  before: 'Mois précédent',
  after: 'Mois suivant',
  thisMonth: 'Ce mois',
  allDay: 'toute la journée',
  quietMonth: 'Aucune maintenance ce mois-ci.',
  mode: 'Pendant ce temps, les alertes',
  modes: {
    mute: 'sont gardées, personne n’est prévenu',
    skip: 'ne s’ouvrent pas',
    run: 'suivent leur cours, la maintenance est seulement notée',
  },
  modesShort: { mute: 'sans prévenir', skip: 'sans alerte', run: 'notée' },
  pastToo: 'Un temps déjà passé peut être noté aussi : il sort de la disponibilité.',
};

const en: typeof fr = {
  calendar: 'Calendar of maintenances',
  before: 'Previous month',
  after: 'Next month',
  thisMonth: 'This month',
  allDay: 'all day',
  quietMonth: 'No maintenance this month.',
  mode: 'Meanwhile alerts',
  modes: {
    mute: 'are kept, nobody is told',
    skip: 'are not opened',
    run: 'run as usual, the work is only noted',
  },
  modesShort: { mute: 'nobody told', skip: 'no alert', run: 'noted' },
  pastToo: 'Work already over may be noted too: availability leaves it out.',
};

const french = setFrench(fr);

/** What the calendar of announced work says; loaded with it alone. */
export function maintenanceWordsOf(language: Language): typeof fr {
  return language === 'fr' ? french : en;
}
