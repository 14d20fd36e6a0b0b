import { expect, test } from 'vitest';
import { readConfig } from '../../../commands/config/read-config.ts';
import { backupStandings } from '../../../gateway/calculate/backup-standing.ts';
import { auditLimits, auditServer } from '../../../gateway/calculate/server-audit.ts';
import type { AuditedServer, Finding, Measured } from '../../../gateway/calculate/server-finding.ts';

const now = Date.parse('2026-11-18T14:20:00Z');
const day = 86_400_000;
const latest = (value: number, ageMs = 60_000) => ({ value, time: now - ageMs, silentAfterMs: 300_000 });
const nothing: AuditedServer = { now, hardware: [], disks: [] };

/** Thirty days of 24 hours. */
const hours = (value: (day: number, hour: number) => number, from = 0): Measured['days'] =>
  Array.from({ length: 30 }, (_, d) => (d < from ? [] : Array.from({ length: 24 }, (_, h) => value(d, h))));

function found(server: Partial<AuditedServer>, topic: Finding['topic']): Finding[] {
  return auditServer({ ...nothing, ...server }).filter((one) => one.topic === topic);
}

test('what nothing measures is unknown, each question by itself, and never well', () => {
  expect(auditServer(nothing).map(({ topic, is, evidence }) => [topic, is, evidence[0]?.is])).toEqual([
    ['updates', 'unknown', 'none'],
    ['backups', 'unknown', 'no-backup'],
    ['hardware', 'unknown', 'none'],
    ['disk', 'unknown', 'none'],
    ['memory', 'unknown', 'none'],
  ]);
});

test('memory over 90 % on 21 of 30 days: add memory, with that as its evidence', () => {
  // four hours of a working day are enough, a night’s backup of an hour is not
  const days = hours((d, h) => (d < 21 && h >= 9 && h < 13 ? 96 : h === 2 ? 99 : 60));
  expect(found({ memory: { latest: latest(72), days } }, 'memory')).toEqual([
    {
      topic: 'memory',
      is: 'critical',
      metric: 'host.memory',
      subject: '',
      evidence: [
        { is: 'days-above', threshold: 90, days: 21, of: 30, last: 30 },
        { is: 'steady', value: 72, days: 30 },
      ],
      recommendation: 'add-memory',
    },
  ]);
  const nights = hours((_, h) => (h === 2 ? 99 : 60));
  expect(found({ memory: { latest: latest(60), days: nights } }, 'memory')[0]).toMatchObject({
    is: 'well',
    evidence: [{ days: 0, of: 30 }, { is: 'steady' }],
  });
});

test('a few days of memory are too few to say that it suffices; a restart in between is no lack of days', () => {
  const few = found({ memory: { latest: latest(60), days: hours(() => 60, 25) } }, 'memory')[0];
  expect(few).toMatchObject({
    is: 'unknown',
    evidence: [
      { days: 0, of: 5 },
      { is: 'days-measured', days: 5, of: 30 },
    ],
  });
  const restarted = hours((d) => (d < 26 ? 70 : 40));
  expect(found({ memory: { latest: latest(40), days: restarted } }, 'memory')[0]).toMatchObject({
    is: 'well',
    evidence: [
      { days: 0, of: 30 },
      { is: 'level', value: 40 },
    ],
  });
});

test('a disk that will be full within two weeks is critical, within three months a warning, else well', () => {
  const disk = (start: number, perDay: number) =>
    found(
      {
        disks: [
          {
            subject: '/var',
            latest: latest(start + 30 * perDay),
            days: hours((d, h) => start + perDay * (d + h / 24)),
          },
        ],
      },
      'disk',
    )[0];
  expect(disk(58, 1)).toMatchObject({ is: 'critical', subject: '/var', recommendation: 'grow-disk' });
  const warned = disk(45, 0.7);
  expect(warned).toMatchObject({ is: 'warning', recommendation: 'grow-disk' });
  const [evidence] = warned?.evidence ?? [];
  expect(evidence).toMatchObject({ is: 'growing', value: 66 });
  if (evidence?.is !== 'growing') throw new Error('the disk grows');
  expect(evidence.perWeek).toBeCloseTo(4.9, 1);
  // 34 points are left, 0.7 a day: about 49 days
  expect((evidence.fullAt - now) / day).toBeGreaterThan(47);
  expect((evidence.fullAt - now) / day).toBeLessThan(51);
  expect(disk(45, 0.2)).toMatchObject({ is: 'well' });
  expect(disk(20, 0.1)).toMatchObject({ is: 'well', evidence: [{ is: 'slow' }] });
  expect(disk(96, 0)).toMatchObject({ is: 'critical', evidence: [{ is: 'steady' }] });
  expect(disk(91, 0)).toMatchObject({ is: 'warning' });
  expect(disk(20, 0)).not.toHaveProperty('recommendation');
});

