import { expect, test } from 'vitest';
import { type LetterParts, sendDueLetters } from '../../../commands/platform/monthly-letters.ts';
import type { Energy } from '../../../dashboard/contract/energy.ts';
import type { Letter } from '../../../dashboard/server/energy/letter-page.ts';
import type { NewMail } from '../../../gateway/domain/mail.ts';

const use = { amount: 1_842, kWh: 1_842, euros: 368, kgCo2e: 118, missing: 0, sources: ['sensor' as const] };
const october: Energy = {
  ...{ organisation: 'tartas', name: 'Tartas <b>', month: '2026-10', from: '2026-10-01', to: '2026-11-01' },
  supplies: [
    {
      ...{ supply: 'electricity', unit: 'kWh', ...use, price: null, lastYear: -0.22, days: [], months: [] },
      weather: { share: -0.08, expected: 2_000, adjustedR2: 0.8 },
    },
  ],
  ...{ buildings: [], weather: null, abnormal: [], lights: [], rooms: [], carbonSource: 'DPE' },
};

const equipment: Letter['equipment'] = [
  {
    service: 'backup',
    machines: 1,
    alerts: 1,
    worked: null,
    backups: { clients: 3, upToDate: 2, lastGood: '2026-10-31' },
  },
  { service: 'wifi', machines: 2, alerts: 0, worked: 0.99999 },
];

function lettersInHand() {
  const posted: NewMail[] = [];
  const kept = new Map<string, string>();
  const user = (email: string, some: object = {}) => ({
    ...{ id: email, email, name: email, role: 'responsable' as const, organisations: ['tartas'] },
    ...{ disabled: false, pending: false, keyRequired: false, keys: 0, createdAt: 0, ...some },
  });
  const users = [
    user('maire@tartas.fr'),
    user('sans-courriel@tartas.fr'),
    user('parti@tartas.fr', { disabled: true }),
    user('agent@tartas.fr', { role: 'agent' }),
  ];
  const parts: LetterParts = {
    mail: { post: async (mail) => posted.push(mail) },
    publicUrl: 'https://vigie.exemple.fr',
    accounts: { users: async () => users },
    wishes: {
      async of(id) {
        if (!id.startsWith('sans')) return undefined;
        return { language: 'fr', channels: { push: [] }, topics: [], outsideHours: [], offDuty: false, ends: true };
      },
    },
    territory: () => ({
      organisations: new Map([
        ['tartas', { id: 'tartas', name: 'Tartas' }],
        ['dax', { id: 'dax', name: 'Dax' }],
      ]),
    }),
    letter: async (organisation, month) => ({ energy: { ...october, organisation, month }, equipment }),
    kept: {
      read: async (name) => kept.get(name),
      async write(name, text) {
        kept.set(name, text);
      },
    },
    timeZone: 'Europe/Paris',
    log: { warn() {}, info() {} } as LetterParts['log'],
  };
  return { parts, posted };
}

test('the letter of last month leaves once, on the first from eight, to each responsable who reads mails', async () => {
  const { parts, posted } = lettersInHand();
  expect(await sendDueLetters(parts, Date.parse('2026-11-01T06:59:00Z'))).toBe(0);
  expect(await sendDueLetters(parts, Date.parse('2026-11-01T07:00:00Z'))).toBe(1);
  expect(await sendDueLetters(parts, Date.parse('2026-11-02T09:00:00Z'))).toBe(0);
  expect(await sendDueLetters(parts, Date.parse('2026-11-20T09:00:00Z'))).toBe(0);
  expect(await sendDueLetters(parts, Date.parse('2026-12-05T09:00:00Z'))).toBe(1);
  expect(posted.map(({ to }) => to)).toEqual(['maire@tartas.fr', 'maire@tartas.fr']);
  expect(posted[0]?.subject).toBe('La lettre du mois : Tartas <b>, octobre 2026');
  expect(posted[0]?.text.replaceAll('\u00a0', ' ')).toContain(
    'Électricité · 1 842 kWh · 368 € · 8 % de moins à météo égale',
  );
  expect(posted[0]?.text.replaceAll('\u00a0', ' ')).toContain(
    [
      'Votre matériel :',
      '– Sauvegardes : 2 sur 3 à jour en fin de période, la dernière bonne le 31 octobre 2026, 1 alerte.',
      '– Wi-Fi public : en service 99,9 % du temps, aucune alerte.',
    ].join('\n'),
  );
  expect(posted[0]?.html).toContain('Tartas &lt;b&gt;');
  expect(posted[0]?.html).toContain('/energy/letter?month=2026-10');
});

test('a month without a reading sends no letter', async () => {
  const { parts, posted } = lettersInHand();
  const empty = { ...parts, letter: async () => ({ energy: { ...october, supplies: [] }, equipment }) };
  expect(await sendDueLetters(empty, Date.parse('2026-11-01T08:00:00Z'))).toBe(0);
  expect(posted).toEqual([]);
});
