import { type Language, setFrench } from './words.ts';

const fr = {
  title: 'Carte',
  lead: '{count} sites placés',
  layers: 'Montrer',
  all: 'Tous les sites',
  hotspots: 'Bornes Wi-Fi',
  attention: 'À regarder',
  zoomIn: 'Zoomer',
  zoomOut: 'Dézoomer',
  whole: 'Tout voir',
  list: 'Les sites de la carte, du plus grave au plus calme',
  map: 'Carte des sites. La liste à côté dit la même chose.',
  none: 'Aucun site n’a de position.',
  noneHelp: 'Ajoutez « position: [latitude, longitude] » aux sites, dans les fichiers du territoire.',
  noPlace: 'sans position',
  nothing: 'Rien à regarder : tout est calme.',
  credit: 'Contour simplifié d’après IGN, Admin Express (Licence Ouverte 2.0)',
  move: 'Flèches : déplacer. Plus et moins : zoomer. Zéro : tout voir.',
};
export type MapWords = typeof fr;
const en: MapWords = {
  title: 'Map',
  lead: '{count} sites placed',
  layers: 'Show',
  all: 'All sites',
  hotspots: 'Wi-Fi hotspots',
  attention: 'To look at',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'See all',
  list: 'The sites of the map, from the gravest to the calmest',
  map: 'Map of the sites. The list beside it says the same.',
  none: 'No site has a position.',
  noneHelp: 'Add “position: [latitude, longitude]” to the sites, in the files of the territory.',
  noPlace: 'no position',
  nothing: 'Nothing to look at: all is calm.',
  credit: 'Outline simplified after IGN, Admin Express (Licence Ouverte 2.0)',
  move: 'Arrows: move. Plus and minus: zoom. Zero: see all.',
};
const french = setFrench(fr);

/** What the map says; loaded with it alone. */
export function mapWordsOf(language: Language): MapWords {
  return language === 'fr' ? french : en;
}