test('a disk seen for a week, or cleared a week ago, is not foretold', () => {
  const short = found({ disks: [{ subject: '/', latest: latest(50), days: hours(() => 50, 23) }] }, 'disk');
  expect(short).toMatchObject([{ is: 'unknown', evidence: [{ is: 'days-measured', days: 7, of: 30 }] }]);
  const cleared = hours((d) => (d < 23 ? 95 : 50));
  expect(found({ disks: [{ subject: '/', latest: latest(50), days: cleared }] }, 'disk')).toMatchObject([
    { is: 'unknown', evidence: [{ is: 'room-made', value: 50, days: 7 }] },
  ]);
});

test('updates: none is well, new ones are noted, those that wait two weeks are to be applied', () => {
  const updates = (value: number, lowest: (number | null)[]) =>
    found({ updates: { latest: latest(value), lowest } }, 'updates')[0];
  const waiting = (count: number) => Array.from({ length: 30 }, (_, d) => (d < 30 - count ? 0 : 4));
  expect(updates(0, waiting(0))).toMatchObject({ is: 'well', evidence: [{ is: 'up-to-date' }] });
  expect(updates(12, waiting(3))).toMatchObject({ is: 'information', evidence: [{ value: 12, forMs: 3 * day }] });
  expect(updates(12, waiting(3))).not.toHaveProperty('recommendation');
  expect(updates(12, waiting(14))).toMatchObject({ is: 'warning', recommendation: 'apply-updates' });
  expect(updates(12, waiting(30))).toMatchObject({ is: 'critical', recommendation: 'apply-updates' });
  // a day that was not measured may have seen them applied
  expect(updates(12, [...waiting(30).slice(1), null])).toMatchObject({ is: 'information', evidence: [{ forMs: 0 }] });
  const long = found({ uptime: latest(200 * 86_400) }, 'updates');
  expect(long[1]).toMatchObject({ is: 'information', recommendation: 'plan-restart' });
});

test('backups: failed or missing is critical, doubtful a warning, and good for the last time long ago is not good', () => {
  const backup = (state: number, ageHours?: number, ageMs = 60_000) => {
    const tell = (metric: string, value: number) => ({
      device: 'srv',
      metric,
      instance: 'srv',
      value,
      time: now - ageMs,
    });
    const told = [
      tell('backup.state', state),
      ...(ageHours === undefined ? [] : [tell('backup.age', ageHours - ageMs / 3_600_000)]),
    ];
    return found({ backups: backupStandings(told, { silentAfterMs: 300_000, now }) }, 'backups')[0];
  };
  expect(backup(0, 9.5)).toMatchObject({ is: 'well', subject: 'srv', evidence: [{ state: 0, ageHours: 9.5 }] });
  expect(backup(1, 30)).toMatchObject({ is: 'well' });
  expect(backup(2, 9)).toMatchObject({ is: 'warning', recommendation: 'repair-backup' });
  expect(backup(3, 57)).toMatchObject({ is: 'critical', recommendation: 'repair-backup' });
  expect(backup(4)).toMatchObject({ is: 'critical', evidence: [{ is: 'backup', state: 4 }] });
  expect(backup(0, 200)).toMatchObject({ is: 'critical', recommendation: 'repair-backup' });
  expect(backup(1)).toMatchObject({ is: 'information' });
  expect(backup(0, 9, day)).toMatchObject({ is: 'unknown', evidence: [{ is: 'old', forMs: day }] });
});

