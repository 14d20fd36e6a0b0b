import type { Expected } from '../../domain/decision.ts';
import type { Condition, Rule, RuleKind } from '../../domain/rule.ts';
import { duration, hourly, type Language, number, span, type Writing } from './writing.ts';

type Both = Readonly<Record<Language, string>>;

/** How a kind of rule judges, in one sentence. */
export function method(condition: Condition, language: Language): string {
  return methods[condition.kind][language];
}

/** What would not have fired, where the rule or what was usual says it. */
export function wouldNotFire(condition: Condition, expected: Expected | undefined, writing: Writing): string[] {
  const { language } = writing;
  const french = language === 'fr';
  switch (condition.kind) {
    case 'threshold': {
      const [first = 0] = condition.levels;
      const [edge, clear] = [number(first, writing), number(condition.clear, writing)];
      // the level itself is not beyond it, and at the clear level it is over
      const isAbove = condition.side === 'above';
      if (isAbove && first === 0 && writing.unit === '') {
        return [french ? 'À 0, elle ne serait pas partie.' : 'At 0 it would not have been raised.'];
      }
      return [
        french
          ? `${isAbove ? 'Jusqu’à' : 'À partir de'} ${edge}, elle ne serait pas partie ; elle se termine à ${clear} ou ${isAbove ? 'moins' : 'plus'}.`
          : `${isAbove ? 'Up to' : 'From'} ${edge} it would not have been raised; it ends at ${clear} or ${isAbove ? 'less' : 'more'}.`,
      ];
    }
    case 'rate': {
      const [edge, over] = [number(condition.perHour, writing), duration(condition.overMs, language)];
      return [
        french
          ? `Jusqu’à ${edge} par heure sur ${over}, elle ne serait pas partie.`
          : `Up to ${edge} an hour over ${over} it would not have been raised.`,
      ];
    }
    case 'silence': {
      const after = duration(condition.afterMs, language);
      return [
        french
          ? `Un relevé au moins toutes les ${after} : elle ne serait pas partie.`
          : `With a reading every ${after} at least it would not have been raised.`,
      ];
    }
    case 'profile':
    case 'base-load':
    case 'left-on':
    case 'budget':
    case 'held-warm':
    case 'apart':
    case 'airing':
    case 'change-point': {
      if (expected === undefined) return [];
      const unit = 'counts' in condition && condition.counts ? hourly(writing) : writing;
      const range = span(expected, unit);
      return [french ? `De ${range}, elle ne serait pas partie.` : `From ${range} it would not have been raised.`];
    }
    default:
      return [];
  }
}

/** How to hear it less. */
export function quieter({ condition, say }: Rule, language: Language): string {
  const knob = knobs[condition.kind][language];
  return language === 'fr'
    ? `Pour l’entendre moins : modifiez ${knob} de la règle « ${say.fr} » pour cet équipement, ou mettez l’alerte en sourdine.`
    : `To hear it less: change ${knob} of the rule “${say.en}” for this device, or shelve the alert.`;
}

