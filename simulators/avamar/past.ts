import type { Device } from '../../devices/territory.ts';
import type { Column } from '../history.ts';
import { createSheet, steps } from '../machines/sheet.ts';
import { dayMs, fillAt, type ProtectedClient, type Run, runOf } from './nights.ts';

const hour = 3_600_000;
/** Two usual nights without a try make a backup missing. */
const missedNights = 2;

/** What each night ended with, of a member's clients; every morning how old the last good backup is, and whether one is missing. */
export function memberPast(
  { device, clients }: { readonly device: Device; readonly clients: readonly ProtectedClient[] },
  span: { readonly from: number; readonly to: number },
  { since, goneSince }: { readonly since: number; readonly goneSince: number },
): Column[] {
  const sheet = createSheet(device);
  const first = Math.floor(Math.max(span.from, since) / dayMs);
  for (const client of clients) {
    // the nights before say how old the last good one is
    let [lastGood, lastTry]: [number?, number?] = [];
    for (let night = first - 10; night * dayMs < span.to; night++) {
      const morning = (night + 1) * dayMs + 12 * hour;
      const run = runOf(client, night, goneSince);
      if (run !== undefined) {
        lastTry = run.completed;
        if (isGood(run)) lastGood = run.completed;
        if (run.completed >= Math.max(span.from, since) && run.completed < span.to) tell(run);
      }
      if (morning < Math.max(span.from, since) || morning >= span.to) continue;
      if (lastGood !== undefined) sheet.put('backup.age', client.name, morning, (morning - lastGood) / hour);
      const isMissed = lastTry !== undefined && morning - lastTry > missedNights * dayMs + 12 * hour;
      if (isMissed && client.habit !== 'weekdays') sheet.put('backup.state', client.name, morning, 4);
    }
  }
  return sheet.columns();

  function tell(run: Run): void {
    const { client, completed, activated, bytes } = run;
    sheet.put('backup.state', client.name, completed, isGood(run) ? (run.errorCode === 0 ? 0 : 2) : 3);
    sheet.put('backup.duration', client.name, completed, (completed - activated) / 1_000);
    if (bytes > 0) sheet.put('backup.bytes', client.name, completed, bytes);
  }
}

function isGood({ state }: Run): boolean {
  return state === 'SUCCESS' || state === 'PARTIAL_SUCCESS';
}

/** The grid as a whole: it answers, and fills up. */
export function gridPast(
  grid: Device,
  clients: number,
  span: { readonly from: number; readonly to: number },
  { since, firstNight }: { readonly since: number; readonly firstNight: number },
): Column[] {
  const sheet = createSheet(grid);
  for (const time of steps(span, hour, since)) sheet.put('device.up', '', time, 1);
  for (const time of steps(span, 6 * hour, 0)) {
    const full = fillAt(Math.floor(time / dayMs), firstNight);
    sheet.put('backup.capacity', '', time, full);
    if ((time / hour) % 24 !== 0) continue;
    sheet.put('backup.health', '', time, full > 80 ? 0.5 : 1);
    sheet.put('backup.scheduler', '', time, 1);
    sheet.put('backup.clients', '', time, clients);
  }
  return sheet.columns();
}
