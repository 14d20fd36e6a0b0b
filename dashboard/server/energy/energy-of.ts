import { dayNumber, dayOf } from '../../../devices/calendar/local-date.ts';
import { createSiteHours } from '../../../devices/calendar/site-hours.ts';
import { type Supply, supplies, type Tariffs } from '../../../devices/tariff.ts';
import type { Organisation } from '../../../devices/territory.ts';
import { priceAt, tariffsOf } from '../../../gateway/calculate/cost.ts';
import { againstLastYear, atEqualWeather } from '../../../gateway/calculate/energy-comparison.ts';
import {
  addMonths,
  comparedOf,
  type Days,
  daysOfMonth,
  type SupplyHistory,
  together,
  useOfAll,
  valuesOf,
} from '../../../gateway/calculate/energy-history.ts';
import type { ListedAlert } from '../../../gateway/domain/alerts.ts';
import { severities } from '../../../gateway/domain/rule.ts';
import type { Building, Energy, SupplyUse } from '../../contract/energy.ts';
import { asAlert } from '../alert-view.ts';
import { Refusal } from '../problem.ts';
import type { Scope } from '../scope.ts';
import type { Language, ServerParts } from '../server-parts.ts';
import { historiesOf } from './histories.ts';
import { lightsOf } from './lights.ts';
import { roomsOf } from './rooms.ts';
import { type Weather, weatherOf } from './weather.ts';

/** What the answer is made from. */
export type EnergyParts = Pick<
  ServerParts,
  'territory' | 'catalogue' | 'corrections' | 'entries' | 'live' | 'alerts' | 'say' | 'tariffs'
> & { readonly store: Pick<ServerParts['store'], 'buckets' | 'instances'> };

export interface EnergyQuestion {
  readonly scope: Scope;
  readonly organisation: Organisation;
  /** `2026-11`; unless said the month under way, or the one before on its first day */
  readonly month: string | undefined;
  readonly language: Language;
  readonly now: number;
}

const monthsShown = 13;
const alertsShown = 20;

/** The month of an organisation: what its buildings use and cost, what is abnormal, how its equipment and its air are. */
export async function energyOf(question: EnergyQuestion, parts: EnergyParts): Promise<Energy> {
  const { scope, organisation, language, now } = question;
  const sites = scope.sites.filter((site) => site.organisation === organisation.id);
  const devices = scope.devices.filter((device) => sites.some(({ id }) => id === device.site));
  const hours = createSiteHours(parts.territory());
  const [firstSite] = sites;
  const today =
    firstSite === undefined ? dayNumber(new Date(now).toISOString().slice(0, 10)) : hours.zoneOf(firstSite).dayAt(now);
  const month = question.month ?? dayOf(today - 1).slice(0, 7);
  const whole = daysOfMonth(month);
  if (whole.from >= today) throw new Refusal(400, `month: no day of ${month} is over yet`);
  const days = { from: whole.from, to: Math.min(whole.to, today) };
  const since = daysOfMonth(addMonths(month, 1 - monthsShown)).from;
  const weather = await weatherOf({ scope, sites, days, since }, parts);
  const counting: Counting = {
    ...{ days, month, since },
    tariffs: tariffsOf(organisation.tariffs, parts.tariffs),
    warmth: weather?.warmth ?? new Map(),
    parts,
  };

  const buildings: Building[] = [];
  const all = new Map<Supply, SupplyHistory[]>();
  for (const site of sites) {
    // one building after the other: a month must not crowd out those who look at screens
    const histories = await historiesOf({ site, devices, days: { from: since, to: days.to }, now }, parts);
    for (const history of histories) all.set(history.supply, [...(all.get(history.supply) ?? []), history]);
    const { id, name, fewStaff } = site;
    buildings.push({ site: id, name, fewStaff, supplies: usesOf(histories, counting) });
  }

  const active = parts.alerts.active().filter((alert) => alert.organisation === organisation.id);
  // a month that is over says what was abnormal in it, whenever it is asked for
  const isOver = days.to === whole.to;
  const zone = firstSite === undefined ? undefined : hours.zoneOf(firstSite);
  const told =
    isOver && zone !== undefined
      ? await alertsOf(parts, organisation.id, { from: zone.dayStart(days.from), to: zone.dayStart(days.to) })
      : active;
  return {
    ...{ organisation: organisation.id, name: organisation.name, month, from: dayOf(days.from), to: dayOf(days.to) },
    supplies: supplies.flatMap((supply) => {
      const own = all.get(supply) ?? [];
      // what one building alone uses was just counted
      const [only] =
        own.length === 1 ? buildings.flatMap((one) => one.supplies.filter((use) => use.supply === supply)) : [];
      return only === undefined ? usesOf(own, counting) : [only];
    }),
    buildings,
    weather: weather === undefined ? null : shown(weather),
    abnormal: told
      .filter(({ cause, maintenance }) => cause === undefined && maintenance === undefined)
      .sort((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity) || b.since - a.since)
      .slice(0, alertsShown)
      .map((alert) => {
        const site = sites.find(({ id }) => id === alert.site);
        const fine = site === undefined || scope.seesFine(site);
        const { id, severity, since: began, title, reason } = asAlert(alert, parts, { fine, language });
        const { advice } = parts.say(alert, language);
        return {
          ...{ id, severity, since: began, title, reason, site: alert.site, siteName: site?.name ?? alert.site },
          ...(advice !== undefined && { advice }),
        };
      }),
    lights: lightsOf({ organisation, devices, active, language, now }, parts),
    rooms: await roomsOf(devices, { scope, hours, now, until: days.to, isOver }, parts),
    carbonSource: parts.tariffs.carbon.source,
  };
}

/** Those that stood at some moment of the month, the last raised first. */
async function alertsOf(
  { alerts }: EnergyParts,
  organisation: string,
  span: { readonly from: number; readonly to: number },
): Promise<readonly ListedAlert[]> {
  return (await alerts.list({ organisations: [organisation], ...span }, { limit: 200 })).items;
}

interface Counting {
  readonly days: Days;
  readonly month: string;
  readonly since: number;
  readonly tariffs: Tariffs;
  readonly warmth: ReadonlyMap<number, number>;
  readonly parts: EnergyParts;
}

/** One entry a supply, in the usual order. */
function usesOf(histories: readonly SupplyHistory[], of: Counting): SupplyUse[] {
  const { days, month, tariffs, warmth } = of;
  const counting = { tariffs, factors: of.parts.tariffs.carbon };
  return supplies.flatMap((supply) => {
    const own = histories.filter((one) => one.supply === supply);
    const history = own.length === 1 ? own[0] : together(own);
    const use = useOfAll(own, days, counting);
    if (history === undefined || use === undefined) return [];
    return [
      {
        ...{ supply, unit: supply === 'electricity' || supply === 'heat' ? ('kWh' as const) : ('m3' as const) },
        ...use,
        price: priceAt(tariffs, supply, dayOf(days.to - 1)) ?? null,
        lastYear: againstLastYear(history, days),
        weather: atEqualWeather(history, days, warmth),
        days: valuesOf(comparedOf(history), history, days),
        months: Array.from({ length: monthsShown }, (_, at) => {
          const one = addMonths(month, at + 1 - monthsShown);
          const span = daysOfMonth(one);
          const until = { from: span.from, to: Math.min(span.to, days.to) };
          return { month: one, ...(useOfAll(own, until, counting) ?? use) };
        }),
      },
    ];
  });
}

function shown({ station, method, base, degreeDays, lastYear }: Weather): NonNullable<Energy['weather']> {
  return { station, method, base, degreeDays, lastYear };
}
