import type { Metric } from '../../contract/territory.ts';
import type { Period } from '../calendar.ts';
import type { Format, Scale } from '../texts/format.ts';
import { say, type Words } from '../texts/words.ts';
import type { Curves } from './curves.ts';
import type { View } from './view.ts';

/** « novembre 2026 », « semaine du 16 novembre 2026 »: the period as a title. */
export function periodTitle(view: View, format: Format): string {
  const zone = view.timeZone;
  const french = format.language === 'fr';
  if (view.period === 'year') return format.date(view.from, { year: 'numeric' }, zone);
  if (view.period === 'month') return format.date(view.from, { month: 'long', year: 'numeric' }, zone);
  const day = format.date(view.from, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, zone);
  if (view.period === 'day') return day;
  const plain = format.date(view.from, { day: 'numeric', month: 'long', year: 'numeric' }, zone);
  if (view.period === 'week') return french ? `semaine du ${plain}` : `week of ${plain}`;
  return `${plain}, ${format.time(view.from, zone)} – ${format.time(view.to, zone)}`;
}

/** « En novembre 2026 »: the period as the beginning of a sentence. */
export function periodPhrase(view: View, format: Format): string {
  const french = format.language === 'fr';
  const title = periodTitle(view, format);
  switch (view.period) {
    case 'year':
    case 'month':
      return `${french ? 'En' : 'In'} ${title}`;
    case 'week':
      return french ? `La ${title}` : `In the ${title}`;
    case 'day':
      return french ? `Le ${title}` : `On ${title}`;
    case 'hour':
      return french ? `Le ${title}` : `On ${title}`;
  }
}

/** The name of one bucket: a time, a day, a month. */
export function bucketName(period: Period, counter: boolean, start: number, view: View, format: Format): string {
  const zone = view.timeZone;
  if (period === 'year')
    return counter
      ? format.date(start, { month: 'long', year: 'numeric' }, zone)
      : format.date(start, { weekday: 'short', day: 'numeric', month: 'long' }, zone);
  if (period === 'hour' || period === 'day') {
    const time = format.time(start, zone);
    if (!counter) return time;
    return `${time} – ${format.time(start + (period === 'hour' ? 900_000 : 3_600_000), zone)}`;
  }
  const day = format.date(start, { weekday: 'long', day: 'numeric', month: 'long' }, zone);
  return counter ? day : `${day}, ${format.time(start, zone)}`;
}

export interface Totals {
  total: number | undefined;
  /** this period over the compared one, minus 1, over the buckets that both have and that are complete */
  change: number | undefined;
}

/** Sums a meter's chart; the running bucket and buckets without a partner are left out of the comparison. */
export function totalsOf(curves: Curves, to: number, now: number): Totals {
  const values = curves.curves[0]?.values ?? [];
  const before = curves.before[0]?.values ?? [];
  let total: number | undefined;
  let here = 0;
  let there = 0;
  let compared = 0;
  let complete = 0;
  for (const [index, value] of values.entries()) {
    if (value !== null) total = (total ?? 0) + value;
    if ((curves.starts[index + 1] ?? to) > now) continue;
    complete++;
    const other = before[index];
    if (value === null || other === null || other === undefined) continue;
    here += value;
    there += other;
    compared++;
  }
  return { total, change: compared >= complete * 0.8 && compared > 0 && there > 0 ? here / there - 1 : undefined };
}

/** « En mars 2026, la mairie a utilisé 1 842 kWh d’électricité, 8 % de moins que l’an passé. » */
export function consumptionSentence(options: {
  view: View;
  metric: Metric;
  place: string;
  totals: Totals;
  scale: Scale;
  words: Words;
  format: Format;
}): string {
  const { view, metric, place, totals, scale, words, format } = options;
  const when = periodPhrase(view, format);
  if (totals.total === undefined) return say(words.nothingUsed, { when });
  const domain = metric.id.split('.')[0] ?? '';
  const of = Object.entries(words.articles).find(([name]) => name === domain)?.[1] ?? '';
  const amount = format.text(totals.total, scale);
  const verb = view.running ? words.usedRunning : words.used;
  // what is counted and not used up, as an antivirus' finds, is told by its own name
  const sentence =
    of === ''
      ? `${when}, ${counted(metric, format)} ${amount}`
      : `${when}, ${withArticle(place, format)} ${verb} ${amount} ${of}`;
  if (totals.change === undefined || view.comparison === 'none') return `${sentence}.`;
  const reference = (view.running ? words.referenceRunning : words.reference)[view.comparison];
  const percent = format.percent(Math.abs(totals.change));
  const same = Math.abs(totals.change) < 0.005;
  const text = same ? words.same : totals.change < 0 ? words.less : words.more;
  return `${sentence}, ${say(text, { percent, reference })}.`;
}

function counted(metric: Metric, format: Format): string {
  return format.language === 'fr' ? `${metric.label.fr.toLowerCase()}\u00a0:` : `${metric.label.en.toLowerCase()}:`;
}

/** « En mars 2026, température : 19,4 °C en moyenne ; la courbe va de 16,0 °C à 22,1 °C. »; with the places of both ends where there are several. */
export function levelSentence(options: {
  view: View;
  metric: Metric;
  curves: Curves;
  scale: Scale;
  words: Words;
  format: Format;
}): string {
  const { view, metric, curves, scale, words, format } = options;
  const when = periodPhrase(view, format);
  let [sum, count] = [0, 0];
  let least = { value: Number.POSITIVE_INFINITY, name: '' };
  let most = { value: Number.NEGATIVE_INFINITY, name: '' };
  for (const { name, values } of curves.curves)
    for (const value of values) {
      if (value === null) continue;
      sum += value;
      count++;
      if (value < least.value) least = { value, name };
      if (value > most.value) most = { value, name };
    }
  if (count === 0) return say(words.nothingUsed, { when });
  return say(curves.curves.length === 1 ? words.levelSentence : words.levelSentenceAll, {
    when,
    metric: lowerFirst(metric.label[format.language]),
    count: curves.curves.length,
    mean: format.text(sum / count, scale),
    min: format.text(least.value, scale),
    max: format.text(most.value, scale),
    minAt: least.name,
    maxAt: most.name,
  });
}

const feminine =
  /^(mairie|salle|médiathèque|bibliothèque|piscine|crèche|station|maison|halle|gendarmerie|caserne|cantine|maternelle|cuisine|chaufferie|perception|résidence|trésorerie)\b/i;
const masculine =
  /^(gymnase|collège|lycée|stade|centre|foyer|groupe|pôle|bâtiment|musée|théâtre|cinéma|dojo|service|siège|restaurant)\b/i;
const elided = /^(école|office|hôtel|espace|ehpad|atelier|église|accueil|antenne|hôpital|usine|aérodrome)\b/i;

/** « la mairie », « l’école Jules-Ferry »; a name of an unknown kind keeps its capital: « Cigale ». */
function withArticle(place: string, format: Format): string {
  if (format.language === 'en') return place;
  if (feminine.test(place)) return `la ${lowerFirst(place)}`;
  if (masculine.test(place)) return `le ${lowerFirst(place)}`;
  if (/^(école|usine|église|antenne)/i.test(place)) return `l’${lowerFirst(place)}`;
  return elided.test(place) ? `l’${lowerFirst(place)}` : place;
}

export function lowerFirst(text: string): string {
  // CO₂, PM2,5 keep their capitals.
  return /^\p{Lu}[\p{Lu}\d₂]/u.test(text) ? text : text.charAt(0).toLocaleLowerCase() + text.slice(1);
}
