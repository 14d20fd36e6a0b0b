import type { Language, Topic } from '../../domain/wish.ts';

/** What to do on the spot, for somebody who knows the building and no machines. */
export function adviceFor(topic: Topic, language: Language): string {
  return advice[language][topic];
}

const advice: Readonly<Record<Language, Readonly<Record<Topic, string>>>> = {
  fr: {
    water:
      'Vérifiez qu’aucun robinet, chasse d’eau ou arrosage ne coule, puis fermez le robinet d’arrêt : si le compteur tourne encore, la fuite est avant lui.',
    energy: 'Regardez ce qui est resté en marche : chauffage, ventilation, éclairage.',
    air: 'Ouvrez les fenêtres dix minutes et dégagez les grilles d’aération.',
    backups: 'Laissez le serveur allumé cette nuit. Rien d’autre à faire sur place.',
    security: 'Ne branchez ni clé USB ni appareil inconnu avant l’avis du service informatique.',
    machines: 'Regardez si l’appareil est allumé et si son câble réseau tient. Ne le redémarrez pas plusieurs fois.',
  },
  en: {
    water:
      'Make sure that no tap, flush or sprinkler runs, then close the stop valve: if the meter still turns, the leak is before it.',
    energy: 'See what was left on: heating, ventilation, lights.',
    air: 'Open the windows for ten minutes and clear the vents.',
    backups: 'Leave the server on tonight. Nothing else to do on the spot.',
    security: 'Plug in no USB stick and no unknown device before the IT service says so.',
    machines: 'See whether the device is on and its network cable holds. Do not restart it again and again.',
  },
};
