import { type Language, say, setFrench } from './words.ts';

const columns: Readonly<Record<string, string>> = {
  ...{ site: 'bâtiment', energie: 'énergie', compteur: 'compteur', date: 'date', index: 'index', note: 'remarque' },
  ...{ debut: 'début', from: 'début', fin: 'fin', to: 'fin', quantite: 'quantité', amount: 'quantité' },
  ...{ unite: 'unité', unit: 'unité', euros: 'euros' },
};
const supplies: Readonly<Record<string, string>> = {
  ...{ water: 'l’eau', gas: 'le gaz', electricity: 'l’électricité', heat: 'la chaleur' },
};

const fr = setFrench({
  empty: 'le fichier est vide. Première ligne attendue : energie;date;index ou energie;debut;fin;quantite;euros',
  header:
    'il manque des colonnes à la première ligne. Attendu : energie;date;index ou energie;debut;fin;quantite;euros',
  long: 'le fichier a plus de {most} lignes : celle-ci et les suivantes n’ont pas été lues',
  siteMissing: 'le bâtiment manque : nommez-le dans une colonne « site »',
  siteUnknown: '« {written} » n’est le nom d’aucun de vos bâtiments',
  siteShared: '« {written} » est le nom de {count} bâtiments : écrivez l’identifiant',
  missing: '{column} : rien n’est écrit',
  supply: 'énergie : « {written} » n’est ni eau, ni gaz, ni électricité, ni chaleur',
  number: '{column} : « {written} » n’est pas un nombre',
  day: '{column} : « {written} » n’est pas un jour, comme 16/03/2026',
  ahead: '{column} : le {day} n’est pas encore passé',
  old: '{column} : le {day} est avant l’an 2000',
  unit: 'unité : « {written} » ne mesure pas {supply}, écrivez {units}',
  order: 'fin : le {day} est avant le début',
  span: 'fin : plus de {most} jours après le début',
  other: '{column} : « {written} » n’est pas accepté',
});

const patterns: readonly (readonly [RegExp, keyof typeof fr])[] = [
  [/^the file is empty: /, 'empty'],
  [/^the header lacks columns: /, 'header'],
  [/^the file has more than (?<most>\d+) lines: /, 'long'],
  [/^site: is missing: /, 'siteMissing'],
  [/^site: "(?<written>.*)" is none of your buildings, /, 'siteUnknown'],
  [/^site: "(?<written>.*)" names (?<count>\d+) buildings: /, 'siteShared'],
  [/^(?<column>\w+): is missing$/, 'missing'],
  [/^energie: "(?<written>.*)" is none of /, 'supply'],
  [/^(?<column>\w+): "(?<written>.*)" is not a number$/, 'number'],
  [/^(?<column>\w+): "(?<written>.*)" is not a day such as /, 'day'],
  [/^(?<column>\w+): (?<day>\S+) is still to come$/, 'ahead'],
  [/^(?<column>\w+): (?<day>\S+) is before 2000$/, 'old'],
  [/^unit: "(?<written>.*)" is none of (?<supply>\w+): write (?<units>.*)$/, 'unit'],
  [/^to: (?<day>\S+) is before from$/, 'order'],
  [/^to: is more than (?<most>\d+) days after from$/, 'span'],
  [/^(?<column>\w+): "(?<written>.*)" /, 'other'],
];

/** Why a line of a file was not taken, in the reader's language; what no pattern knows is shown as it came. */
export function entryReason(language: Language, reason: string): string {
  if (language !== 'fr') return reason;
  for (const [pattern, key] of patterns) {
    const found = pattern.exec(reason);
    if (found === null) continue;
    const { column, supply, day, units, ...others } = found.groups ?? {};
    return say(fr[key], {
      ...others,
      ...(column !== undefined && { column: columns[column] ?? column }),
      ...(supply !== undefined && { supply: supplies[supply] ?? supply }),
      ...(day !== undefined && { day: day.split('-').reverse().join('/') }),
      ...(units !== undefined && { units: units.replaceAll(' or ', ' ou ').replaceAll('m3', 'm³') }),
    });
  }
  return reason;
}
