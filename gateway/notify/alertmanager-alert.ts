import { createHash } from 'node:crypto';
import type { Told } from '../domain/notice.ts';
import { addressOf } from './letter.ts';

/** An alert as Alertmanager's interfaces know it (api/v2/openapi.yaml, docs/notifications). */
export interface AlertmanagerAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL?: string;
}

/** What goes on has no end: Go's zero time. */
export const noEnd = '0001-01-01T00:00:00Z';

/** Labels are the alert's identity there, so they hold nothing that changes while it lasts, its severity neither. */
export function asAlertmanagerAlert(told: Told, publicUrl: string | undefined): AlertmanagerAlert {
  const { rule, instance, place, words } = told;
  const link = addressOf(told, publicUrl === undefined ? {} : { publicUrl });
  return {
    labels: {
      alertname: rule,
      organisation: place.organisation.id,
      site: place.site.id,
      device: place.device.id,
      ...(instance !== '' && { instance }),
    },
    annotations: {
      summary: `${place.organisation.name}, ${place.site.name} : ${words.title}`,
      description: words.reason,
      severity: told.severity,
      alert: told.alert,
      ...(words.cost !== undefined && { cost: words.cost }),
      ...(words.advice !== undefined && { advice: words.advice }),
    },
    startsAt: new Date(told.since).toISOString(),
    endsAt: told.until === undefined ? noEnd : new Date(told.until).toISOString(),
    ...(link !== undefined && { generatorURL: link }),
  };
}

/** 64 bits of the labels, as hexadecimal: the same for all messages about one alert. */
export function fingerprint(labels: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex').slice(0, 16);
}
