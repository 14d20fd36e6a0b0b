import { expect, test } from 'vitest';
import { inFrench } from '../../../dashboard/server/energy/pdf.ts';
import { createFormat } from '../../../dashboard/web/texts/format.ts';
import { letterAbout, letterAboutMany } from '../../../gateway/notify/letter.ts';
import { moment } from '../../../gateway/notify/words.ts';
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

test('the first of a month is « 1er » in French, in letters as on screens, and 1 h stays an hour', () => {
  const at = Date.parse('2026-03-01T10:05:00Z');
  expect(moment(at, toldOf(), 'fr')).toBe('dimanche 1er mars à 11:05');
  expect(moment(at, toldOf(), 'en')).toBe('Sunday 1 March at 11:05');
  expect(inFrench('2026-03-01')).toBe('1er mars 2026');
  const onScreen = createFormat('fr');
  expect([
    onScreen.date(at, { day: 'numeric', month: 'short' }),
    onScreen.date(at, { day: 'numeric', month: 'long' }),
  ]).toEqual(['1er mars', '1er mars']);
  expect(onScreen.date(Date.parse('2026-03-11T10:05:00Z'), { day: 'numeric', month: 'long' })).toBe('11 mars');
  expect(onScreen.date(Date.parse('2026-03-02T01:05:00Z'), { hour: 'numeric' }, 'UTC')).toMatch(/^0?1 h$/);
});