const methods: Readonly<Record<RuleKind, Both>> = {
  threshold: { fr: 'Méthode : chaque relevé est comparé à un seuil.', en: 'Method: each reading against a level.' },
  state: { fr: 'Méthode : l’état que l’équipement annonce.', en: 'Method: the state that the device tells.' },
  rate: {
    fr: 'Méthode : la pente entre les relevés d’une même durée.',
    en: 'Method: the slope between the readings of a span of time.',
  },
  silence: {
    fr: 'Méthode : un relevé est attendu à son rythme ; des voisins on déduit quel maillon s’est tu.',
    en: 'Method: readings are expected at their pace; neighbours tell which link died.',
  },
  stuck: {
    fr: 'Méthode : une vraie mesure bouge toujours un peu.',
    en: 'Method: a true measurement always moves a little.',
  },
  implausible: {
    fr: 'Méthode : hors de la plage physique, compteur qui recule ou bond impossible.',
    en: 'Method: outside the physical range, a counter that goes backwards, or an impossible leap.',
  },
  forecast: {
    fr: 'Méthode : ce qui reste, ou la tendance des dernières semaines prolongée.',
    en: 'Method: what is left, or the trend of the last weeks carried on.',
  },
  late: {
    fr: 'Méthode : l’âge de la dernière bonne sauvegarde comparé à celui des mêmes nuits de la semaine.',
    en: 'Method: the age of the last good backup against that of the same nights of the week.',
  },
  size: {
    fr: 'Méthode : le volume comparé à celui des sauvegardes précédentes.',
    en: 'Method: the amount against that of the backups before.',
  },
  leak: {
    fr: 'Méthode : le plus petit débit de chaque nuit, et l’eau qui ne s’arrête jamais.',
    en: 'Method: the least flow of each night, and water that never stops.',
  },
  icone: {
    fr: 'Méthode : indice ICONE (CSTB), part des heures d’occupation au-dessus de 1 000 et de 1 700 ppm de CO₂.',
    en: 'Method: the index ICONE (CSTB), the share of occupied hours above 1,000 and 1,700 ppm of CO₂.',
  },
  heated: {
    fr: 'Méthode : la température comparée aux limites du code de l’énergie (R241-26 et R241-27).',
    en: 'Method: the temperature against the limits of the French energy code (R241-26 and 27).',
  },
  profile: {
    fr: 'Méthode : chaque heure est comparée aux mêmes heures des jours semblables (ouvrés, samedis, dimanches, fériés, vacances), froid déduit.',
    en: 'Method: each hour against the same hours of like days (working days, Saturdays, Sundays, holidays), the cold taken out.',
  },
  'base-load': {
    fr: 'Méthode : l’heure la plus basse des nuits, médiane de sept nuits, comparée à celle d’il y a deux mois, froid déduit.',
    en: 'Method: the least hour of the nights, median of seven, against that of two months ago, the cold taken out.',
  },
  'left-on': {
    fr: 'Méthode : les heures loin de toute ouverture sont comparées aux autres fermetures par le même froid.',
    en: 'Method: hours far from any opening against other closed hours in the same cold.',
  },
  budget: {
    fr: 'Méthode : le mois en cours contre le même mois de l’an dernier, corrigé du froid et prolongé jusqu’à la fin du mois.',
    en: 'Method: this month against last year’s, corrected for the cold and carried on to the month’s end.',
  },
  'held-warm': {
    fr: 'Méthode : une pièce qui ne refroidit presque pas la nuit est chauffée ; sa chaleur est comparée à celle de ses autres nuits.',
    en: 'Method: a room that hardly cools at night is heated; its warmth against that of its other nights.',
  },
  apart: {
    fr: 'Méthode : l’écart de la pièce à la médiane des autres pièces du site, comparé à son écart habituel.',
    en: 'Method: the room’s difference from the median of the site’s other rooms, against its usual difference.',
  },
  airing: {
    fr: 'Méthode : le CO₂ que les occupants ajoutent à l’air extérieur, jour après jour (CUSUM).',
    en: 'Method: the CO₂ that people add to the open air, day after day (CUSUM).',
  },
  'change-point': {
    fr: 'Méthode : les écarts des jours à leur niveau habituel sont additionnés (CUSUM), froid déduit.',
    en: 'Method: the days’ deviations from their usual level are summed (CUSUM), the cold taken out.',
  },
};

const timed: Both = { fr: 'la durée', en: 'the duration' };
const share: Both = { fr: 'la part permise', en: 'the share allowed' };
const knobs: Readonly<Record<RuleKind, Both>> = {
  threshold: { fr: 'le seuil ou la durée', en: 'the level or the duration' },
  state: timed,
  rate: { fr: 'la pente ou la durée', en: 'the slope or the duration' },
  silence: { fr: 'le délai', en: 'the delay' },
  stuck: timed,
  implausible: { fr: 'la plage', en: 'the range' },
  forecast: { fr: 'le nombre de jours d’avance', en: 'the number of days ahead' },
  late: { fr: 'le retard permis', en: 'the delay allowed' },
  size: { fr: 'les proportions permises', en: 'the proportions allowed' },
  leak: { fr: 'le débit', en: 'the flow' },
  icone: { fr: 'l’indice', en: 'the index' },
  heated: { fr: 'la tolérance', en: 'the tolerance' },
  profile: { fr: 'l’écart permis', en: 'the deviation allowed' },
  'base-load': share,
  'left-on': share,
  budget: share,
  'held-warm': { fr: 'le plus petit écart qui compte', en: 'the least difference that counts' },
  apart: { fr: 'l’écart permis', en: 'the deviation allowed' },
  airing: share,
  'change-point': { fr: 'le plus petit changement qui compte', en: 'the least change that counts' },
};
