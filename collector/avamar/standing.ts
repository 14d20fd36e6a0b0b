import type { Learnt } from '../collector.ts';
import type { Activity, Client, SystemStatus } from './answers.ts';
import { type ClientRecord, emptyRecord, judge, type Running } from './client-record.ts';
import type { MemberOf } from './members.ts';
import type { BackupState } from './outcome.ts';
import type { AvamarSettings } from './settings.ts';

/** How one client of the grid stands, with the appliance's own words. */
export interface ClientBackup {
  /** the id of its member's device; undefined where no address claims it */
  readonly device?: string;
  readonly client: string;
  readonly domain: string;
  readonly state: BackupState;
  readonly text: string;
  /** epoch ms */
  readonly lastGood?: number;
  readonly bytes?: number;
  readonly durationSeconds?: number;
}

/** Domains of the appliance's own, and of what was retired. */
const foreign = ['/MC_RETIRED', '/MC_SYSTEM', '/REPLICATE'];

/** Whether an activity is a backup of somebody's. */
export function isBackup({ type, domain }: Activity, { typeHolds }: AvamarSettings): boolean {
  return (type === undefined || type.includes(typeHolds)) && !isForeign(domain);
}

function isForeign(domain: string | undefined): boolean {
  return foreign.some((one) => domain === one || domain?.startsWith(`${one}/`) === true);
}

/** How every client stands now: those of the list, and while there is no list those that were heard of. */
export function standing(known: {
  readonly records: ReadonlyMap<string, ClientRecord>;
  readonly listed: ReadonlyMap<string, Client> | undefined;
  readonly running: ReadonlyMap<string, Running>;
  /** the history is still being read: who has not been heard of may come */
  readonly isPartial: boolean;
  readonly memberOf: MemberOf;
  readonly now: number;
  readonly settings: AvamarSettings;
}): ClientBackup[] {
  const { records, listed, running, isPartial, memberOf, now, settings } = known;
  const keys = listed === undefined ? records.keys() : listed.keys();
  const standings: ClientBackup[] = [];
  for (const key of keys) {
    const client = listed?.get(key);
    if (client !== undefined && isLeftOut(client, settings)) continue;
    const record = records.get(key) ?? emptyRecord(client?.name ?? key, client?.domainFqdn ?? '');
    if (isPartial && record.lastTry === undefined) continue;
    const { name, domain, lastGood = pastOf(client?.lastBackupTime, now), bytes, durationSeconds } = record;
    const device = memberOf(domain, name)?.id;
    standings.push({
      ...judge(record, running.get(key), now, settings),
      client: name,
      domain,
      ...(device !== undefined && { device }),
      ...(lastGood !== undefined && lastGood > 0 && { lastGood }),
      ...(bytes !== undefined && { bytes }),
      ...(durationSeconds !== undefined && { durationSeconds }),
    });
  }
  return standings;
}

/** What lies ahead has not been. */
function pastOf(time: number | undefined, now: number): number | undefined {
  return time !== undefined && time <= now ? time : undefined;
}

function isLeftOut({ enabled, restoreOnly, domainFqdn, clientType }: Client, settings: AvamarSettings): boolean {
  const isOff = settings.leftOutWhenEnabledIs !== undefined && enabled === settings.leftOutWhenEnabledIs;
  return isOff || restoreOnly === true || isForeign(domainFqdn) || notBackedUp.includes(clientType ?? '');
}

/** Parts of the backup system itself. */
const notBackedUp = ['VPROXY', 'VCENTER', 'VPROXY_REGULAR', 'VPROXY_VCD_VAPP', 'OSTACK_PROXY'];

/** The members' readings of now. A server that stands twice, by its image and by its own files, is as its worse half. */
export function standingOf(clients: readonly ClientBackup[], now: number): Learnt[] {
  const members = new Map<string, { states: Record<string, number>; ages: Record<string, number> }>();
  for (const { device, client, state, lastGood } of clients) {
    if (device === undefined) continue;
    const member = members.get(device) ?? { states: {}, ages: {} };
    members.set(device, member);
    member.states[client] = Math.max(member.states[client] ?? 0, state);
    if (lastGood === undefined) continue;
    const hours = Math.max(0, Math.round((now - lastGood) / 360_000) / 10);
    member.ages[client] = Math.max(member.ages[client] ?? 0, hours);
  }
  return [...members].map(([device, { states, ages }]) => ({
    device,
    metrics: { 'backup.state': states, ...(Object.keys(ages).length > 0 && { 'backup.age': ages }) },
  }));
}

/** A state in which nothing is measured says nothing. */
const fillHealth: ReadonlyMap<string, readonly number[]> = new Map([
  ['OK', [1]],
  ['WARNING', [0.5]],
  ['ERROR', [0]],
]);

/** The grid's own readings; what it does not say is not told. */
export function gridMetrics({ dpnState, schedulerToggleState, utilization }: SystemStatus): Record<string, number> {
  const full = utilization?.effectivePercentFull;
  const health = [
    ...(dpnState === undefined ? [] : [dpnState === 'Full Access' ? 1 : 0.5]),
    ...(fillHealth.get(utilization?.state ?? '') ?? []),
  ];
  return {
    ...(full !== undefined && { 'backup.capacity': full }),
    ...(health.length > 0 && { 'backup.health': Math.min(...health) }),
    ...(schedulerToggleState !== undefined && { 'backup.scheduler': schedulerToggleState ? 1 : 0 }),
  };
}
