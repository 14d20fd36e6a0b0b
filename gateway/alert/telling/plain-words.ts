import type { Alert } from '../../domain/alert.ts';
import type { AlertWords } from '../../domain/notice.ts';
import type { Rule } from '../../domain/rule.ts';
import { type Language, type Topic, topicOf } from '../../domain/wish.ts';

/** What an alert is about, in as few words as its rule and its value give. */
export interface Plain {
  readonly rule: Pick<Rule, 'say' | 'metric'> | undefined;
  readonly unit: string;
}

/** Words for an alert that nobody explains better. */
export function plainWords(
  alert: Pick<Alert, 'rule' | 'value'>,
  { rule, unit }: Plain,
  language: Language,
): AlertWords {
  const { none, measured, advice } = words[language];
  const topic = rule === undefined ? 'machines' : topicOf(rule.metric);
  return {
    title: rule?.say[language] ?? alert.rule,
    reason: alert.value === null ? none : `${measured} ${formats[language].format(alert.value)} ${unit}`.trim(),
    advice: advice[topic],
  };
}

const formats: Readonly<Record<Language, Intl.NumberFormat>> = {
  fr: new Intl.NumberFormat('fr', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 2 }),
};

/** What to do on the spot, for somebody who knows the building and no machines. */
export function adviceFor(topic: Topic, language: Language): string {
  return words[language].advice[topic];
}

const words: Readonly<Record<Language, { none: string; measured: string; advice: Readonly<Record<Topic, string>> }>> = {
  fr: {
    none: 'Plus aucun relevé n’arrive.',
    measured: 'Mesuré :',
    advice: {
      water:
        'Vérifiez qu’aucun robinet, chasse d’eau ou arrosage ne coule, puis fermez le robinet d’arrêt : si le compteur tourne encore, la fuite est avant lui.',
      energy: 'Regardez ce qui est resté en marche : chauffage, ventilation, éclairage.',
      air: 'Ouvrez les fenêtres dix minutes et dégagez les grilles d’aération.',
      backups: 'Laissez le serveur allumé cette nuit. Rien d’autre à faire sur place.',
      security: 'Ne branchez ni clé USB ni appareil inconnu avant l’avis du service informatique.',
      machines: 'Regardez si l’appareil est allumé et si son câble réseau tient. Ne le redémarrez pas plusieurs fois.',
    },
  },
  en: {
    none: 'No reading comes in any more.',
    measured: 'Measured:',
    advice: {
      water:
        'Make sure that no tap, flush or sprinkler runs, then close the stop valve: if the meter still turns, the leak is before it.',
      energy: 'See what was left on: heating, ventilation, lights.',
      air: 'Open the windows for ten minutes and clear the vents.',
      backups: 'Leave the server on tonight. Nothing else to do on the spot.',
      security: 'Plug in no USB stick and no unknown device before the IT service says so.',
      machines: 'See whether the device is on and its network cable holds. Do not restart it again and again.',
    },
  },
};
