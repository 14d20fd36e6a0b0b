import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import { type Saying, sayAlert } from '../../gateway/alert/saying/say.ts';
import type { ListedAlert } from '../../gateway/domain/alerts.ts';
import type { Language } from '../../gateway/domain/wish.ts';

/** Alerts in words, with the units of their metrics and the clocks of their sites. */
export function createSaying(territory: () => Territory): (alert: ListedAlert, language: Language) => Saying {
  return (alert, language) => {
    const { devices, sites } = territory();
    const type = catalogue.get(devices.get(alert.device)?.type ?? alert.by?.scope.type ?? '');
    const unit = type?.metrics[alert.by?.metric ?? '']?.unit ?? '';
    return sayAlert(alert, { language, unit, timeZone: sites.get(alert.site)?.timeZone ?? 'Europe/Paris' });
  };
}
