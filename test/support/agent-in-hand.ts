import { CollectTrouble, type Learnt } from '../../collector/collector.ts';
import { createSnmpCollector } from '../../collector/snmp/snmp.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { DeviceType } from '../../devices/device-type.ts';
import type { Device } from '../../devices/territory.ts';
import { type Agent, startAgent, type Vices } from '../../simulators/snmp/agent.ts';

const start = Date.UTC(2026, 2, 1, 8);

/** An agent that plays a recording, and a collector that asks it as a type of the catalogue, or as one of the test's. */
export async function met(
  recording: string,
  vices: Vices = {},
  version: '1' | '2c' = '2c',
  patience = { timeoutMs: 400, retries: 1 },
) {
  const agent: Agent = await startAgent({ recording, community: 'hidden', vices });
  const types = new Map(catalogue);
  const collector = createSnmpCollector({
    catalogue: types,
    credentials: new Map([['secret', { version, community: 'hidden' }]]),
    ...patience,
  });
  return {
    agent,
    /** `seconds` after the start; `more` is what the territory says of the device beside. */
    async ask(type: string | DeviceType, seconds = 0, more: Partial<Device> = {}) {
      const { id } = typeof type === 'string' ? { id: type } : type;
      if (typeof type !== 'string') types.set(id, type);
      const address = `snmp:127.0.0.1:${agent.port}`;
      const device = {
        id: 'device',
        name: 'Device',
        site: 'mairie',
        type: id,
        address,
        credentials: 'secret',
        ...more,
      };
      const circumstances = { now: start + seconds * 1000, signal: AbortSignal.timeout(20_000) };
      const all = (learnt: readonly Learnt[]) =>
        Object.assign({}, ...learnt.map(({ metrics }) => metrics)) as Learnt['metrics'];
      try {
        return { metrics: all(await collector.ask(device, circumstances)), reason: undefined, isUnreachable: false };
      } catch (error) {
        if (!(error instanceof CollectTrouble)) throw error;
        return { metrics: all(error.learnt), reason: error.message, isUnreachable: error.isUnreachable };
      }
    },
    [Symbol.asyncDispose]: () => agent[Symbol.asyncDispose](),
  };
}
