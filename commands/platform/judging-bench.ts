import { catalogue } from '../../devices/catalogue.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Territory } from '../../devices/territory.ts';
import { createDetector } from '../../gateway/detect/detector.ts';
import { createSurroundings, outdoorMetric } from '../../gateway/detect/surroundings.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
import type { Series } from '../../gateway/domain/series.ts';
import type { Bench } from '../../gateway/keep-judged.ts';

/** What judgement must know of the territory: plain data, which crosses to another thread. */
export type JudgedTerritory = Pick<Territory, 'sites' | 'calendars' | 'devices'>;

const usualEveryMs = 600_000;

/** A detector by these rules for this territory; a series of a device that is gone or stands elsewhere now is judged by nothing. */
export function createBench(rules: readonly Rule[], territory: JudgedTerritory): Bench {
  const surroundings = createSurroundings(
    territory,
    ({ type }) => catalogue.get(type)?.metrics[outdoorMetric] !== undefined,
  );
  const isCurrent = ({ device: id, type, site, organisation }: Series) => {
    const device = territory.devices.get(id);
    return device?.type === type && device.site === site && territory.sites.get(site)?.organisation === organisation;
  };
  return {
    detector: createDetector(rules),
    seen(series) {
      const every = catalogue.get(series.type)?.source.every;
      const everyMs = every === undefined ? usualEveryMs : durationMs(every);
      return {
        series,
        everyMs,
        ...surroundings.of(series),
        ...(isCurrent(series) ? {} : { gone: true }),
      };
    },
  };
}
