import { expect, test } from 'vitest';
import type { Changes, Watch } from '../../../dashboard/contract/socket.ts';
import { alertOf } from '../../support/alerts-in-hand.ts';
import { startTestServer, type Who } from '../../support/server.ts';

test('what follows from an alert has its device, its place and its name in the reader’s language, of who may see it', async () => {
  await using server = await startTestServer();
  server.alerts.all.push(
    alertOf({ id: 'cause', device: 'serveur-tartas', severity: 'critical' }),
    alertOf({ id: 'mild', cause: 'serveur-tartas' }),
    alertOf({ id: 'grave', device: 'eau-tartas', cause: 'serveur-tartas', severity: 'critical' }),
    alertOf({ id: 'dax', device: 'eau-dax', site: 'mairie-dax', organisation: 'dax', cause: 'serveur-tartas' }),
  );
  const place = { site: { id: 'mairie-tartas', name: 'Mairie' } };
  const { body } = await server.ask('responsable tartas', '/alerts/cause?language=en');
  expect(body.follows).toEqual([
    {
      ...place,
      id: 'grave',
      severity: 'critical',
      title: body.title,
      device: { id: 'eau-tartas', name: 'eau-tartas' },
    },
    { ...place, id: 'mild', severity: 'warning', title: body.title, device: { id: 'air-tartas', name: 'air-tartas' } },
  ]);
  expect([body.title, body.consequences]).toEqual(['Stale air (CO₂)', ['mild', 'grave']]);
  const seen = (await server.ask('technician', '/alerts/cause')).body.follows;
  expect(seen.map(({ id }: { id: string }) => id)).toEqual(['grave', 'mild', 'dax']);

  const names = ['responsable tartas', 'responsable dax'] as const;
  const [own, other] = await Promise.all(
    names.map(async (who) => (await server.ask(who, `/alerts/${who.endsWith('dax') ? 'dax' : 'mild'}`)).body),
  );
  expect([own.causeName, other.cause, other.causeName]).toEqual(['serveur-tartas', 'serveur-tartas', undefined]);
});

test('an alert that changes under an open screen, the list of alerts included, says in English too what it is', async () => {
  await using server = await startTestServer();
  server.alerts.all.push(alertOf());
  const watches = [
    { site: 'mairie-tartas' },
    { organisation: 'tartas' },
    { console: 'batiments' },
    { console: 'alertes' },
  ];
  const screens = await Promise.all(watches.map((watch) => watching('technician', watch)));
  const [own, other] = await Promise.all([
    watching('responsable tartas', { console: 'alertes' }),
    watching('responsable dax', { console: 'alertes' }),
  ]);
  server.alerts.tell(alertOf({ id: 'alert-2' }));
  server.alerts.tell(alertOf({ id: 'alert-3', device: 'eau-dax', site: 'mairie-dax', organisation: 'dax' }));
  await expect.poll(() => other.flat().map(({ id }) => id)).toEqual(['alert-3']);
  const inTartas = [...screens.slice(0, 2), own];
  for (const heard of inTartas)
    await expect.poll(() => heard.flat().map(({ id }) => id)).toEqual(['alert-1', 'alert-2']);
  for (const heard of screens.slice(2))
    await expect.poll(() => heard.flat().map(({ id }) => id)).toEqual(['alert-1', 'alert-2', 'alert-3']);
  for (const alert of [...inTartas, ...screens].flat(2)) {
    expect(alert).toMatchObject({ title: 'Air confiné (CO₂)', english: { title: 'Stale air (CO₂)' } });
    expect(alert.english.reason).not.toBe(alert.reason);
  }

  async function watching(who: Who, what: Watch): Promise<Changes['alerts'][]> {
    const socket = await server.socket(who);
    const heard: Changes['alerts'][] = [];
    socket.on('snapshot', (_, { alerts }) => heard.push(alerts));
    socket.on('changes', ({ alerts }) => heard.push(alerts));
    await new Promise<void>((resolve) => socket.on('connect', () => resolve()));
    await new Promise((resolve) => socket.emit('watch', what, resolve));
    return heard;
  }
});
