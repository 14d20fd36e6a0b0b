import { expect, test } from 'vitest';
import { createDnsCheck } from '../../../collector/checks/dns.ts';
import { asked, deviceAt } from '../../support/checked.ts';
import { nameServer, wireName } from '../../support/name-server.ts';

const up = [{ device: 'tried', metrics: { 'dns.up': 1, 'dns.latency': expect.any(Number) } }];

test('a name that resolves to the expected record is up, for addresses and for mail', async () => {
  await using server = await nameServer((name, type) => {
    if (name !== 'tartas.example') return 3;
    if (type === 1) return [Buffer.from([192, 0, 2, 7]), Buffer.from([192, 0, 2, 8])];
    return type === 15 ? [Buffer.concat([Buffer.from([0, 10]), wireName('MX.tartas.example')])] : [];
  });
  const check = createDnsCheck();
  const at = (query: string) => `dns://127.0.0.1:${server.port}/tartas.example${query}`;
  expect(await asked(check, deviceAt(at('')))).toEqual({ learnt: up });
  expect(await asked(check, deviceAt(at(''), { expect: '192.0.2.8' }))).toEqual({ learnt: up });
  expect(await asked(check, deviceAt(at('?type=MX'), { expect: 'mx.tartas.example' }))).toEqual({ learnt: up });
  expect(await asked(check, deviceAt(at(''), { expect: '192.0.2.9' }))).toMatchObject({
    reason: 'tartas.example A: “192.0.2.9” is not among the answers: 192.0.2.7, 192.0.2.8',
    isUnreachable: false,
    learnt: [{ metrics: { 'dns.up': 0 } }],
  });
  expect(await asked(check, deviceAt(at('?type=TXT')))).toMatchObject({
    reason: 'tartas.example TXT: the name has no such record',
    learnt: [{ metrics: { 'dns.up': 0 } }],
  });
});

test('a name that does not exist, a server that fails and one that is silent are told apart', async () => {
  await using server = await nameServer((name) => ({ 'gone.example': 3, 'broken.example': 2 })[name]);
  const check = createDnsCheck({ timeoutMs: 400 });
  const told = async (name: string) => {
    const { reason, isUnreachable, learnt } = await asked(check, deviceAt(`dns://127.0.0.1:${server.port}/${name}`));
    expect(learnt[0]?.metrics).toEqual({ 'dns.up': 0 });
    return { reason, isUnreachable };
  };
  expect(await told('gone.example')).toEqual({
    reason: 'gone.example A: the name does not exist',
    isUnreachable: false,
  });
  expect(await told('broken.example')).toMatchObject({
    isUnreachable: false,
    reason: expect.stringMatching(/ESERVFAIL/),
  });
  expect(await told('silent.example')).toEqual({
    reason: 'silent.example A: the name server does not answer',
    isUnreachable: true,
  });
});

test('a wrong question is told with its cure', async () => {
  for (const address of [undefined, 'tartas.fr', 'dns:tartas.fr?type=ANY']) {
    const { learnt, reason } = await asked(createDnsCheck(), deviceAt(address));
    expect(learnt).toEqual([]);
    expect(reason).toMatch(/^tried: its address must read dns:tartas\.fr/);
  }
});

test('a name server that is written as a name is one reason with its cure, not the end of the process', async () => {
  const { reason, isUnreachable } = await asked(createDnsCheck(), deviceAt('dns://ns.tartas.example/tartas.fr'));
  expect(reason).toBe('"ns.tartas.example" is no name server: write its IP address, as dns://192.0.2.53/tartas.fr');
  expect(isUnreachable).toBe(false);
});
