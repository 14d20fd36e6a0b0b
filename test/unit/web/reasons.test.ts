import { expect, test } from 'vitest';
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
