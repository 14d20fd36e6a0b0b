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

test('a grid is asked by its interface or by its database, and no password stands in an address', () => {
  const { VIGIE_COLLECTOR_AVAMAR_PASSWORD_FILE } = avamar;
  const mistakes = (more: Record<string, string>) => {
    const read = readConfig(undefined, { VIGIE_COLLECTOR_AVAMAR_PASSWORD_FILE, ...more });
    return read.ok ? [] : read.mistakes;
  };
  const mcdb = 'postgres://viewuser@avamar.example:5555/mcdb';
  expect(mistakes({ VIGIE_COLLECTOR_AVAMAR_MCDB: mcdb })).toEqual([]);
  const one = [expect.stringContaining('needs its interface (url and user) or its database (mcdb), one of the two')];
  expect(mistakes({ ...avamar, VIGIE_COLLECTOR_AVAMAR_MCDB: mcdb })).toEqual(one);
  expect(mistakes({ VIGIE_COLLECTOR_AVAMAR_USER: 'vigie', VIGIE_COLLECTOR_AVAMAR_MCDB: mcdb })).toEqual([
    expect.stringContaining('needs url and user together'),
  ]);
  expect(mistakes({ VIGIE_COLLECTOR_AVAMAR_MCDB: mcdb.replace('viewuser', 'viewuser:viewuser1') })).toEqual([
    expect.stringContaining('must hold no password: that stands in passwordFile'),
  ]);
  expect(mistakes({ VIGIE_COLLECTOR_AVAMAR_MCDB: 'mysql://avamar.example' })).toHaveLength(1);
});
