import { expect, test } from 'vitest';
import { createPasswords } from '../../../gateway/state/password.ts';

const cheap = { cost: 4, lanes: 1 };

test('a password opens with the price it was kept at, after the price was raised', async () => {
  const kept = await createPasswords(cheap).hash('Girafe-Bleue-7');
  const today = createPasswords({ cost: 6, lanes: 2 });
  expect(await today.matches('Girafe-Bleue-7', kept)).toBe(true);
  expect(await today.matches('Girafe-Bleue-8', kept)).toBe(false);
  expect(await today.hash('Girafe-Bleue-7')).toMatch(/^scrypt\$6\$2\$/);
});

test('the same password is kept differently each time, and typed on any keyboard it is the same', async () => {
  const passwords = createPasswords(cheap);
  const composed = await passwords.hash('éléphant');
  expect(await passwords.hash('éléphant')).not.toBe(composed);
  expect(await passwords.matches('éléphant'.normalize('NFD'), composed)).toBe(true);
});

test('nobody’s password matches an account that is not there', async () => {
  expect(await createPasswords(cheap).matches('', undefined)).toBe(false);
});
