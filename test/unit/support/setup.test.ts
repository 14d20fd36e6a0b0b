import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { withoutServices } from '../../support/without-services.ts';

test('while packages are installed no service may start, and the rule is gone afterwards, also after a failure', async () => {
  await using folder = await emptyFolder();
  const policy = join(folder.path, 'policy-rc.d');
  const answers: unknown[] = [];
  // as invoke-rc.d asks: which service, which action
  const ask = () => answers.push(spawnSync(policy, ['influxdb', 'start']).status);
  withoutServices(policy, ask);
  expect(existsSync(policy)).toBe(false);
  expect(() =>
    withoutServices(policy, () => {
      ask();
      throw new Error('apt-get failed');
    }),
  ).toThrow('apt-get failed');
  expect(existsSync(policy)).toBe(false);
  expect(answers).toEqual([101, 101]);
});

test('a rule that the machine already had is put back as it was', async () => {
  await using folder = await emptyFolder();
  const policy = join(folder.path, 'policy-rc.d');
  writeFileSync(policy, '#!/bin/sh\nexit 104\n', { mode: 0o640 });
  let answer: unknown;
  withoutServices(policy, () => {
    answer = spawnSync(policy).status;
  });
  expect(answer).toBe(101);
  expect(readFileSync(policy, 'utf8')).toBe('#!/bin/sh\nexit 104\n');
  expect(statSync(policy).mode & 0o777).toBe(0o640);
});

test('where it may not install, it names the programs, the packages and the command', () => {
  const setup = join(import.meta.dirname, '../../support/setup.ts');
  // with an empty PATH there is neither a program of theirs nor an apt-get
  const { status, stderr } = spawnSync(process.execPath, [setup, '--when-missing'], {
    env: { PATH: '' },
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^The tests need chromium, .*mosquitto_pub, .*On Debian or Ubuntu, as root: apt-get install chromium .*mosquitto-clients/,
  );
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
