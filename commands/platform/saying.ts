import { catalogue } from '../../devices/catalogue.ts';
import { ownMetrics } from '../../devices/metric.ts';
import type { Tariffs } from '../../devices/tariff.ts';
import type { Territory } from '../../devices/territory.ts';
import { type Saying, sayAlert } from '../../gateway/alert/saying/say.ts';
import { stateWord } from '../../gateway/alert/saying/state-word.ts';
import { adviceFor } from '../../gateway/alert/telling/advice.ts';
import { priceAt, tariffsOf } from '../../gateway/calculate/cost.ts';
import { type Language, topicOf } from '../../gateway/domain/wish.ts';
import type { StandingAlert } from './alerts-known.ts';

/** Alerts in words, with the units of their metrics, the clocks of their sites and what water costs their member. */
export function createSaying(
  territory: () => Territory,
  everybodys: Tariffs = {},
): (alert: StandingAlert, language: Language) => Saying & { readonly advice: string } {
  return (alert, language) => {
    const { devices, sites, organisations } = territory();
    const type = catalogue.get(devices.get(alert.device)?.type ?? alert.by?.scope.type ?? '');
    const metric = alert.by?.metric ?? '';
    const known = type?.metrics[metric] ?? ownMetrics[metric];
    const { unit, label } = known ?? { unit: '' };
    const timeZone = sites.get(alert.site)?.timeZone ?? 'Europe/Paris';
    const tariffs = tariffsOf(organisations.get(alert.organisation)?.tariffs, everybodys);
    const water = priceAt(tariffs, 'water', new Date(alert.until ?? alert.since).toISOString().slice(0, 10));
    const waterPrice = water === undefined || water.isAssumed ? {} : { waterPrice: water.price };
    return {
      ...sayAlert(alert, {
        ...{ language, unit, timeZone, ...waterPrice, nameOf: (id) => devices.get(id)?.name ?? id },
        ...(label && { measured: label[language] }),
        stateOf: (value) => stateWord(metric, value, language),
      }),
      advice: adviceFor(topicOf(alert.by?.metric ?? ''), language),
    };
  };
}
