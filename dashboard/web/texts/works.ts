import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'L’effet de travaux',
  lead: 'Choisissez les dates des travaux. L’année d’avant dit ce que le bâtiment aurait consommé par le temps qu’il a fait ensuite ; la différence avec ce qui a été mesuré est l’économie.',
  supply: 'Énergie',
  supplies: { gas: 'Gaz', electricity: 'Électricité', heat: 'Chaleur' },
  from: 'Premier jour des travaux',
  to: 'Dernier jour',
  changeAsk: 'L’usage a changé depuis (une classe de plus, par exemple)',
  changeDay: 'À partir du',
  changeShare: 'De combien, en %',
  calculate: 'Calculer',
  datesWrong: 'Indiquez le premier et le dernier jour des travaux, dans cet ordre.',
  result: 'Résultat',
  suffices: 'Les relevés suffisent pour déclarer cette économie.',
  not: 'Les relevés ne suffisent pas pour déclarer une économie : {why}.',
  doubts: {
    'the baseline lacks too many days': 'il manque plus d’un dixième des jours de l’année d’avant',
    'nothing was measured after the works': 'rien n’a été mesuré après les travaux',
    'less than a year was measured after the works': 'moins d’un an a été mesuré après les travaux',
    'the year after the works lacks too many days': 'il manque plus d’un dixième des jours de l’année d’après',
    'the model is too loose': 'la consommation d’avant suit trop mal la température',
    'the saving is within its uncertainty': 'l’économie n’est pas plus grande que son incertitude',
  } as Readonly<Record<string, string>>,
  saved: 'Économie',
  lost: 'Surconsommation',
  ofExpected: 'De ce qui était attendu',
  euros: 'Euros TTC, prix d’avant travaux',
  eurosLost: 'Euros TTC en plus, prix d’avant travaux',
  current: '{euros} aux prix de chaque jour',
  noPrice:
    'aucun prix connu pour la veille des travaux : demandez à votre agence d’inscrire votre contrat, le calcul se refera',
  noCoefficient:
    'en m³ le gaz n’a pas de prix : demandez à votre agence d’inscrire le coefficient (kWh par m³) de vos factures',
  carbon: 'CO₂e évité',
  carbonLost: 'CO₂e en plus',
  quality: 'Qualité du modèle d’avant : CV(RMSE) {cv}, NMBE {nmbe}, R² ajusté {r2}.',
  methods: {
    daily: 'Méthode : jour par jour, d’après les relevés du compteur communicant.',
    billing:
      'Méthode : par factures et relevés saisis, faute de compteur communicant avant les travaux. Il en faut douze mois avant et douze mois après.',
  },
  heating: 'Le chauffage commence sous {celsius} °C.',
  station: 'Température : {station}.',
  stationElsewhere: 'Température : la station la plus proche.',
  page: 'La page pour le dossier de subvention (PDF)',
  period: 'Période',
  before: 'Avant',
  after: 'Après',
  missing: 'Jours sans relevé',
  daysOf: '{missing} sur {days}',
  measured: 'Mesuré',
  expected: 'Attendu sans travaux',
};
export type WorksWords = typeof fr;

const en: WorksWords = {
  title: 'What works saved',
  lead: 'Choose the dates of the works. The year before tells what the building would have used in the weather that followed; the difference to what was measured is the saving.',
  supply: 'Energy',
  supplies: { gas: 'Gas', electricity: 'Electricity', heat: 'Heat' },
  from: 'First day of the works',
  to: 'Last day',
  changeAsk: 'Its use has changed since (one more class, for example)',
  changeDay: 'From',
  changeShare: 'By how much, in %',
  calculate: 'Calculate',
  datesWrong: 'Give the first and the last day of the works, in this order.',
  result: 'Result',
  suffices: 'The readings suffice to claim this saving.',
  not: 'The readings do not suffice to claim a saving: {why}.',
  doubts: {
    'the baseline lacks too many days': 'more than a tenth of the days of the year before lack',
    'nothing was measured after the works': 'nothing was measured after the works',
    'less than a year was measured after the works': 'less than a year was measured after the works',
    'the year after the works lacks too many days': 'more than a tenth of the days of the year after lack',
    'the model is too loose': 'the use before follows the temperature too badly',
    'the saving is within its uncertainty': 'the saving is no larger than its uncertainty',
  },
  saved: 'Saved',
  lost: 'Used more',
  ofExpected: 'Of what was expected',
  euros: 'Euros with taxes, price before the works',
  eurosLost: 'Euros more with taxes, price before the works',
  current: '{euros} at each day’s price',
  noPrice:
    'no price is known for the day before the works: ask your agency to enter your contract, then calculate again',
  noCoefficient: 'gas in m³ has no price: ask your agency to enter the coefficient (kWh a m³) of your invoices',
  carbon: 'CO₂e avoided',
  carbonLost: 'CO₂e more',
  quality: 'Quality of the model of before: CV(RMSE) {cv}, NMBE {nmbe}, adjusted R² {r2}.',
  methods: {
    daily: 'Method: day by day, from the connected meter.',
    billing:
      'Method: by invoices and typed readings, as no connected meter was there before the works. It takes twelve months before and twelve after.',
  },
  heating: 'Heating begins below {celsius} °C.',
  station: 'Temperature: {station}.',
  stationElsewhere: 'Temperature: the nearest station.',
  page: 'The page for the grant file (PDF, French)',
  period: 'Period',
  before: 'Before',
  after: 'After',
  missing: 'Days without a reading',
  daysOf: '{missing} of {days}',
  measured: 'Measured',
  expected: 'Expected without works',
};

const inFrench = setFrench(fr);

/** What the page of savings says. */
export function worksWordsOf(language: Language): WorksWords {
  return language === 'fr' ? inFrench : en;
}
