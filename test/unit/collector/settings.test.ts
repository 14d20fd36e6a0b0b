import { expect, test } from 'vitest';
import { readConfig } from '../../../commands/config/read-config.ts';

const avamar = {
  VIGIE_COLLECTOR_AVAMAR_URL: 'https://avamar.example',
  VIGIE_COLLECTOR_AVAMAR_USER: 'vigie',
  VIGIE_COLLECTOR_AVAMAR_PASSWORD_FILE: '/etc/vigie/avamar',
};

test('a grid is told by its address, its account and the file of its password', () => {
  const read = readConfig(undefined, avamar);
  expect(read.ok && read.config.collector.avamar).toEqual({
    url: 'https://avamar.example',
    user: 'vigie',
    passwordFile: '/etc/vigie/avamar',
    every: '10m',
  });
  const none = readConfig(undefined, {});
  expect(none.ok && 'avamar' in none.config.collector).toBe(false);
});

test('an API’s address without TLS is refused beyond this machine, since a password goes there', () => {
  const mistakes = (url: string) => {
    const read = readConfig(undefined, { ...avamar, VIGIE_COLLECTOR_AVAMAR_URL: url });
    return read.ok ? [] : read.mistakes;
  };
  expect(mistakes('http://avamar.example')).toEqual([
    'VIGIE_COLLECTOR_AVAMAR_URL "http://avamar.example" must begin with https://',
  ]);
  expect(mistakes('http://localhost.evil.example')).toHaveLength(1);
  expect(mistakes('http://localhost:80@evil.example')).toHaveLength(1);
  expect(mistakes('avamar')).toHaveLength(1);
  expect(mistakes('http://127.0.0.1:8443')).toEqual([]);
});
