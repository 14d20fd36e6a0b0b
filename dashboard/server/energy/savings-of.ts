import { dayNumber, dayOf, isLocalDate } from '../../../devices/calendar/local-date.ts';
import { zoneOf } from '../../../devices/calendar/local-time.ts';
import type { Site } from '../../../devices/territory.ts';
import { tariffsOf } from '../../../gateway/calculate/cost.ts';
import { aYearBefore, together } from '../../../gateway/calculate/energy-history.ts';
import type { Period } from '../../../gateway/calculate/savings/period.ts';
import { savingsOf } from '../../../gateway/calculate/savings/savings.ts';
import { worthOf } from '../../../gateway/calculate/savings/worth.ts';
import type { SavingsOfWorks, SavingsQuery } from '../../contract/energy.ts';
import { Refusal } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { billsOf } from './bills-of.ts';
import type { EnergyParts } from './energy-of.ts';
import { historyOf, metersOf } from './meters.ts';
import { weatherOf } from './weather.ts';

const confidence = 0.9;
const dayOfYear = 366;

/** A bill of two months may begin before the year of days that is compared, and end after it. */
const daysOfBill = 70;
/** A year before the works of which a meter that speaks knows less is left to what was typed. */
const leastKnown = 0.9;

/**
 * What works on a building saved by its own meters and the nearest weather: CalTRACK daily, the year before and the year after;
 * where no meter spoke before the works, by its invoices and typed readings (the billing method).
 */
export async function savingsOfWorks(
  { scope, site, query, now }: { scope: Scope; site: Site; query: SavingsQuery; now: number },
  parts: EnergyParts,
): Promise<SavingsOfWorks> {
  const works = { from: query.from, to: query.to };
  const change = changeOf(query.change);
  if (!isLocalDate(works.from) || !isLocalDate(works.to) || works.to < works.from) {
    throw new Refusal(400, 'from: must be the works’ first day and come before to, their last one');
  }
  const zone = zoneOf(site);
  const since = aYearBefore(dayNumber(works.from)) - 1;
  const days = { from: since, to: Math.min(zone.dayAt(now), dayNumber(works.to) + dayOfYear + 1) };
  if (days.to <= dayNumber(works.from)) throw new Refusal(400, 'from: the works have not begun yet');
  const devices = scope.devices.filter((device) => device.site === site.id);
  const meters = metersOf(devices, parts).filter(({ supply }) => supply === query.supply);
  const typed = (await parts.entries.of(site.id)).filter(({ supply }) => supply === query.supply);
  if (meters.length === 0 && typed.length === 0) {
    throw new Refusal(404, `${site.name} has no meter of ${query.supply}`);
  }
  const histories = [];
  for (const meter of meters) histories.push(await historyOf(meter, site, days, { parts, now }));
  const history = together(histories);
  const heard = history?.amounts.slice(0, dayNumber(works.from) - since).filter((value) => value !== null).length ?? 0;
  const byBills = typed.length > 0 && heard < leastKnown * (dayNumber(works.from) - since);
  const margin = byBills ? daysOfBill : 0;
  const weather = await weatherOf(
    {
      ...{ scope, sites: [site], since: since - margin },
      days: { from: since - margin, to: Math.min(zone.dayAt(now), days.to + margin) },
    },
    parts,
  );
  if (weather === undefined) {
    throw new Refusal(404, 'There is no outdoor temperature: a weather station, or vigie import, gives it');
  }
  const bills = byBills ? billsOf(typed, { supply: query.supply, zone, warmth: weather.warmth }) : undefined;
  // where a month's coefficient lacks the m³ are compared, which have no price
  const isEnergy =
    bills !== undefined
      ? bills.unit === 'kWh'
      : (history?.kWh.every((value, at) => value !== null || (history.amounts[at] ?? null) === null) ?? false);
  const amounts = (isEnergy ? history?.kWh : history?.amounts) ?? [];
  const isGas = query.supply === 'gas';
  const periodsOfDays = amounts.map((use, at): Period => {
    const day = since + at;
    const temperature = weather.warmth.get(day);
    return {
      start: zone.dayStart(day),
      end: zone.dayStart(day + 1),
      days: 1,
      // a zero is a meter that was not read: so for electricity, not for gas (CalTRACK 2.1)
      use: use === null || (use === 0 && !isGas) ? Number.NaN : use,
      temperatures: temperature === undefined ? [] : [temperature],
    };
  });
  const changes = change === null ? [] : [change];
  // what cannot be compared at all is told as such, with nothing found
  const meter =
    bills === undefined
      ? { is: 'daily' as const, periods: periodsOfDays }
      : typeof bills.periods === 'string' || bills.periods.is !== 'billing'
        ? { is: 'billing' as const, periods: [] }
        : bills.periods;
  const { periods } = meter;
  const savings = savingsOf({
    ...{ meter, zone, works, unit: 'C' as const, today: dayOf(zone.dayAt(now)) },
    ...{ mayCool: query.supply === 'electricity', confidence, changes },
  });
  const { found } = savings;
  const worth = worthOf({
    ...{ savings, periods, zone, works, changes, supply: query.supply },
    tariffs: isEnergy ? tariffsOf(scope.organisation(site.organisation).tariffs, parts.tariffs) : {},
    factors: isEnergy ? parts.tariffs.carbon : undefined,
  });
  return {
    ...{
      site: site.id,
      name: site.name,
      supply: query.supply,
      unit: isEnergy ? 'kWh' : 'm3',
      works,
      change,
      confidence,
      method: meter.is,
    },
    station: weather.station,
    baseline: savings.baseline,
    reporting: savings.reporting,
    found:
      found === undefined
        ? null
        : {
            ...{ base: found.model.base, heating: found.model.heating ?? null, cooling: found.model.cooling ?? null },
            ...{ adjustedR2: found.quality.adjustedR2, cvRmse: found.quality.cvRmse, nmbe: found.quality.nmbe },
            ...{ expected: found.expected, saved: found.saved, share: found.share, uncertainty: found.uncertainty },
          },
    euros:
      worth?.constant === undefined
        ? null
        : {
            ...{ constant: worth.constant.euros, uncertainty: worth.constant.uncertainty, price: worth.constant.price },
            current: worth.current ?? 0,
          },
    kgCo2e: worth?.kgCo2e ?? null,
    carbonSource: parts.tariffs.carbon.source,
    doubts: [...savings.doubts],
  };
}

function changeOf(written: string | undefined): SavingsOfWorks['change'] {
  if (written === undefined) return null;
  const [from = '', percent] = written.split('=');
  const share = Number(percent) / 100;
  if (!isLocalDate(from) || share <= -1) throw new Refusal(400, 'change: must read DAY=PERCENT, as 2026-09-01=8');
  return { from, share };
}
