import type { Told, Why } from '../domain/notice.ts';
import type { Severity } from '../domain/rule.ts';
import type { Language } from '../domain/wish.ts';

/** What messages say around an alert's own words. */
export interface NoticeWords {
  readonly severities: Readonly<Record<Severity, string>>;
  readonly why: Readonly<Record<Why, string>>;
  readonly what: string;
  readonly where: string;
  readonly since: string;
  readonly until: string;
  readonly cost: string;
  readonly advice: string;
  readonly call: string;
  readonly consequences: string;
  readonly open: string;
  readonly over: string;
  readonly gathered: (count: number) => string;
  readonly digest: (count: number) => string;
  readonly whyYou: string;
}

const fr: NoticeWords = {
  severities: { critical: 'Critique', warning: 'Attention', information: 'Information' },
  why: {
    first: 'Vigie vient de constater :',
    worse: 'La situation s’aggrave :',
    again: 'De nouveau à traiter :',
    reminder: 'Personne ne s’en occupe encore :',
    over: 'C’est terminé :',
    assigned: 'Cette alerte vous est confiée :',
    'nobody took it': 'Personne ne l’a encore prise en charge :',
  },
  what: 'Constat',
  where: 'Où',
  since: 'Depuis',
  until: 'Jusqu’à',
  cost: 'Coût',
  advice: 'Que faire',
  call: 'Qui appeler',
  consequences: 'En conséquence, aussi injoignables',
  open: 'Voir l’alerte',
  over: 'terminée',
  gathered: (count) => `${count} alertes`,
  digest: (count) => (count === 1 ? 'Le point du jour : 1 alerte' : `Le point du jour : ${count} alertes`),
  whyYou: 'Vous réglez sur la page de votre compte ce que Vigie vous écrit, et quand.',
};

const en: NoticeWords = {
  severities: { critical: 'Critical', warning: 'Warning', information: 'Information' },
  why: {
    first: 'Vigie has just found:',
    worse: 'It is getting worse:',
    again: 'To be dealt with again:',
    reminder: 'Nobody deals with it yet:',
    over: 'It is over:',
    assigned: 'This alert is given to you:',
    'nobody took it': 'Nobody has taken it yet:',
  },
  what: 'Found',
  where: 'Where',
  since: 'Since',
  until: 'Until',
  cost: 'Cost',
  advice: 'What to do',
  call: 'Whom to call',
  consequences: 'Out of reach as a consequence',
  open: 'See the alert',
  over: 'over',
  gathered: (count) => `${count} alerts`,
  digest: (count) => (count === 1 ? 'Today’s report: 1 alert' : `Today’s report: ${count} alerts`),
  whyYou: 'On your account page you choose what Vigie writes to you, and when.',
};

export function noticeWords(language: Language): NoticeWords {
  return language === 'fr' ? fr : en;
}

/** `Tartas, Mairie`: whose and where, without saying a name twice. */
export function placeName({ place: { organisation, site } }: Told): string {
  return site.name.includes(organisation.name) ? site.name : `${organisation.name}, ${site.name}`;
}

/** each takes a hundred times longer to make than to use; there are some 400 zones */
const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment by the clocks of the place, as `lundi 2 mars à 02:10`; in French the first of a month is `1er`. */
export function moment(time: number, { place: { timeZone } }: Told, language: Language): string {
  const key = `${language} ${timeZone}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    });
  formats.set(key, format);
  const said = format.format(time);
  return language === 'fr' ? said.replace(/(?<!\d)1 (?=\p{L}{3})/u, '1er ') : said;
}

/** One line for a narrow screen: names a place and a thing, never a person. */
export function headline(told: Told, language: Language): string {
  const end = told.active ? '' : ` (${noticeWords(language).over})`;
  return labelled(placeName(told), `${told.words.title}${end}`, language);
}

/** `name: value`, with the space that French sets before a colon and at which no line may break. */
export function labelled(name: string, value: string, language: Language): string {
  return `${name}${language === 'fr' ? '\u00a0' : ''}: ${value}`;
}