test('hardware: each bad part by its name, the good ones counted, a silent one unknown', () => {
  const part = (metric: string, subject: string, value: number, ageMs?: number) => ({
    metric,
    subject,
    latest: latest(value, ageMs),
  });
  const hardware = [
    part('host.health', '', 0.5),
    part('disk.health', 'Disk 0:1:1', 0),
    part('disk.health', 'Disk 0:1:0', 1),
    part('power.health', '', 1),
    part('fan.health', '', 1, day),
  ];
  expect(
    found({ hardware }, 'hardware').map(({ is, metric, subject, recommendation }) => [
      is,
      metric,
      subject,
      recommendation,
    ]),
  ).toEqual([
    ['warning', 'host.health', '', 'check-part'],
    ['critical', 'disk.health', 'Disk 0:1:1', 'replace-part'],
    ['unknown', 'fan.health', '', undefined],
    ['well', undefined, '', undefined],
  ]);
});

test('a value that came long ago says nothing of now', () => {
  const old = latest(99, day);
  for (const [topic, server] of [
    ['memory', { memory: { latest: old, days: hours(() => 99) } }],
    ['disk', { disks: [{ subject: '/', latest: old, days: hours(() => 99) }] }],
    ['updates', { updates: { latest: old, lowest: [] } }],
  ] as const)
    expect(found(server, topic)[0], topic).toMatchObject({ is: 'unknown', evidence: [{ is: 'old', forMs: day }] });
});

test('each threshold is a setting: an audit minds from where the configuration says', () => {
  const server: Partial<AuditedServer> = {
    updates: { latest: latest(3), lowest: Array.from({ length: 30 }, () => 3) },
    uptime: latest(40 * 86_400),
    memory: { latest: latest(82), days: hours(() => 82) },
    disks: [{ subject: '/', latest: latest(70), days: hours(() => 70) }],
  };
  const levels = (env: Record<string, string>) => {
    const read = readConfig(undefined, env);
    if (!read.ok) throw new Error(read.mistakes.join());
    return auditServer({ ...nothing, ...server }, read.config.serverAudit)
      .filter(({ topic }) => topic !== 'backups' && topic !== 'hardware')
      .map(({ topic, is, recommendation }) => [topic, is, recommendation]);
  };
  const usual = [
    ['updates', 'critical', 'apply-updates'],
    ['disk', 'well', undefined],
    ['memory', 'well', undefined],
  ];
  expect(levels({})).toEqual(usual);
  const stricter = {
    VIGIE_SERVER_AUDIT_UPTIME_DAYS: '30',
    VIGIE_SERVER_AUDIT_DISK_WARNING: '60',
    VIGIE_SERVER_AUDIT_MEMORY: '80',
    VIGIE_SERVER_AUDIT_UPDATES_DAYS_WARNING: '30',
  };
  expect(levels(stricter)).toEqual([
    ['updates', 'critical', 'apply-updates'],
    ['updates', 'information', 'plan-restart'],
    ['disk', 'warning', 'grow-disk'],
    ['memory', 'critical', 'add-memory'],
  ]);
  const read = readConfig(undefined, {});
  expect(read.ok && read.config.serverAudit).toEqual(auditLimits);
});

test('a graver step that comes before the lighter one is a mistake with its cure', () => {
  const mistakes = (env: Record<string, string>) => {
    const read = readConfig(undefined, env);
    return read.ok ? [] : read.mistakes;
  };
  expect(mistakes({ VIGIE_SERVER_AUDIT_DISK_CRITICAL: '50' })).toEqual([
    expect.stringMatching(/serverAudit\.disk\.critical|VIGIE_SERVER_AUDIT_DISK_CRITICAL/),
  ]);
  expect(mistakes({ VIGIE_SERVER_AUDIT_DISK_FULL_IN_DAYS_CRITICAL: '200' })[0]).toContain('no more than warning');
  expect(mistakes({ VIGIE_SERVER_AUDIT_MEMORY_HOURS: '25' })[0]).toContain('from 1 to 24');
});
