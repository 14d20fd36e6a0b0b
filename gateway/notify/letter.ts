import type { Told } from '../domain/notice.ts';
import type { Language } from '../domain/wish.ts';
import { labelled, moment, noticeWords, placeName } from './words.ts';

/** What a letter must know beside what it tells. */
export interface LetterSetting {
  /** where people have this Vigie; without it letters have no links */
  readonly publicUrl?: string;
  /** whom to call, in the operator's words */
  readonly contact?: string;
  /** names of the devices that are out of reach because of the alert's device */
  readonly consequences: (told: Told) => readonly string[];
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const consequencesShown = 20;

/** The subject of every mail about an alert: the same for the whole episode, or mail programs tear the thread. */
export function subjectOf(told: Told, language: Language): string {
  return labelled(`[Vigie] ${placeName(told)}`, told.words.title, language);
}

/** A letter about one alert that a mayor understands: what, where, since when, what it costs, what to do, whom to call. */
export function letterAbout(told: Told, language: Language, setting: LetterSetting): Letter {
  const words = noticeWords(language);
  const rows = rowsOf(told, language, setting);
  const link = addressOf(told, setting);
  const opening = words.why[told.why];
  const title = `${words.severities[told.severity]} · ${told.words.title}`;
  const text = [
    opening,
    title,
    ...rows.map(([name, value]) => labelled(name, value, language)),
    ...(link === undefined ? [] : ['', labelled(words.open, link, language)]),
    '',
    '-- ',
    words.whyYou,
  ].join('\n');
  const html = page(
    language,
    `<p style="margin:0 0 4px">${escaped(opening)}</p>
<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3;color:${colour(told)}">${shapes[told.severity]} ${escaped(title)}</h1>
<table style="border-collapse:collapse">${rows
      .map(
        ([name, value]) =>
          `<tr><th scope="row" style="text-align:left;vertical-align:top;padding:4px 16px 4px 0;font-weight:400;color:#55635e;white-space:nowrap">${escaped(name)}</th><td style="padding:4px 0">${escaped(value)}</td></tr>`,
      )
      .join('')}</table>
${link === undefined ? '' : button(link, words.open)}`,
    words.whyYou,
  );
  return { subject: subjectOf(told, language), text: `${text}\n`, html };
}

/** Several alerts in one letter: the gravest first, a line each with where and since when. */
export function letterAboutMany(
  all: readonly Told[],
  { digest, language, ...setting }: LetterSetting & { digest: boolean; language: Language },
): Letter {
  const words = noticeWords(language);
  const order = { critical: 0, warning: 1, information: 2 } as const;
  const sorted = all.toSorted(
    (a, b) => Number(b.active) - Number(a.active) || order[a.severity] - order[b.severity] || a.since - b.since,
  );
  const heading = digest ? words.digest(all.length) : words.gathered(all.length);
  const lines = sorted.map((told) => ({ told, when: spanOf(told, language), link: addressOf(told, setting) }));
  const text = [
    heading,
    ...lines.map(({ told, when, link }) =>
      [
        '',
        `${words.severities[told.severity]} · ${placeName(told)} · ${told.words.title}${told.active ? '' : ` (${words.over})`}`,
        `${when}. ${told.words.reason}`,
        ...(told.words.cost === undefined ? [] : [labelled(words.cost, told.words.cost, language)]),
        ...(link === undefined ? [] : [link]),
      ].join('\n'),
    ),
    ...(setting.contact === undefined ? [] : ['', labelled(words.call, setting.contact, language)]),
    '',
    '-- ',
    words.whyYou,
  ].join('\n');
  const html = page(
    language,
    `<h1 style="margin:0 0 12px;font-size:20px;line-height:1.3">${escaped(heading)}</h1>
${lines
  .map(({ told, when, link }) => {
    const title = `${words.severities[told.severity]} · ${told.words.title}${told.active ? '' : ` (${words.over})`}`;
    const linked =
      link === undefined ? escaped(title) : `<a href="${escaped(link)}" style="color:inherit">${escaped(title)}</a>`;
    const cost = told.words.cost === undefined ? '' : ` ${escaped(told.words.cost)}`;
    return `<div style="margin:0 0 14px;padding:0 0 0 12px;border-left:3px solid ${colour(told)}"><strong>${shapes[told.severity]} ${linked}</strong><br>${escaped(placeName(told))} · ${escaped(when)}<br>${escaped(told.words.reason)}${cost}</div>`;
  })
  .join('\n')}
${setting.contact === undefined ? '' : `<p>${escaped(labelled(words.call, setting.contact, language))}</p>`}`,
    words.whyYou,
  );
  const [only] = all;
  const subject = `[Vigie] ${all.length === 1 && only !== undefined && !digest ? only.words.title : heading}`;
  return { subject, text: `${text}\n`, html };
}

function rowsOf(told: Told, language: Language, setting: LetterSetting): [name: string, value: string][] {
  const words = noticeWords(language);
  const { reason, cost, advice } = told.words;
  const { device } = told.place;
  const behind = setting.consequences(told);
  const shown = behind.slice(0, consequencesShown).join(', ');
  const more = behind.length > consequencesShown ? `, … (${behind.length})` : '';
  const what = told.instance === '' ? device.name : `${device.name} (${told.instance})`;
  return [
    [words.where, `${placeName(told)} · ${what}`],
    [words.what, reason],
    [words.since, moment(told.since, told, language)],
    ...(told.until === undefined ? [] : [[words.until, moment(told.until, told, language)] satisfies [string, string]]),
    ...(cost === undefined ? [] : [[words.cost, cost] satisfies [string, string]]),
    ...(behind.length === 0 ? [] : [[words.consequences, shown + more] satisfies [string, string]]),
    ...(advice === undefined || !told.active ? [] : [[words.advice, advice] satisfies [string, string]]),
    ...(setting.contact === undefined || !told.active
      ? []
      : [[words.call, setting.contact] satisfies [string, string]]),
  ];
}

function spanOf(told: Told, language: Language): string {
  const words = noticeWords(language);
  const since = moment(told.since, told, language);
  if (told.until === undefined) return `${words.since} ${since}`;
  return `${since} → ${moment(told.until, told, language)}`;
}

/** Where an alert is shown. */
export function addressOf({ alert }: Told, { publicUrl }: Pick<LetterSetting, 'publicUrl'>): string | undefined {
  return publicUrl === undefined ? undefined : `${new URL(publicUrl).origin}/alertes/${alert}`;
}

const shapes = { critical: '■', warning: '▲', information: '●' } as const;

function colour({ severity, active }: Told): string {
  if (!active) return '#226b45';
  return { critical: '#b3261e', warning: '#8f5b00', information: '#1b5faa' }[severity];
}

function button(link: string, label: string): string {
  return `<p style="margin:16px 0"><a href="${escaped(link)}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#17211e;color:#ffffff;text-decoration:none">${escaped(label)}</a></p>`;
}

function page(language: Language, body: string, foot: string): string {
  return `<div lang="${language}" style="max-width:38em;font:16px/1.5 system-ui,sans-serif;color:#17211e">
${body}
<hr style="border:0;border-top:1px solid #dfe4e0"><p style="font-size:13px;color:#55635e">${escaped(foot)}</p>
</div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
