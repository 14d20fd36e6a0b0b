import { type Supply, supplies } from '../../../devices/tariff.ts';
import type { Device, Site } from '../../../devices/territory.ts';
import { type Days, filledIn, type SupplyHistory, together } from '../../../gateway/calculate/energy-history.ts';
import { judgeEntries } from '../../../gateway/calculate/meter-entries/judge-entries.ts';
import { spreadEntries } from '../../../gateway/calculate/meter-entries/spread-entries.ts';
import type { ServerParts } from '../server-parts.ts';
import type { EnergyStore } from './energy-store.ts';
import { historyOf, metersOf } from './meters.ts';

export interface HistoriesOf {
  readonly site: Site;
  /** those of its organisation */
  readonly devices: readonly Device[];
  readonly days: Days;
  readonly now: number;
}

/** What each supply of a site used by local day: by its meters that speak, and where they are silent by what was typed. */
export async function historiesOf(
  { site, devices, days, now }: HistoriesOf,
  parts: Pick<ServerParts, 'catalogue' | 'corrections' | 'entries'> & EnergyStore,
): Promise<SupplyHistory[]> {
  const own = devices.filter((device) => device.site === site.id);
  const measured = new Map<Supply, SupplyHistory[]>();
  const told = await Promise.all(metersOf(own, parts).map((meter) => historyOf(meter, site, days, { parts, now })));
  for (const history of told) measured.set(history.supply, [...(measured.get(history.supply) ?? []), history]);
  const judged = judgeEntries(await parts.entries.of(site.id));
  const typed = spreadEntries(judged, days, gasOf(own, devices));
  return supplies.flatMap((supply) => {
    const known = measured.get(supply) ?? [];
    const whole = known.length === 1 ? known[0] : together(known);
    const history = filledIn(
      whole,
      typed.find((one) => one.supply === supply),
    );
    return history === undefined ? [] : [history];
  });
}

/** kWh a m³ by month: that of the site's own meters, else of another building of the commune. */
function gasOf(own: readonly Device[], all: readonly Device[]): Readonly<Record<string, number>> {
  return Object.assign({}, ...[...all, ...own].map(({ coefficients }) => coefficients?.gas ?? {}));
}
