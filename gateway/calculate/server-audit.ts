import { backupStates } from './backup-standing.ts';
import { daysNeeded, fillingOf } from './filling.ts';
import type { AuditedServer, Finding, FoundLevel, Measured } from './server-finding.ts';

const dayMs = 86_400_000;
/** From where on an audit minds; each `critical` is the graver end. */
export interface AuditLimits {
  /** percent of memory, hours of a day over it that make the day count, and such days of thirty */
  readonly memory: number;
  readonly memoryHours: number;
  readonly memoryDays: Levels;
  readonly memoryFullInDays: number;
  /** percent of a disk, and days until it is full */
  readonly disk: Levels;
  readonly diskFullInDays: Levels;
  /** days for which updates have waited without a break */
  readonly updatesDays: Levels;
  readonly uptimeDays: number;
}

interface Levels {
  readonly warning: number;
  readonly critical: number;
}

/** Unless the configuration says otherwise. A decision of ours: no standard says it. */
export const auditLimits = {
  memory: 90,
  memoryHours: 4,
  memoryDays: { warning: 10, critical: 20 },
  memoryFullInDays: 60,
  disk: { warning: 90, critical: 95 },
  diskFullInDays: { warning: 90, critical: 14 },
  updatesDays: { warning: 14, critical: 30 },
  uptimeDays: 90,
} as const satisfies AuditLimits;

/** Answers the questions of an audit from what was measured; what was not is `unknown`, never well. Pure. */
export function auditServer(server: AuditedServer, limits: AuditLimits = auditLimits): Finding[] {
  return [
    ...updatesOf(server, limits),
    ...backupsOf(server),
    ...hardwareOf(server),
    ...server.disks.map((disk) => diskOf(disk, server, limits)),
    ...(server.disks.length === 0 ? [unmeasured('disk', 'disk.used')] : []),
    memoryOf(server, limits),
  ];
}

function updatesOf(server: AuditedServer, limits: AuditLimits): Finding[] {
  const { updates, uptime, now } = server;
  const found: Finding[] = [];
  if (updates === undefined) found.push(unmeasured('updates', 'host.updates'));
  else if (isOld(updates.latest, server)) found.push(silent('updates', 'host.updates', '', updates.latest.time, now));
  else if (updates.latest.value === 0) {
    found.push({ topic: 'updates', is: 'well', subject: '', evidence: [{ is: 'up-to-date' }] });
  } else {
    const days = pendingDays(updates.lowest);
    const is = level(days, limits.updatesDays) ?? 'information';
    found.push({
      topic: 'updates',
      is,
      subject: '',
      evidence: [{ is: 'pending', value: updates.latest.value, forMs: days * dayMs }],
      ...(is !== 'information' && { recommendation: 'apply-updates' }),
    });
  }
  if (uptime !== undefined && !isOld(uptime, server) && uptime.value > limits.uptimeDays * 86_400) {
    const evidence = [{ is: 'uptime', forMs: uptime.value * 1000 }] as const;
    found.push({ topic: 'updates', is: 'information', subject: '', evidence, recommendation: 'plan-restart' });
  }
  return found;
}

/** For how many whole days up to yesterday something waited at every moment. */
function pendingDays(lowest: readonly (number | null)[]): number {
  const applied = lowest.findLastIndex((value) => value === null || value === 0);
  return lowest.length - 1 - applied;
}

function backupsOf(server: AuditedServer): Finding[] {
  if (server.backups === undefined) {
    return [{ topic: 'backups', is: 'unknown', subject: '', evidence: [{ is: 'no-backup' }] }];
  }
  return server.backups.map(({ client, state, is, told, ageHours }): Finding => {
    if (is === 'unknown') return silent('backups', 'backup.state', client, told, server.now);
    const number = backupStates.indexOf(state);
    const evidence = [{ is: 'backup', state: number, ...(ageHours !== undefined && { ageHours }) }] as const;
    const finding = { topic: 'backups', is, subject: client, evidence } as const;
    return is === 'warning' || is === 'critical' ? { ...finding, recommendation: 'repair-backup' } : finding;
  });
}

function hardwareOf(server: AuditedServer): Finding[] {
  if (server.hardware.length === 0) return [unmeasured('hardware', 'host.health')];
  const found: Finding[] = [];
  let good = 0;
  for (const { metric, subject, latest } of server.hardware) {
    if (isOld(latest, server)) found.push(silent('hardware', metric, subject, latest.time, server.now));
    else if (latest.value >= 1) good++;
    else {
      const is = latest.value === 0 ? 'critical' : 'warning';
      const recommendation = is === 'critical' ? 'replace-part' : 'check-part';
      const evidence = [{ is: 'health', value: latest.value }] as const;
      found.push({ topic: 'hardware', is, metric, subject, evidence, recommendation });
    }
  }
  if (good === 0) return found;
  return [...found, { topic: 'hardware', is: 'well', subject: '', evidence: [{ is: 'health-all', count: good }] }];
}

