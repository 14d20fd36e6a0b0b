import type { MatchedBy } from '../../contract/search.ts';
import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Rechercher',
  label: 'Collectivité, personne, numéro, équipement',
  hint: 'Trois lettres suffisent : un nom, une commune, un code INSEE, un numéro de téléphone ou de série.',
  nothing: 'Rien ne correspond à « {text} ». Essayez le nom de la commune ou le numéro qui s’affiche.',
  found: '{count} résultats',
  foundOne: '1 résultat',
  kinds: { organisation: 'Collectivité', contact: 'Contact', site: 'Site', device: 'Équipement' },
  matched: {
    insee: 'INSEE',
    phone: 'tél.',
    email: 'courriel',
    serial: 'n° de série',
    address: 'adresse',
    contract: 'contrat',
  } satisfies Record<MatchedBy, string>,
  typed: 'Ouvrir en tapant trois lettres n’importe où',
  keys: 'Flèches : choisir. Entrée : ouvrir. Échap : fermer.',
};
export type SearchWords = typeof fr;
const en: SearchWords = {
  title: 'Search',
  label: 'Organisation, person, number, device',
  hint: 'Three letters are enough: a name, a commune, an INSEE code, a telephone or serial number.',
  nothing: 'Nothing matches “{text}”. Try the commune’s name or the number on your telephone.',
  found: '{count} results',
  foundOne: '1 result',
  kinds: { organisation: 'Organisation', contact: 'Contact', site: 'Site', device: 'Device' },
  matched: {
    insee: 'INSEE',
    phone: 'phone',
    email: 'mail',
    serial: 'serial no.',
    address: 'address',
    contract: 'contract',
  },
  typed: 'Open by typing three letters anywhere',
  keys: 'Arrows: choose. Enter: open. Escape: close.',
};
const french = setFrench(fr);

/** What the search says; loaded with it alone. */
export function searchWordsOf(language: Language): SearchWords {
  return language === 'fr' ? french : en;
}
