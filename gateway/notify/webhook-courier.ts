import { createHmac } from 'node:crypto';
import type { Courier, Told, Why } from '../domain/notice.ts';
import { asAlertmanagerAlert, fingerprint } from './alertmanager-alert.ts';
import { post } from './post.ts';

export interface WebhookSetting {
  readonly name: string;
  readonly url: string;
  /** signs every message */
  readonly secret?: string;
  /** sent as `Authorization: Bearer` */
  readonly token?: string;
  /** PEM */
  readonly ca?: string;
}

/** the names of Alertmanager's `notification_reason` */
const reasons: Readonly<Record<Why, string>> = {
  first: 'first notification',
  worse: 'new alerts added',
  again: 'new alerts added',
  reminder: 'repeat interval elapsed',
  over: 'all alerts resolved',
  assigned: 'none',
  'nobody took it': 'repeat interval elapsed',
};

/**
 * Tells a program in the payload of Alertmanager's webhook, version 4, so that every receiver of it works. With a secret the
 * header `X-Vigie-Signature: sha256=…` is the HMAC-SHA256 of `X-Vigie-Timestamp` (s), a dot and the body, in hexadecimal.
 */
export function createWebhookCourier(
  { name, url, secret, token, ca }: WebhookSetting,
  parts: { publicUrl?: string; now: () => number; closing?: AbortSignal },
): Courier {
  return {
    async send({ notices }) {
      const told = notices.map((notice) => notice.told);
      const body = JSON.stringify(webhookPayload(told, { receiver: name, ...parts }));
      const timestamp = String(Math.floor(parts.now() / 1000));
      const signature = secret && createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
      const headers = {
        'Content-Type': 'application/json',
        'X-Vigie-Timestamp': timestamp,
        ...(signature !== undefined && { 'X-Vigie-Signature': `sha256=${signature}` }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      };
      const { closing } = parts;
      const answer = await post({
        url,
        body,
        headers,
        ...(ca !== undefined && { ca }),
        ...(closing !== undefined && { closing }),
      });
      return { answer };
    },
  };
}

/** Several alerts in one message: what all share stands once more above them. */
export function webhookPayload(
  told: readonly Told[],
  { receiver, publicUrl }: { receiver: string; publicUrl?: string },
) {
  const alerts = told.map((one) => {
    // here severity may be a label as users expect: the fingerprint is made without it
    const { labels, ...alert } = asAlertmanagerAlert(one, publicUrl);
    return {
      status: one.active ? 'firing' : 'resolved',
      ...alert,
      labels: { ...labels, severity: one.severity },
      fingerprint: fingerprint(labels),
    };
  });
  const commonLabels = shared(alerts.map(({ labels }) => labels));
  const { severity: _, ...groupLabels } = commonLabels;
  return {
    version: '4',
    groupKey: `{}:{${Object.entries(groupLabels)
      .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
      .join(', ')}}`,
    truncatedAlerts: 0,
    status: told.some(({ active }) => active) ? 'firing' : 'resolved',
    receiver,
    groupLabels,
    commonLabels,
    commonAnnotations: shared(alerts.map(({ annotations }) => annotations)),
    externalURL: publicUrl ?? '',
    notification_reason: told.length === 1 && told[0] !== undefined ? reasons[told[0].why] : 'new alerts added',
    alerts,
  };
}

function shared(all: readonly Readonly<Record<string, string>>[]): Record<string, string> {
  const [first = {}, ...others] = all;
  return Object.fromEntries(Object.entries(first).filter(([key, value]) => others.every((one) => one[key] === value)));
}
