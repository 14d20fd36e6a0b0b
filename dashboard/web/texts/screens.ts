import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Écrans muraux',
  lead: 'Un écran lit et ne peut rien changer. Son adresse s’ouvre une fois sur le mur ; la révoquer l’éteint aussitôt.',
  none: 'Aucun écran. Créez-en un, puis ouvrez son adresse sur le mur.',
  add: 'Créer un écran',
  name: 'Nom de l’écran',
  example: 'Par exemple : couloir du premier étage',
  shows: 'Ce qu’il montre, tour à tour',
  every: 'Change toutes les',
  everys: { '20s': '20 secondes', '30s': '30 secondes', '1m': '1 minute', '5m': '5 minutes' },
  whose: 'De qui',
  once: 'Ouvrez cette adresse sur l’écran. Elle porte sa clé et n’est montrée que maintenant ; la clé quitte la barre d’adresse dès l’ouverture.',
  open: 'L’ouvrir ici',
  kiosk: 'Sans clavier : chromium --kiosk suivi de l’adresse entre apostrophes.',
};

const en: typeof fr = {
  title: 'Wall displays',
  lead: 'A display reads and can change nothing. Its address is opened once on the wall; revoking it turns it off at once.',
  none: 'No display. Create one, then open its address on the wall.',
  add: 'Create a display',
  name: 'Name of the display',
  example: 'For example: first-floor corridor',
  shows: 'What it shows, in turn',
  every: 'Changes every',
  everys: { '20s': '20 seconds', '30s': '30 seconds', '1m': '1 minute', '5m': '5 minutes' },
  whose: 'Whose',
  once: 'Open this address on the display. It holds its key and is shown only now; the key leaves the address bar as it opens.',
  open: 'Open it here',
  kiosk: 'Without a keyboard: chromium --kiosk followed by the address in quotes.',
};

const french = setFrench(fr);

/** What the administration of wall displays says; loaded with it alone. */
export function screenWordsOf(language: Language): typeof fr {
  return language === 'fr' ? french : en;
}
