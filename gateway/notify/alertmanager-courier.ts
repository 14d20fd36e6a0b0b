import type { Courier, Told } from '../domain/notice.ts';
import { asAlertmanagerAlert, noEnd } from './alertmanager-alert.ts';
import { post } from './post.ts';

export interface AlertmanagerSetting {
  /** of the Alertmanager itself, without `/api/v2/alerts` */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly token?: string;
  /** PEM */
  readonly ca?: string;
}

/** After so long without a word from us an Alertmanager takes an alert for over. */
const believedMs = 5 * 60_000;
const atOnce = 200;

export interface AlertmanagerCourier extends Courier {
  /** Says of all that stand that they do; to be called every minute. Throws `DeliveryError`. */
  keep(standing: readonly Told[]): Promise<void>;
}

/**
 * Pushes into an Alertmanager (`POST /api/v2/alerts`): what goes on is believed for five minutes and said again every minute,
 * so an alert that falls silent here ends there by itself.
 */
export function createAlertmanagerCourier(
  { url, user, password, token, ca }: AlertmanagerSetting,
  parts: { publicUrl?: string; now: () => number; closing?: AbortSignal },
): AlertmanagerCourier {
  const target = `${url.replace(/\/+$/, '')}/api/v2/alerts`;
  const authorization =
    token !== undefined
      ? `Bearer ${token}`
      : user !== undefined
        ? `Basic ${Buffer.from(`${user}:${password ?? ''}`).toString('base64')}`
        : undefined;
  const { closing, publicUrl, now } = parts;

  function push(told: readonly Told[]): Promise<string> {
    const body = told.map((one) => {
      const alert = asAlertmanagerAlert(one, publicUrl);
      return alert.endsAt === noEnd ? { ...alert, endsAt: new Date(now() + believedMs).toISOString() } : alert;
    });
    return post({
      url: target,
      body: JSON.stringify(body),
      headers: {
        'Content-Type': 'application/json',
        ...(authorization !== undefined && { Authorization: authorization }),
      },
      ...(ca !== undefined && { ca }),
      ...(closing !== undefined && { closing }),
    });
  }

  return {
    async send({ notices }) {
      return { answer: await push(notices.map(({ told }) => told)) };
    },
    async keep(standing) {
      for (let from = 0; from < standing.length; from += atOnce) await push(standing.slice(from, from + atOnce));
    },
  };
}
