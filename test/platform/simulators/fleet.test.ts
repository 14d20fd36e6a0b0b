import { expect, test } from 'vitest';
import type { Learnt } from '../../../collector/collector.ts';
import { createSnmpCollector } from '../../../collector/snmp/snmp.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { recordingOf } from '../../../simulators/machines/recording.ts';
import { startAgent } from '../../../simulators/snmp/agent.ts';
import { startFleet } from '../../../simulators/snmp/fleet.ts';
import { asked, deviceAt } from '../../support/checked.ts';

const minute = 60_000;
const monday = Date.UTC(2026, 2, 2, 9);
const credentials = new Map([['parc', { version: '2c', community: 'of the test' }]] as const);

/** What each kind of machine tells, so that none goes silent on a metric unseen. */
const says = {
  'unifi-ap': ['host.cpu', 'host.memory', 'host.uptime', 'wifi.channelUse', 'wifi.clients'],
  'linux-host': ['disk.used', 'host.cpu', 'host.load', 'host.memory', 'host.swap', 'host.updates', 'interface.in'],
  'windows-host': ['disk.used', 'host.cpu', 'host.memory', 'interface.in', 'interface.out', 'interface.up'],
  'sophos-firewall': ['disk.used', 'firewall.licence', 'firewall.service', 'firewall.users', 'host.cpu', 'vpn.up'],
};

test.each(Object.entries(says))(
  'a simulated %s answers the collector as a real one, at any time, within its ranges',
  async (type, metrics) => {
    let seen = 0;
    for (let one = 0; one < 6; one++) {
      const machine = { id: `machine-${one}`, type, seed: 40_313 };
      // each on another day and at another hour
      const time = monday + one * 47 * 3_600_000;
      await using agent = await startAgent({ recording: recordingOf(machine, time) ?? '', community: 'of the test' });
      const device = deviceAt(`snmp:127.0.0.1:${agent.port}`, { id: machine.id, type, credentials: 'parc' });
      const collector = createSnmpCollector({ catalogue, credentials });
      await asked(collector, device, { now: time });
      agent.set(recordingOf(machine, time + minute) ?? '');
      const { learnt, reason } = await asked(collector, device, { now: time + minute });
      expect(reason).toBeUndefined();
      expect(Object.keys(learnt[0]?.metrics ?? {})).toEqual(expect.arrayContaining(metrics));
      for (const [metric, value] of valuesOf(learnt)) {
        const [low, high] = catalogue.get(type)?.metrics[metric]?.range ?? [0, Number.MAX_SAFE_INTEGER];
        expect(value, `${metric} of ${machine.id}`).toBeGreaterThanOrEqual(low);
        expect(value, `${metric} of ${machine.id}`).toBeLessThanOrEqual(high);
        seen++;
      }
    }
    expect(seen).toBeGreaterThanOrEqual(6 * metrics.length);
  },
);

test('a fleet has an agent for each machine that is played, and one that was unplugged answers nothing', async () => {
  const devices = [
    deviceAt(undefined, { id: 'borne', type: 'unifi-ap' }),
    deviceAt(undefined, { id: 'debranchee', type: 'unifi-ap' }),
    deviceAt(undefined, { id: 'compteur', type: 'water-meter' }),
  ];
  const community = 'of the test';
  await using fleet = await startFleet({ devices, community, seed: 1, now: () => monday, silent: ['debranchee'] });
  expect([...fleet.addresses.keys()]).toEqual(['borne', 'debranchee']);
  const collector = createSnmpCollector({ catalogue, credentials, timeoutMs: 300, retries: 0 });
  const ask = (id: string) =>
    asked(collector, deviceAt(fleet.addresses.get(id), { id, type: 'unifi-ap', credentials: 'parc' }));
  expect((await ask('borne')).reason).toBeUndefined();
  expect(await ask('debranchee')).toMatchObject({ isUnreachable: true, learnt: [] });
});

function valuesOf(learnt: readonly Learnt[]): [metric: string, value: number][] {
  return learnt.flatMap(({ metrics }) =>
    Object.entries(metrics).flatMap(([metric, said]) =>
      (typeof said === 'number' ? [said] : Object.values(said)).map((value): [string, number] => [metric, value]),
    ),
  );
}
