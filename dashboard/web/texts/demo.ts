import { type Language, setFrench } from './words.ts';

const fr = {
  mails:
    'Démonstration : sans serveur de messagerie, les courriels sont écrits dans le dossier « courrier », à côté des données. Rien ne part.',
};
const en: typeof fr = {
  mails:
    'Demonstration: without a mail server, mails are written into the folder “courrier” beside the data. Nothing leaves.',
};
const french = setFrench(fr);

/** What only the demonstration says; loaded where it is said. */
export function demoWordsOf(language: Language): typeof fr {
  return language === 'fr' ? french : en;
}
