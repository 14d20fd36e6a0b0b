import { expect, test } from 'vitest';
import type { AuditLine } from '../../../dashboard/contract/running.ts';
import { auditWordsOf } from '../../../dashboard/web/texts/audit.ts';
import { auditDetails } from '../../../dashboard/web/texts/audit-details.ts';
import { createFormat } from '../../../dashboard/web/texts/format.ts';
import type { Language } from '../../../dashboard/web/texts/words.ts';
import { both } from '../../support/words.ts';

const told = (action: AuditLine['action'], details: string, language: Language = 'fr') =>
  auditDetails({ action, details }, auditWordsOf(language), both[language], createFormat(language)).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  );

test('what the audit has kept of a deed is read in French, and in English', () => {
  const kept: [action: AuditLine['action'], details: string, french: string][] = [
    ['session.open', '', ''],
    ['session.open', 'new key', 'par une clé nouvelle'],
    ['readings.fine', 'a site of few people', 'site de peu de personnes'],
    ['readings.import', '1200 readings, 3 bad lines', '1200 relevés, 3 lignes écartées'],
    ['user.keys', '2 removed', '2 retirées'],
    ['user.link', 'invitation by hand', 'invitation remise en main propre'],
    ['user.add', 'agent tartas dax', 'Agent tartas dax'],
    ['user.remove', 'technician', 'Technicien'],
    [
      'user.change',
      '{"role":"responsable","organisations":["tartas","dax"],"disabled":false}',
      'rôle : Responsable ; collectivités : tartas et dax ; désactivé : non',
    ],
    ['token.add', 'agent: screen tartas', 'agent : Écran mural tartas'],
    ['client.add', 'publish a/# subscribe b/#', 'publie sur a/#, s’abonne à b/#'],
    ['client.add', 'publish a/# subscribe ', 'publie sur a/#, s’abonne à –'],
    ['discovery.scan', '{"range":"10.1.2.0/24","credentials":"parc"}', 'plage : 10.1.2.0/24 ; identifiants : parc'],
    ['refused.replay', '{"topic":"a/b","changed":true,"reason":null}', 'sujet : a/b ; corrigé : oui'],
    [
      'correction.add',
      '{"metric":"water.volume","last":1234.5,"first":0,"comment":"agent"}',
      'mesure : water.volume ; dernier index : 1 234,500 ; premier index : 0 ; remarque : agent',
    ],
    ['territory.apply', '+sites/mairie -devices/eau', '+sites/mairie -devices/eau'],
    ['key.add', 'YubiKey', 'YubiKey'],
  ];
  for (const [action, details, french] of kept) expect(told(action, details), details).toBe(french);
  expect(told('user.change', '{"role":"agent","disabled":true}', 'en')).toBe('role: Agent; disabled: yes');
  expect(told('readings.fine', 'a site of few people', 'en')).toBe('site of few people');
  const work = '{"from":"2026-03-02T08:00:00.000Z","reason":"Coupure","by":"a@b.fr"}';
  expect(told('maintenance.add', work)).toMatch(/^début : 2 mars 2026.* ; motif : Coupure ; par : a@b\.fr$/);
});

test('particulars that are cut off, of an older Vigie, or made to deceive are shown as they are', () => {
  for (const details of ['{"role":"agent","organ', '__proto__', 'constructor', '[1]', 'some words of another time']) {
    for (const action of [
      'user.change',
      'session.open',
      'user.link',
      'readings.import',
      'token.add',
      'user.add',
    ] as const) {
      expect(told(action, details)).toBe(details);
    }
  }
  expect(told('user.change', '{"__proto__":1,"toString":"x"}')).toBe('__proto__ : 1 ; toString : x');
});
