import { stringify } from 'yaml';
import type { OpeningCalendar } from './calendar/opening-calendar.ts';
import type { Territory } from './territory.ts';
import { weekdays } from './territory-schema.ts';

/**
 * The territory as YAML files, which `parseTerritory` reads back to the same: an organisation with its sites and
 * devices in a file each; clients, calendars, mappings and rules in one of their own; the agendas of calendars beside them.
 */
export function serializeTerritory(territory: Territory): { path: string; text: string }[] {
  const sites = Map.groupBy(territory.sites.values(), (site) => site.organisation);
  const devices = Map.groupBy(territory.devices.values(), (device) => device.site);
  const files = [...territory.organisations.values()].map((organisation) => {
    const own = sites.get(organisation.id) ?? [];
    return {
      path: `organisations/${organisation.id}.yaml`,
      lists: { organisations: [organisation], sites: own, devices: own.flatMap(({ id }) => devices.get(id) ?? []) },
    };
  });
  const shared: { path: string; lists: Record<string, readonly unknown[]> }[] = [
    { path: 'calendars.yaml', lists: { calendars: [...territory.calendars.values()].map(written) } },
    { path: 'clients.yaml', lists: { clients: [...territory.clients.values()] } },
    { path: 'mappings.yaml', lists: { mappings: territory.mappings } },
    { path: 'rules.yaml', lists: { rules: territory.rules ?? [] } },
  ];
  const agendas = [...territory.calendars.values()].flatMap(agendasOf);
  const yaml = [...shared, ...files].flatMap(({ path, lists }) => {
    const filled = Object.entries(lists).filter(([, list]) => list.length > 0);
    if (filled.length === 0) return [];
    return { path, text: stringify(Object.fromEntries(filled), { aliasDuplicateObjects: false, lineWidth: 120 }) };
  });
  return [...yaml, ...agendas.map(({ path, text }) => ({ path, text }))];
}

/** The agendas of a calendar: the key that names each, its file and its text. */
function agendasOf({ id, bookings, furtherClosures }: OpeningCalendar): { key: string; path: string; text: string }[] {
  return [
    { key: 'bookingsFile', path: `agendas/${id}-bookings.ics`, text: bookings },
    { key: 'closuresFile', path: `agendas/${id}-closures.ics`, text: furtherClosures },
  ].flatMap(({ text, ...agenda }) => (text === undefined ? [] : [{ ...agenda, text }]));
}

function written(whole: OpeningCalendar): Record<string, unknown> {
  const { week, closures, bookings: _bookings, furtherClosures: _closures, ...calendar } = whole;
  const days = weekdays.map((day, i) => [day, (week[i] ?? []).map(({ from, to }) => `${clock(from)}-${clock(to)}`)]);
  return {
    ...calendar,
    week: Object.fromEntries(days),
    closures: closures.map(({ from, to }) => (from === to ? from : `${from}..${to}`)),
    ...Object.fromEntries(agendasOf(whole).map(({ key, path }) => [key, path])),
  };
}

function clock(minute: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
