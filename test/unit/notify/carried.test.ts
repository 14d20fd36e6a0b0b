import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../../gateway/domain/account.ts';
import { carried } from '../../../gateway/domain/carried.ts';
import { channels } from '../../../gateway/domain/notice.ts';
import { severities } from '../../../gateway/domain/rule.ts';
import { asAlertmanagerAlert } from '../../../gateway/notify/alertmanager-alert.ts';
import { letterAbout, letterAboutMany } from '../../../gateway/notify/letter.ts';
import { webhookPayload } from '../../../gateway/notify/webhook-courier.ts';
import { headline } from '../../../gateway/notify/words.ts';
import { toldOf } from '../../support/notices-in-hand.ts';
import { after } from '../alert/book-in-hand.ts';
import { person, tellingInHand, worldOf } from '../alert/telling-in-hand.ts';

const roles: readonly Role[] = ['administrator', 'technician', 'responsable', 'agent', 'screen'];
const readers = channels.flatMap((channel) =>
  [undefined, ...roles].map((role) => ({ channel, ...(role && { role }) })),
);
const mayKnow = ({ channel, role }: { channel: string; role?: Role }) =>
  channel === 'mail' && (role === 'technician' || role === 'administrator');

test('of a site of few people no way out carries a value, its sentence or its cost, but a mail to the agency’s people', () => {
  let seen = 0;
  const secret = fc.integer({ min: 100_000, max: 999_999 });
  fc.assert(
    fc.property(fc.constantFrom(...readers), secret, fc.boolean(), (reader, value, fewStaff) => {
      const plain = toldOf({
        value,
        words: { title: 'CO₂', reason: `${value} ppm`, cost: `${value} €`, advice: 'aérez' },
      });
      const told = { ...plain, place: { ...plain.place, ...(fewStaff && { fewStaff: true as const }) } };
      const may = carried(told, reader);
      const said = [
        JSON.stringify(may),
        JSON.stringify([asAlertmanagerAlert(may, undefined), webhookPayload([may], { receiver: 'n8n' })]),
        letterAbout(may, 'fr', { consequences: () => [] }).text,
        letterAboutMany([may], { consequences: () => [], digest: true, language: 'fr' }).html,
        headline(may, 'fr'),
      ].join();
      expect(said.includes(String(value))).toBe(!fewStaff || mayKnow(reader));
      expect(may.words.title).toBe('CO₂');
      seen++;
    }),
    { seed: 7, numRuns: 200 },
  );
  expect(seen).toBe(200);
});

test('whatever is decided for anybody by any way goes through it', () => {
  const all = { mail: [...severities], sms: [...severities], ntfy: [...severities], push: [...severities] };
  const persons = roles.map((role) => person(role, role, { channels: all }));
  const receivers = (['webhook', 'alertmanager', 'ntfy'] as const).map((channel) => ({
    ...{ id: `${channel}/x`, channel, inHours: false, severities, language: 'fr' as const },
  }));
  const world = worldOf(persons, {
    receivers,
    say: ({ rule }) => ({ title: rule, reason: '123456 ppm', cost: '123456 €' }),
  });
  const inHand = tellingInHand({
    ...world,
    place: (device) => {
      const place = world.place(device);
      return place && { ...place, fewStaff: true };
    },
  });
  inHand.hear('9h', {
    ...{ is: 'raised', rule: 'co2', device: 'salle-1', instance: '', since: after('9h'), at: after('9h') },
    ...{ severity: 'warning', value: 123_456, lostContact: false },
  });
  const ways = new Set<string>();
  for (const one of inHand.outbox) {
    if (!one.tell) continue;
    ways.add(one.channel ?? '');
    const role = roles.find((of) => of === one.to);
    const reader = { channel: one.channel ?? 'mail', ...(role && { role }) };
    expect([one.to, one.channel, JSON.stringify(one.told).includes('123456')]).toEqual([
      ...[one.to, one.channel, mayKnow(reader)],
    ]);
  }
  expect([...ways].sort()).toEqual([...channels].sort());
});
