import { expect, onTestFinished, test, vi } from 'vitest';
import type { ServerAudit } from '../../../dashboard/contract/server-audit.ts';
import type { ServerConfig } from '../../../dashboard/server/server-parts.ts';
import type { Device } from '../../../devices/territory.ts';
import { auditLimits } from '../../../gateway/calculate/server-audit.ts';
import { startTestServer } from '../../support/server.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const hour = 3_600_000;
/** Wednesday afternoon; the clocks went back within the thirty days before. */
const now = Date.parse('2026-11-11T14:20:00Z');
const today = Date.parse('2026-11-10T23:00:00Z');
const first = Date.parse('2026-10-11T22:00:00Z');

/** A town hall's server of some weeks, with its card, its backups and those of the next town. */
async function startAudited(more: Partial<Device> = {}, config: Partial<ServerConfig> = {}) {
  vi.useFakeTimers({ toFake: ['Date'], now });
  onTestFinished(() => {
    vi.useRealTimers();
  });
  const known = territoryOfTwo();
  const devices = new Map(known.devices);
  const put = (device: Device) => devices.set(device.id, device);
  const site = 'mairie-tartas';
  put({ id: 'srv-tartas', name: 'Serveur', site, type: 'linux-host', ...more });
  put({ id: 'idrac-tartas', name: 'iDRAC', site, type: 'dell-idrac', parent: 'srv-tartas' });
  put({ id: 'sauve-tartas', name: 'Sauvegardes', site, type: 'avamar-member' });
  put({ id: 'sauve-dax', name: 'Sauvegardes', site: 'mairie-dax', type: 'avamar-member' });
  put({ id: 'srv-creche', name: 'Serveur', site: 'creche-tartas', type: 'linux-host' });
  const server = await startTestServer({ config, parts: { territory: () => ({ ...known, devices }) } });
  const hours = Array.from({ length: (today - first) / hour }, (_, i) => first + i * hour);
  const keep = (metric: string, value: (dayNumber: number) => number, instance = '') =>
    server.keep(
      'srv-tartas',
      metric,
      hours.map((time) => [time, value(Math.floor((time - first) / (24 * hour)))]),
      instance,
    );
  await keep('host.memory', (d) => (d < 21 ? 95 : 60));
  await keep('disk.used', (d) => 40 + d, '/var');
  await keep('disk.used', () => 30, '/');
  await keep('host.updates', () => 7);
  const say = (device: string, metric: string, value: number, instance = '') =>
    server.live.push({ device, metric, instance, value, time: now - 60_000 });
  say('srv-tartas', 'host.memory', 61);
  say('srv-tartas', 'disk.used', 70, '/var');
  say('srv-tartas', 'disk.used', 30, '/');
  say('srv-tartas', 'host.updates', 12);
  say('idrac-tartas', 'disk.health', 0, 'Physical Disk 0:1:1');
  say('idrac-tartas', 'power.health', 1);
  for (const [device, state] of [
    ['sauve-tartas', 3],
    ['sauve-dax', 0],
  ] as const) {
    say(device, 'backup.state', state, 'SRV-Tartas.mairie.lan');
    say(device, 'backup.age', 57, 'SRV-Tartas.mairie.lan');
    say(device, 'backup.state', 0, 'poste-accueil');
  }
  const audit = async (who: Parameters<typeof server.ask>[0], id = 'srv-tartas') => {
    const answer = await server.ask(who, `/devices/${id}/audit`);
    return { ...answer, audit: answer.body as ServerAudit };
  };
  return { server, audit, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('an audit says of each question what thirty days and the newest readings show, with its evidence', async () => {
  await using world = await startAudited();
  const { status, audit } = await world.audit('technician');
  expect(status).toBe(200);
  expect(audit).toMatchObject({
    device: 'srv-tartas',
    time: '2026-11-11T14:20:00.000Z',
    from: '2026-10-11T22:00:00.000Z',
    to: '2026-11-10T23:00:00.000Z',
  });
  const said = audit.findings.map(({ topic, is, subject, recommendation }) => [topic, is, subject, recommendation]);
  expect(said).toEqual([
    ['updates', 'critical', '', 'apply-updates'],
    ['backups', 'critical', 'SRV-Tartas.mairie.lan', 'repair-backup'],
    ['hardware', 'critical', 'Physical Disk 0:1:1', 'replace-part'],
    ['hardware', 'well', '', undefined],
    ['disk', 'warning', '/var', 'grow-disk'],
    ['disk', 'well', '/', undefined],
    ['memory', 'critical', '', 'add-memory'],
  ]);
  const of = (topic: string) => audit.findings.find((finding) => finding.topic === topic)?.evidence;
  expect(of('memory')?.[0]).toEqual({ is: 'days-above', threshold: 90, days: 21, of: 30, last: 30 });
  expect(of('updates')).toEqual([{ is: 'pending', value: 12, forMs: 30 * 24 * hour }]);
  expect(of('backups')).toEqual([{ is: 'backup', state: 3, ageHours: 57 }]);
  const [growing] = of('disk') ?? [];
  if (growing?.is !== 'growing') throw new Error('/var grows');
  expect(growing.perWeek).toBeCloseTo(7, 0);
  // 70 % now, a point a day
  expect((Date.parse(growing.fullAt) - now) / (24 * hour)).toBeCloseTo(31, 0);
});

test('an audit minds from where the configuration says, and tells its thresholds', async () => {
  const limits = { ...auditLimits, memory: 97, updatesDays: { warning: 30, critical: 30 } };
  await using world = await startAudited({}, { auditLimits: limits });
  const { audit } = await world.audit('technician');
  expect(audit.limits).toEqual(limits);
  expect(audit.findings.find(({ topic }) => topic === 'memory')).toMatchObject({
    is: 'well',
    evidence: [{ is: 'days-above', threshold: 97, days: 0 }, {}],
  });
});

test('a server whose backup has another name is found by the name that the territory gives', async () => {
  await using world = await startAudited({ backup: 'Poste-Accueil' });
  const { audit } = await world.audit('technician');
  const backups = audit.findings.filter(({ topic }) => topic === 'backups');
  expect(backups).toMatchObject([{ is: 'well', subject: 'poste-accueil' }]);
});

test('a server that nobody measured yet gets five times “not known”', async () => {
  await using world = await startAudited();
  const { audit } = await world.audit('administrator', 'srv-creche');
  expect(audit.findings.map(({ is }) => is)).toEqual(['unknown', 'unknown', 'unknown', 'unknown', 'unknown']);
});

test('an audit is refused for what is no server, for other towns, and for a mairie where few people work', async () => {
  await using world = await startAudited();
  const meter = await world.audit('technician', 'eau-tartas');
  expect(meter.status).toBe(400);
  expect(meter.body.detail).toBe('eau-tartas is of type water-meter, which measures nothing that an audit looks at');
  expect((await world.audit('responsable dax')).status).toBe(404);
  expect((await world.audit('responsable tartas')).status).toBe(200);
  const few = await world.audit('responsable tartas', 'srv-creche');
  expect(few.status).toBe(403);
  await world.audit('technician', 'srv-creche');
  const lines = await world.server.ask('administrator', '/audit');
  expect(lines.text).toContain('readings.fine');
});
