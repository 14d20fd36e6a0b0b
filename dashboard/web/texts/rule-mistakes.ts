import { told } from './told.ts';
import type { Language } from './words.ts';

/** What the server finds wrong with a rule, in French: `$1` is what the pattern caught. */
const known: readonly (readonly [RegExp, string])[] = [
  [/^is neither a number nor one for each severity.*$/, 'n’est ni un nombre, ni un nombre par gravité'],
  [/^is neither a value, a list of values nor.*$/, 'n’est ni une valeur, ni une valeur par gravité'],
  [/^must be a number$/, 'doit être un nombre'],
  [/^is not a duration like.*$/, 'n’est pas une durée comme 30s, 10m, 2h ou 1d12h'],
  [/^is not an id:.*$/, 'n’est pas un identifiant : 1 à 64 minuscules, chiffres et tirets'],
  [/^is empty$/, 'est à remplir'],
  [/^is longer than (\d+) characters$/, 'dépasse $1 caractères'],
  [/^is not a metric such as.*$/, 'n’est pas une mesure comme « disk.used »'],
  [/^is no key of .*$/, 'ne s’écrit pas dans une règle de ce genre'],
  [/^needs one of (\w+) and (\w+)$/, 'demande un sens et un seul'],
  [/^(.+) do not go from mild to grave, above each other$/, '$1 : ces niveaux doivent monter avec la gravité'],
  [/^(.+) do not go from mild to grave, below each other$/, '$1 : ces niveaux doivent descendre avec la gravité'],
  [
    /^(\S+) is itself above the first level (\S+)$/,
    '$1 est au-dessus du premier niveau, $2 : donnez $2 ou moins, sinon l’alerte cesserait aussitôt',
  ],
  [
    /^(\S+) is itself below the first level (\S+)$/,
    '$1 est en dessous du premier niveau, $2 : donnez $2 ou plus, sinon l’alerte cesserait aussitôt',
  ],
  [/^every level is a number$/, 'chaque niveau est un nombre'],
  [/^give 1 to (\d+)$/, 'donnez de 1 à $1 niveaux'],
  [/^each level names a value$/, 'chaque niveau nomme une valeur'],
  [/^a value stands in two of them$/, 'une même valeur y est deux fois'],
  [/^(.+) is not more than 0(?: hours)?(?:;.*)?$/, '$1 n’est pas plus grand que 0'],
  [/^(.+) is not 0 or more$/, '$1 doit être 0 ou plus'],
  [/^give 0 to perHour$/, 'doit aller de 0 à la vitesse dite'],
  [/^(\d+) is no duration .*$/, 'n’est pas une durée de 400 jours au plus'],
  [/^a value is stuck only after a time.*$/, 'une valeur n’est figée qu’après un temps : donnez-en un'],
  [/^name range, backwards or leap$/, 'dites au moins l’une des trois : hors de, saut, compteur qui recule'],
  [/^(\S+) is not below (\S+)$/, '$1 n’est pas plus petit que $2'],
  [/^(\S+) is not from above 0 to 10.*$/, 'doit être au-dessus de 0 % et d’au plus 1 000 %'],
  [/^(\S+) is not from 1 to 100$/, '$1 n’est pas entre 1 et 100'],
  [
    /^(.+) do not go from many days to few, below clear (\S+)$/,
    '$1 : les jours doivent baisser avec la gravité, sous le retour à la normale ($2)',
  ],
  [/^(.+) is no percentage from 0 to 100$/, '$1 n’est pas un pourcentage de 0 à 100'],
  [
    /^(.+) do not go from few hours to many, above 0$/,
    '$1 : les heures doivent monter avec la gravité, au-dessus de 0',
  ],
  [
    /^they do not go from few hours to many, above 0$/,
    'les heures doivent monter d’une ligne à l’autre, au-dessus de 0',
  ],
  [/^(\S+) is no share from 0 to below 1$/, '$1 doit aller de 0 à moins de 1'],
  [/^(\S+) is not more than 1$/, '$1 n’est pas plus grand que 1'],
  [
    /^(.+) do not go from little flow to much, above 0$/,
    '$1 : les débits doivent monter avec la gravité, au-dessus de 0',
  ],
  [/^(.+) are no rising classes from 1 to 5$/, '$1 : les classes vont de 1 à 5 et montent avec la gravité'],
  [/^give the °C that the law allows, as 19$/, 'donnez les °C que la loi permet, comme 19'],
  [
    /^"(.+)" is no metric of (?:any device type|a \S+)\.(?: Did you mean "(.+)"\?)?$/,
    '« $1 » n’est mesuré par aucun de ces équipements',
  ],
  [/^"(.+)" is no known rule.*$/, '« $1 » n’est pas une règle connue'],
  [/^must be (\S+) or (\S+)$/, 'doit être $1 ou $2'],
  [/^must be one of (.*)$/, 'doit être l’un de : $1'],
  [/^must be (.*)$/, 'doit être $1'],
];

/** A mistake of a rule in the reader’s language; what nobody put into French is shown as it came. */
export function toldMistake(message: string, language: Language): string {
  if (language === 'en') return message;
  const found = known.find(([pattern]) => pattern.test(message));
  if (found === undefined) return told(message, language).text;
  const caught = found[0].exec(message) ?? [];
  const text = found[1].replace(/\$(\d)/g, (_, place: string) => caught[Number(place)] ?? '');
  return text.replace(/ (?=[;:?!»])|(?<=«) /g, '\u00a0');
}
