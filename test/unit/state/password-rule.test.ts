import { expect, test } from 'vitest';
import { weakness } from '../../../gateway/state/password-rule.ts';

const email = 'claire.dupouy@mairie-tartas.fr';

test.each([
  ['12 characters of the four kinds', 'tR7!vq9#Lm2x'],
  ['14 letters and digits', 'tR7bvq9kWd2xZ4'],
  ['a sentence of seven words', 'la girafe mange trois noix au jardin'],
])('%s are enough', (_, password) => {
  expect(weakness(password, email)).toBeUndefined();
});

test.each([
  ['eleven characters of the four kinds', 'tR7!vq9#Lm2'],
  ['a worn word with what everybody adds', 'Motdepasse123!'],
  ['two worn words', 'Azertyuiop-Soleil40!'],
  ['the mail address', 'claire.dupouy@mairie-tartas.fr'],
  ['the own name', 'Claire-Dupouy-40!'],
  ['one character again and again', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  ['a run', 'abcdefghijklmnopqrstuvwxyz0123456789'],
  ['nothing', ''],
])('%s are not', (_, password) => {
  expect(weakness(password, email)).toMatch(/^The password is too easy to guess: take 12 characters or more/);
});
