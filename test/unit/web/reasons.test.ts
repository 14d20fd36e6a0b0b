import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reasonsFr } from '../../../dashboard/web/texts/reasons-fr.ts';
import { told } from '../../../dashboard/web/texts/told.ts';
import { intakeOf } from '../../support/intake-of.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('why a message was set aside is told in French, with the original beside it', async () => {
  const intake = intakeOf([]);
  const nobody = { id: 'sonde', mayPublish: () => false, mayWrite: () => false };
  const topic = 'vigie/v1/mairie-tartas/tartas-air';
  const body = (metrics: object, time?: unknown) => JSON.stringify({ metrics, ...(time !== undefined && { time }) });
  const reasons = [
    await intake.hear(topic, body({ 'air.co2': 600 }), nobody),
    await intake.hear('ailleurs/x', '1'),
    await intake.hear('vigie/v1/mairie-dax/tartas-air', body({ 'air.co2': 600 })),
    await intake.hear(topic, Buffer.from([0xff, 0xfe])),
    await intake.hear(topic, 'abc'),
    await intake.hear(topic, '3'),
    await intake.hear(topic, '{}'),
    await intake.hear(topic, '[]'),
    await intake.hear(topic, body({})),
    await intake.hear(`${topic}/air.co2`, '"x"'),
    await intake.hear(topic, body({ 'air.co2': 600 }, 'demain')),
    await intake.hear(topic, body({ 'air.co2': 600 }, '2026-03-02T00:00:00Z')),
    await intake.hear(topic, body({ 'air.co2': 600 }, 12)),
    await intake.hear(topic, body({ 'water.volume': 1 })),
    await intake.hear(topic, body({ 'air.co2': 'x' })),
    await intake.hear('homeassistant/sensor/x/config', 'abc'),
  ].map(({ reason = '' }) => reason);
  expect(reasons).toHaveLength(16);
  const answers = reasons.map((reason) => ({ reason, ...told(reason, 'fr') }));
  expect(answers.filter(({ original, reason }) => original !== reason)).toEqual([]);
  expect(plain(answers[0]?.text ?? '')).toBe(
    'Le client « sonde » n’a pas le droit de publier sur vigie/v1/mairie-tartas/tartas-air',
  );
  expect(told(reasons[0] ?? '', 'en')).toEqual({ text: reasons[0] });
});

test.each([
  ['smtp.exemple.fr: Invalid login: 535 Error: authentication failed', 'smtp.exemple.fr refuse notre identifiant'],
  [
    "mx.fr: Can't send mail - all recipients were rejected: 550 5.1.1 user unknown",
    'mx.fr ne connaît pas cette adresse',
  ],
  ['mx.fr: connect ECONNREFUSED 127.0.0.1:25', 'mx.fr n’accepte pas la connexion'],
  ['max@alpi.fr has an account already: change that one', 'max@alpi.fr a déjà un compte : modifiez celui-là'],
  ['This is not open to the role agent', 'votre rôle ne le permet pas'],
])('%s is told in French', (reason, begin) => {
  expect(plain(told(reason, 'fr').text).startsWith(begin)).toBe(true);
});

test('a reason that nobody has put into French is shown as it came, and what it names is never taken for a pattern', () => {
  expect(told('something new', 'fr')).toEqual({ text: 'something new' });
  expect(plain(told('client "$1" may not publish on $2$&', 'fr').text)).toBe(
    'Le client « $1 » n’a pas le droit de publier sur $2$&',
  );
});

test('every French reason is of something that the code says, or a mail server: none is left behind by a change of words', () => {
  const said = ['gateway', 'dashboard/server', 'collector', 'devices'].flatMap(sentencesOf);
  const mails = [
    'mx.fr: Invalid login: 535 Error',
    'mx.fr: 550 5.1.1 mailbox unknown',
    'mx.fr: 451 try again',
    'mx.fr: 554 no',
    'mx.fr: connect ECONNREFUSED',
    'mx.fr: getaddrinfo ENOTFOUND mx.fr',
    'mx.fr: Connection timeout',
  ];
  const unsaid = reasonsFr.filter(([pattern]) => ![...said, ...mails].some((one) => pattern.test(one)));
  expect(unsaid.map(([pattern]) => String(pattern))).toEqual([]);
  expect(reasonsFr.length).toBeGreaterThan(45);
  // the first that fits is told: each mail is told by a sentence of its own
  expect(new Set(mails.map((one) => told(one, 'fr').text)).size).toBe(mails.length);
});

test('a French reason names nothing that its pattern has not caught', () => {
  for (const [pattern, french] of reasonsFr) {
    const places = [...french.matchAll(/\$(\d)/g)].map(([, place]) => Number(place));
    const groups = new RegExp(`${pattern.source}|`).exec('')?.length ?? 0;
    expect(Math.max(0, ...places), french).toBeLessThan(groups);
  }
});

/** The quoted texts of a folder's code; what is filled in stands as a 7. */
function sentencesOf(folder: string): string[] {
  const root = join(import.meta.dirname, '../../..', folder);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => readFileSync(join(root, name), 'utf8').match(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g) ?? [])
    .map((text) =>
      text
        .slice(1, -1)
        .replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '7')
        .replaceAll("\\'", "'"),
    );
}
