import { expect, test } from 'vitest';
import { letterAbout, letterAboutMany } from '../../../gateway/notify/letter.ts';
import { toldOf } from '../../support/notices-in-hand.ts';

const setting = {
  publicUrl: 'https://vigie.exemple.fr',
  contact: 'l’agence, 05 58 00 00 00',
  consequences: () => [],
};
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

test('a mayor reads what, where, since when, what it costs, what to do and whom to call', () => {
  const { subject, text } = letterAbout(toldOf(), 'fr', setting);
  expect(plain(subject)).toBe('[Vigie] Tartas, Mairie : Fuite d’eau probable');
  expect(plain(text)).toBe(`Vigie vient de constater :
Critique · Fuite d’eau probable
Où : Tartas, Mairie · Compteur d’eau
Constat : 18 L/h la nuit, soit 0,43 m³ par jour ; d’habitude l’eau ne coule pas.
Depuis : mardi 3 mars à 02:10
Coût : 11 € par semaine
Que faire : Fermez le robinet d’arrêt et regardez si le compteur tourne encore.
Qui appeler : l’agence, 05 58 00 00 00

Voir l’alerte : https://vigie.exemple.fr/alertes/fuite-1

-- 
Vous réglez sur la page de votre compte ce que Vigie vous écrit, et quand.
`);
});

test('an end says until when, and asks for nothing more; English for who wishes it', () => {
  const over = toldOf({ active: false, until: Date.UTC(2026, 2, 3, 9, 5), why: 'over' });
  const { text } = letterAbout(over, 'en', setting);
  expect(text).toContain('It is over:\n');
  expect(text).toContain('Since: Tuesday 3 March at 02:10\nUntil: Tuesday 3 March at 10:05\n');
  expect(text).not.toMatch(/What to do|Whom to call/);
});

test('one cause is one letter with its consequences, many of them cut short', () => {
  const names = Array.from({ length: 25 }, (_, n) => `Borne ${n + 1}`);
  const { text } = letterAbout(toldOf(), 'fr', { ...setting, consequences: () => names });
  expect(plain(text)).toContain('En conséquence, aussi injoignables : Borne 1, Borne 2,');
  expect(text).toContain('Borne 20, … (25)');
  expect(text).not.toContain('Borne 21');
});

test('a digest lists what stands first, the gravest first, and what is over last', () => {
  const all = [
    toldOf({ alert: 'a', severity: 'critical', active: false, until: Date.UTC(2026, 2, 3, 4) }),
    toldOf({ alert: 'b', severity: 'warning' }),
    toldOf({ alert: 'c', severity: 'critical' }),
  ];
  const { subject, text } = letterAboutMany(all, { ...setting, digest: true, language: 'fr' });
  expect(plain(subject)).toBe('[Vigie] Le point du jour : 3 alertes');
  expect([...text.matchAll(/alertes\/(\w)/g)].map(([, id]) => id)).toEqual(['c', 'b', 'a']);
  expect(text).toContain('mardi 3 mars à 02:10 → mardi 3 mars à 05:00');
});

test('what devices and people are called is text, never markup', () => {
  const evil = '<img src=x onerror=alert(1)>';
  const told = toldOf({ words: { title: evil, reason: evil, cost: evil, advice: evil } });
  const letters = [
    letterAbout(told, 'fr', { ...setting, contact: evil }),
    letterAboutMany([told, told], { ...setting, contact: evil, digest: false, language: 'fr' }),
  ];
  for (const { html } of letters) {
    expect(html).toContain('&lt;img');
    expect(html).not.toContain('<img');
  }
});
