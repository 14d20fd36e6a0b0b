import type { Device, Territory } from '../../devices/territory.ts';
import { keyOf, wander } from '../chance.ts';
import type { Column } from '../history.ts';
import { bustle, dayMs, momentOf } from './moment.ts';
import { isDown } from './outages.ts';
import { createSheet, steps } from './sheet.ts';
import { toldOf } from './told.ts';

/** Where a past ends: what is known of it goes back from there. Epoch ms. */
export interface Ending {
  readonly seed: number;
  readonly end: number;
}

/** Readings go back half a year, whether a machine answered six weeks: that is asked every five minutes. */
export const pastDays = 183;
export const answersDays = 45;
const [minute, hour] = [60_000, 3_600_000];
const answersEveryMs = 5 * minute;
/** A hotspot was unplugged so many days before the end. */
const unpluggedDays = 9;

/** What changes slowly is written down more rarely than each hour. */
const everyHours: Readonly<Record<string, number>> = {
  'wifi.channelUse': 2,
  'host.load': 3,
  'host.uptime': 6,
  'host.swap': 6,
  'host.updates': 6,
  'disk.used': 6,
  'vpn.up': 6,
  'interface.errors': 24,
  'interface.up': 24,
  'firewall.service': 24,
  'firewall.licence': 24,
  'firewall.licenceDays': 24,
};

/** The past of a territory's hotspots, servers, firewalls and lines over a span, machine after machine, outages included. */
export function* machinePast(
  territory: Territory,
  span: { readonly from: number; readonly to: number },
  { seed, end, unplugged }: Ending & { readonly unplugged: readonly string[] },
): Generator<Column> {
  const machineOf = ({ id, type }: Device) => ({ id, type, seed });
  const isAway = (device: Device, time: number) =>
    (unplugged.includes(device.id) && time >= end - unpluggedDays * dayMs) || isDown(machineOf(device), time);
  /** behind what is down nobody looks */
  const isCutOff = (device: Device, time: number): boolean => {
    const parent = territory.devices.get(device.parent ?? '');
    return parent !== undefined && (isAway(parent, time) || isCutOff(parent, time));
  };

  for (const device of territory.devices.values()) {
    const isLine = device.type === 'site-line';
    if (!isLine && toldOf(machineOf(device), end) === undefined) continue;
    const sheet = createSheet(device);
    for (const time of steps(span, answersEveryMs, end - answersDays * dayMs)) {
      if (!isCutOff(device, time)) sheet.put(isLine ? 'icmp.up' : 'device.up', '', time, isAway(device, time) ? 0 : 1);
    }
    for (const time of steps(span, hour, end - pastDays * dayMs)) {
      if (isCutOff(device, time) || isAway(device, time)) continue;
      const told = isLine ? lineTold(device.id, seed, time) : (toldOf(machineOf(device), time) ?? []);
      for (const [metric, instance, value] of told) {
        if ((time / hour) % (everyHours[metric] ?? 1) === 0) sheet.put(metric, instance, time, value);
      }
    }
    yield* sheet.columns();
  }
}

/** A line is slower while people work, and loses a packet now and then. */
function lineTold(id: string, seed: number, time: number): [metric: string, instance: string, value: number][] {
  const moment = momentOf({ id, type: 'site-line', seed }, time);
  const swing = wander(keyOf(seed, `line ${id}`), time / 1_800_000);
  return [
    ['icmp.latency', '', 4 + 5 * bustle(moment) + Math.abs(swing)],
    ['icmp.loss', '', swing > 2.2 ? 20 : 0],
  ];
}
