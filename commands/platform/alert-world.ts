import { dayNumber, weekday } from '../../devices/calendar/local-date.ts';
import { type Zone, zoneOf } from '../../devices/calendar/local-time.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Territory } from '../../devices/territory.ts';
import type { AlertWorld } from '../../gateway/alert/alert-world.ts';
import { deadLink, type LastSign } from '../../gateway/alert/dead-link.ts';
import type { Maintenance as AlertMaintenance, Weekly } from '../../gateway/alert/maintenance.ts';
import { type Reach, reachOf } from '../../gateway/alert/reach.ts';
import type { Maintenance, Maintenances } from '../../gateway/domain/maintenance.ts';
import { particularity, type Rule } from '../../gateway/domain/rule.ts';

/** What the book of alerts asks of the territory, the rules and the announced work, as they are at each event. */
export function createAlertWorld(parts: {
  territory: () => Territory;
  rules: () => readonly Rule[];
  maintenances: Pick<Maintenances, 'all'>;
  /** when a device last said anything, epoch ms */
  lastSign?: (device: string) => number | undefined;
}): AlertWorld {
  const { territory, rules } = parts;
  let reach: { readonly of?: Territory; readonly ways: Reach } = { ways: new Map() };
  let signs: { at: number; of: readonly LastSign[]; asked: number } = { at: Number.NaN, of: [], asked: 0 };
  let announced: readonly Maintenance[] | undefined;
  let maintenances: readonly AlertMaintenance[] = [];

  function place(id: string) {
    const { devices, sites } = territory();
    const site = sites.get(devices.get(id)?.site ?? '');
    return site && { device: id, site: site.id, organisation: site.organisation, zone: zoneOf(site) };
  }

  function reachNow(): Reach {
    const now = territory();
    if (reach.of !== now) reach = { of: now, ways: reachOf(now.devices.values()) };
    return reach.ways;
  }

  /** Every device's last sign, read once for all that fell silent by an instant. */
  function signsAt(at: number): readonly LastSign[] {
    if (signs.at === at) return signs.of;
    const of = [...territory().devices.values()].map(({ id, site, type }): LastSign => {
      const heard = parts.lastSign?.(id);
      const every = catalogue.get(type)?.source.every;
      const everyMs = every === undefined ? usualEveryMs : durationMs(every);
      return { device: id, site, everyMs, ...(heard !== undefined && { heard }) };
    });
    signs = { at, of, asked: 0 };
    return of;
  }

  return {
    place,
    reach: reachNow,
    link(device, at) {
      if (parts.lastSign === undefined) return undefined;
      const of = signsAt(at);
      signs.asked++;
      // where a whole territory falls silent, those that were told first say why
      return signs.asked > linksAtOnce ? undefined : deadLink(device, { signs: of, reach: reachNow(), now: at });
    },
    maintenances() {
      const all = parts.maintenances.all();
      if (all !== announced) {
        announced = all;
        maintenances = all.flatMap((one) => asHeard(one, zoneOf({ timeZone: zoneNameOf(one, territory()) })));
      }
      return maintenances;
    },
    rule(found) {
      const { devices, sites } = territory();
      const device = devices.get(found.device);
      const scope = {
        ...{ type: device?.type, site: device?.site, organisation: sites.get(device?.site ?? '')?.organisation },
        ...{ device: found.device, instance: found.instance },
      };
      return rules()
        .filter(({ id }) => id === found.rule)
        .filter((one) => scopeKeys.every((key) => (one.scope[key] ?? scope[key]) === scope[key]))
        .sort((a, b) => particularity(b.scope) - particularity(a.scope))[0];
    },
  };
}

const scopeKeys = ['type', 'organisation', 'site', 'device', 'instance'] as const;
const dayMinutes = 1_440;
const usualEveryMs = 600_000;
/** silences of one instant whose dead link is looked for: each asks every device's last sign */
const linksAtOnce = 10;

/** Announced work as the book hears it: alerts are kept and told to nobody, unless it says otherwise. */
function asHeard(one: Maintenance, zone: Zone): AlertMaintenance[] {
  const { id, scope, from, to, weeklyUntil, mode = 'mute' } = one;
  const kept = { id: String(id), mode, scope } as const;
  if (weeklyUntil === undefined) return [{ ...kept, when: { from, to } }];
  const [begin, end] = [zone.toLocal(from), zone.toLocal(to)];
  const days = dayNumber(end.date) - dayNumber(begin.date);
  const pieces = Array.from({ length: Math.min(days, 6) + 1 }, (_, day): Weekly => {
    const fromMinute = day === 0 ? begin.minute : 0;
    const toMinute = day === days ? end.minute : dayMinutes;
    return { days: [(weekday(begin.date) + day) % 7], fromMinute, toMinute, since: from, until: weeklyUntil };
  });
  return pieces.filter((piece) => piece.fromMinute < piece.toMinute).map((when) => ({ ...kept, when }));
}

function zoneNameOf({ scope }: Maintenance, { sites, devices }: Territory): string {
  const site = 'device' in scope ? devices.get(scope.device)?.site : 'site' in scope ? scope.site : undefined;
  const named = sites.get(site ?? '');
  const own =
    named ??
    [...sites.values()].find(({ organisation }) => 'organisation' in scope && organisation === scope.organisation);
  return own?.timeZone ?? 'Europe/Paris';
}