function diskOf(disk: Measured & { readonly subject: string }, server: AuditedServer, limits: AuditLimits): Finding {
  const { subject, latest, days } = disk;
  const common = { topic: 'disk', metric: 'disk.used', subject } as const;
  if (isOld(latest, server)) return silent('disk', 'disk.used', subject, latest.time, server.now);
  const filling = fillingOf(days.map(meanOf));
  const now = level(latest.value, limits.disk);
  const soon = filling.is === 'growing' ? below(filling.fullIn, limits.diskFullInDays) : undefined;
  const is = worse(now, soon) ?? (filling.is === 'unknown' ? 'unknown' : 'well');
  const evidence = [fillingEvidence(filling, disk, server)];
  return is === 'well' || is === 'unknown'
    ? { ...common, is, evidence }
    : { ...common, is, evidence, recommendation: 'grow-disk' };
}

function memoryOf(server: AuditedServer, limits: AuditLimits): Finding {
  const { memory } = server;
  if (memory === undefined) return unmeasured('memory', 'host.memory');
  if (isOld(memory.latest, server)) return silent('memory', 'host.memory', '', memory.latest.time, server.now);
  const measured = memory.days.filter((hours) => hours.length > 0);
  const busy = measured.filter(
    (hours) => hours.filter((one) => one > limits.memory).length >= limits.memoryHours,
  ).length;
  const filling = fillingOf(memory.days.map(meanOf));
  const soon = filling.is === 'growing' && filling.fullIn <= limits.memoryFullInDays ? 'warning' : undefined;
  const is = worse(level(busy, limits.memoryDays), soon) ?? (measured.length < daysNeeded ? 'unknown' : 'well');
  const evidence = [
    { is: 'days-above', threshold: limits.memory, days: busy, of: measured.length, last: memory.days.length },
    // what a restart frees is no room that somebody made: there is only nothing to foretell
    filling.is === 'unknown' && filling.madeRoom
      ? ({ is: 'level', value: memory.latest.value } as const)
      : fillingEvidence(filling, memory, server),
  ] as const;
  const common = { topic: 'memory', metric: 'host.memory', subject: '' } as const;
  if (is === 'unknown') return { ...common, is, evidence };
  return is === 'well' ? { ...common, is, evidence } : { ...common, is, evidence, recommendation: 'add-memory' };
}

function fillingEvidence(filling: ReturnType<typeof fillingOf>, { latest, days }: Measured, { now }: AuditedServer) {
  const value = latest.value;
  if (filling.is === 'unknown') {
    return filling.madeRoom
      ? ({ is: 'room-made', value, days: filling.days } as const)
      : ({ is: 'days-measured', value, days: filling.days, of: days.length } as const);
  }
  if (filling.is === 'steady') return { is: 'steady', value, days: filling.days } as const;
  const perWeek = 7 * filling.perDay;
  if (filling.fullIn > 365) return { is: 'slow', value, perWeek } as const;
  const at = (inDays: number) => now + inDays * dayMs;
  return {
    is: 'growing',
    value,
    perWeek,
    fullAt: at(filling.fullIn),
    earliest: at(filling.earliest),
    latest: at(filling.latest),
  } as const;
}

function unmeasured(topic: Finding['topic'], metric: string): Finding {
  return { topic, is: 'unknown', metric, subject: '', evidence: [{ is: 'none' }] };
}

function silent(topic: Finding['topic'], metric: string, subject: string, time: number, now: number): Finding {
  return { topic, is: 'unknown', metric, subject, evidence: [{ is: 'old', forMs: now - time }] };
}

function isOld({ time, silentAfterMs }: Measured['latest'], { now }: AuditedServer): boolean {
  return now - time > silentAfterMs;
}

function meanOf(hours: readonly number[]): number | null {
  return hours.length === 0 ? null : hours.reduce((sum, one) => sum + one, 0) / hours.length;
}

function level(value: number, { warning, critical }: { warning: number; critical: number }): FoundLevel | undefined {
  return value >= critical ? 'critical' : value >= warning ? 'warning' : undefined;
}

function below(value: number, { warning, critical }: { warning: number; critical: number }): FoundLevel | undefined {
  return value <= critical ? 'critical' : value <= warning ? 'warning' : undefined;
}

function worse(a: FoundLevel | undefined, b: FoundLevel | undefined): FoundLevel | undefined {
  return a === 'critical' || b === 'critical' ? 'critical' : (a ?? b);
}
