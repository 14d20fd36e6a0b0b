import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createIcmpCheck } from '../../../collector/checks/icmp.ts';
import { asked, deviceAt } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';

test('a host that answers is up, with the mean round trip', async () => {
  expect(await asked(createIcmpCheck(), deviceAt('icmp:127.0.0.1'))).toEqual({
    learnt: [{ device: 'tried', metrics: { 'icmp.up': 1, 'icmp.loss': 0, 'icmp.latency': expect.any(Number) } }],
  });
});

test('an address where nobody answers is unreachable, and so is a name that nobody bears', async () => {
  // a multicast group that nobody is in; without a network there is no route to it either
  for (const host of ['224.0.0.77', 'nobody.invalid']) {
    const { learnt, reason, isUnreachable } = await asked(createIcmpCheck(), deviceAt(`icmp:${host}`));
    expect([isUnreachable, learnt[0]?.metrics['icmp.up'], reason], host).toEqual([
      true,
      0,
      expect.stringMatching(`${host} answers no ping|${host}: (no route to the host|the name does not resolve)`),
    ]);
  }
});

test('some answers of three are up, with their loss', async () => {
  await using folder = await emptyFolder();
  const program = said(
    folder.path,
    '3 packets transmitted, 2 received, 33% packet loss\nrtt min/avg/max/mdev = 1/20.5/30/1 ms',
  );
  expect(await asked(createIcmpCheck({ program }), deviceAt('icmp:10.0.0.1'))).toEqual({
    learnt: [{ device: 'tried', metrics: { 'icmp.up': 1, 'icmp.loss': 33, 'icmp.latency': 20.5 } }],
  });
});

test('a system that lets nobody ping says nothing about the host, and the cure is told', async () => {
  await using folder = await emptyFolder();
  const program = said(folder.path, '', 'ping: socktype: SOCK_RAW\nping: socket: Operation not permitted');
  const device = deviceAt('icmp:10.0.0.1');
  expect(await asked(createIcmpCheck({ program }), device)).toMatchObject({
    learnt: [],
    isUnreachable: false,
    reason: expect.stringContaining('net.ipv4.ping_group_range'),
  });
  expect(await asked(createIcmpCheck({ program: join(folder.path, 'nothing') }), device)).toMatchObject({
    learnt: [],
    isUnreachable: false,
    reason: expect.stringContaining('install iputils-ping'),
  });
});

test('a wrong address is told with its cure, and none is an option of the program', async () => {
  for (const address of [undefined, '10.0.0.1', 'icmp:', 'icmp:-f', 'icmp:--help', 'icmp:a b', 'ping:10.0.0.1']) {
    const { learnt, reason } = await asked(createIcmpCheck(), deviceAt(address));
    expect([learnt, reason]).toEqual([[], 'tried: its address must read icmp:203.0.113.5 or icmp:box.tartas.fr']);
  }
});

test('no more than so many programs run at once, and each host has its turn', async () => {
  await using folder = await emptyFolder();
  const [running, answer] = [join(folder.path, 'running'), '1 packets transmitted, 1 received, 0% packet loss'];
  // a folder for each that runs: `mkdir` of a third fails
  const script = `for n in 1 2; do if mkdir ${running}$n 2>/dev/null; then sleep 0.05; echo "${answer}"; rmdir ${running}$n; exit 0; fi; done; exit 3`;
  const program = scriptIn(folder.path, script);
  const check = createIcmpCheck({ program, atOnce: 2 });
  const all = await Promise.all(Array.from({ length: 9 }, () => asked(check, deviceAt('icmp:10.0.0.1'))));
  expect(all.map(({ learnt }) => learnt[0]?.metrics['icmp.up'])).toEqual(Array.from({ length: 9 }, () => 1));
});

/** A program that says this and nothing else. */
function said(folder: string, out: string, error = ''): string {
  return scriptIn(folder, `cat <<'END'\n${out}\nEND\ncat >&2 <<'END'\n${error}\nEND\nexit ${error === '' ? 0 : 2}`);
}

function scriptIn(folder: string, text: string): string {
  const file = join(folder, 'program.sh');
  writeFileSync(file, `#!/bin/sh\n${text}\n`);
  chmodSync(file, 0o755);
  return file;
}
