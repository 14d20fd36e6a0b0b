import { dayNumber, weekday } from '../../devices/calendar/local-date.ts';
import { createZone, type Zone } from '../../devices/calendar/local-time.ts';
import type { Territory } from '../../devices/territory.ts';
import type { AlertWorld } from '../../gateway/alert/book.ts';
import type { Maintenance as AlertMaintenance, Weekly } from '../../gateway/alert/maintenance.ts';
import type { ReachedThrough } from '../../gateway/alert/reach.ts';
import type { Maintenance, Maintenances } from '../../gateway/domain/maintenance.ts';
import { particularity, type Rule } from '../../gateway/domain/rule.ts';

/** What the book of alerts asks of the territory, the rules and the announced work, as they are at each event. */
export function createAlertWorld(parts: {
  territory: () => Territory;
  rules: () => readonly Rule[];
  maintenances: Pick<Maintenances, 'all'>;
}): AlertWorld {
  const { territory, rules } = parts;
  const zones = new Map<string, Zone>();
  let reachOf: Territory | undefined;
  let reach = new Map<string, ReachedThrough>();
  let announced: readonly Maintenance[] | undefined;
  let maintenances: readonly AlertMaintenance[] = [];

  function zone(timeZone: string): Zone {
    const known = zones.get(timeZone) ?? createZone(timeZone);
    zones.set(timeZone, known);
    return known;
  }

  function place(id: string) {
    const { devices, sites } = territory();
    const site = sites.get(devices.get(id)?.site ?? '');
    return site && { device: id, site: site.id, organisation: site.organisation, zone: zone(site.timeZone) };
  }

  return {
    place,
    reach() {
      const now = territory();
      if (reachOf !== now) {
        reachOf = now;
        const reached = [...now.devices.values()].flatMap(({ id, parent }) =>
          parent === undefined ? [] : [[id, { parents: [parent], needs: 'all' }] as const],
        );
        reach = new Map(reached);
      }
      return reach;
    },
    maintenances() {
      const all = parts.maintenances.all();
      if (all !== announced) {
        announced = all;
        maintenances = all.flatMap((one) => asHeard(one, zone(zoneNameOf(one, territory()))));
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
