import { expect, test } from 'vitest';
import { createAttach } from '../../../commands/platform/attach.ts';
import type { Attach } from '../../../dashboard/contract/inbox.ts';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';

const known = { id: 'dax-air', name: 'Salle 3', site: 'ecole-dax', type: 'air-quality' };

test('a device that sends while it is attached loses nothing: what came before, meanwhile and after is its own', async () => {
  await using road = await startRoad();
  const client = await road.client('tartas');
  const send = (value: number) =>
    client.publishAsync('vigie/v1/mairie-tartas/salle-9', JSON.stringify({ metrics: { 'air.co2': value } }), {
      qos: 1,
    });
  await send(1);
  const sender = { id: 'tartas', mayPublish: () => true, mayWrite: () => true };
  let territory = smallTerritory();
  const { inbox } = road.journal;
  const attach = createAttach({
    credentials: [],
    inbox: { kept: async (id) => inbox.kept(id), forget: async (id) => inbox.forget(id) },
    intake: road.intake,
    territory: () => territory,
    async save(device) {
      await send(2);
      // still being gathered when the territory changes
      const payload = Buffer.from('{"metrics":{"air.co2":3}}');
      road.intake.offer(sender, 'vigie/v1/mairie-tartas/salle-9', payload, () => {});
      territory = smallTerritory({ devices: [device] });
      road.directory.replace(territory);
    },
  });
  const [found] = inbox.discovered({ limit: 1 }).items;
  const target = { type: 'air-quality', site: 'mairie-tartas', name: 'Salle 9' };
  expect(await attach(found?.id ?? 0, target)).toEqual({ device: 'salle-9' });
  await send(4);
  expect(road.readings()).toEqual([1, 2, 3, 4].map((value) => `salle-9 air.co2=${value}`));
  expect(inbox.discovered({ limit: 1 }).items).toEqual([]);
  await client.endAsync();
});

test.each<[number, Attach, string, string]>([
  [99, { device: 'tartas-air' }, 'not_found', 'there is no discovered device 99'],
  [1, { device: 'nowhere' }, 'not_found', 'no device has the id "nowhere"'],
  [1, { type: 'air-quality', site: 'nowhere', name: 'x' }, 'not_found', 'no site has the id "nowhere"'],
  [1, { type: 'toaster', site: 'ecole-dax', name: 'x' }, 'invalid', 'the catalogue has no type "toaster"'],
  [1, { device: 'dax-air' }, 'conflict', 'device "dax-air" already answers to lora:a84041ffff1ed2'],
  [
    1,
    { type: 'climate', site: 'ecole-dax', name: 'x', id: 'dax-air' },
    'conflict',
    '"dax-air" is a device already: attach to it, or take another id',
  ],
])('attaching discovery %i to %j is refused (%s) and changes nothing', async (id, target, code, message) => {
  const saved: unknown[] = [];
  const attach = createAttach({
    credentials: [],
    inbox: {
      kept: async (asked) => (asked === 1 ? { address: 'lora:a84041ffff0001', messages: [] } : undefined),
      forget: async (asked) => void saved.push(asked),
    },
    intake: { offer: () => undefined, registered: async () => {} },
    territory: () => smallTerritory({ devices: [{ ...known, address: 'lora:a84041ffff1ed2' }] }),
    save: async (device) => void saved.push(device),
  });
  await expect(attach(id, target)).rejects.toMatchObject({ code, message });
  expect(saved).toEqual([]);
});

test('a device whose dialect has no ids of ours gets one from its name, which no other has', async () => {
  const saved: string[] = [];
  const attach = createAttach({
    credentials: [],
    inbox: { kept: async () => ({ address: 'zigbee2mqtt:0x00158d', messages: [] }), forget: async () => {} },
    intake: { offer: () => undefined, registered: async () => {} },
    territory: () =>
      smallTerritory({ devices: saved.map((id) => ({ id, name: id, site: 'ecole-dax', type: 'climate' })) }),
    save: async (device) => void saved.push(device.id),
  });
  const target = { type: 'zigbee-climate', site: 'ecole-dax' };
  for (const name of ['École : salle n° 3', 'École : salle n° 3', '…']) await attach(1, { ...target, name });
  expect(saved).toEqual(['ecole-salle-n-3', 'ecole-salle-n-3-2', 'equipement']);
});

test('of two who attach the same discovery at once the second finds it gone', async () => {
  const saved: string[] = [];
  let kept: { address: string; messages: [] } | undefined = { address: 'native:mairie-tartas/salle-9', messages: [] };
  const attach = createAttach({
    credentials: [],
    inbox: {
      kept: async () => kept,
      forget: async () => {
        kept = undefined;
      },
    },
    intake: { offer: () => undefined, registered: async () => {} },
    territory: () => smallTerritory(),
    save: async ({ id }) => void saved.push(id),
  });
  const target = { type: 'climate', site: 'ecole-dax', name: 'x' };
  const [first, second] = await Promise.allSettled([
    attach(1, { ...target, id: 'one' }),
    attach(1, { ...target, id: 'two' }),
  ]);
  expect(first).toEqual({ status: 'fulfilled', value: { device: 'one' } });
  expect(second).toMatchObject({ status: 'rejected', reason: { code: 'not_found' } });
  expect(saved).toEqual(['one']);
});
