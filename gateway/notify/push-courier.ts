import webPush from 'web-push';
import { DeliveryError } from '../domain/error.ts';
import type { Courier, Parcel } from '../domain/notice.ts';
import type { PushKeeper, PushSubscription, VapidKeys } from '../domain/push.ts';
import { addressOf } from './letter.ts';
import { post } from './post.ts';
import { headline, noticeWords } from './words.ts';

/** The push services of the browsers that everybody has: no other host is ever asked, whatever a browser says. */
const services = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.apple.com',
  '*.notify.windows.com',
];

/** Whether an endpoint is one of a known push service; the operator may name more hosts. */
export function isPushService(endpoint: string, more: readonly string[]): boolean {
  if (!URL.canParse(endpoint)) return false;
  const { protocol, host, username, password } = new URL(endpoint);
  if (protocol !== 'https:' || username !== '' || password !== '') return false;
  return [...services, ...more].some((one) =>
    one.startsWith('*.') ? host.endsWith(one.slice(1)) && !host.includes(':') : host === one.toLowerCase(),
  );
}

/** New keys for a Vigie that has none. */
export function newVapidKeys(): VapidKeys {
  return webPush.generateVAPIDKeys();
}

/**
 * Tells the browsers of a person by Web Push (RFC 8030, 8291, 8292): encrypted for the browser alone, kept by its service for
 * six hours. A browser that is no more is forgotten; it is told when one of them took it.
 */
export function createPushCourier(parts: {
  readonly keeper: PushKeeper;
  readonly keys: VapidKeys;
  /** `mailto:…` or `https://…` */
  readonly contact: string;
  readonly services: readonly string[];
  readonly publicUrl?: string;
  readonly ca?: string;
  readonly closing?: AbortSignal;
}): Courier {
  const { keeper, keys, contact, publicUrl, ca, closing } = parts;

  async function one(subscription: PushSubscription, payload: string, topic: string): Promise<string> {
    const { endpoint, p256dh, auth } = subscription;
    if (!isPushService(endpoint, parts.services)) {
      throw new DeliveryError('the browser names no known push service', { retryable: false, status: 410 });
    }
    const { body, headers } = encrypted();
    const written = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    return post({
      url: endpoint,
      body: body ?? '',
      headers: written,
      ...(ca !== undefined && { ca }),
      ...(closing !== undefined && { closing }),
    });

    function encrypted() {
      try {
        return webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, payload, {
          vapidDetails: { subject: contact, ...keys },
          TTL: 6 * 3600,
          urgency: 'high',
          topic,
          contentEncoding: 'aes128gcm',
        });
      } catch (cause) {
        // a point that is on no curve passes for a key until it is used
        throw new DeliveryError('the browser’s key is none', { retryable: false, status: 410 }, { cause });
      }
    }
  }

  return {
    async send(parcel) {
      const payload = JSON.stringify(messageOf(parcel, publicUrl));
      const topic = topicOf(parcel);
      const answers: string[] = [];
      let trouble: DeliveryError | undefined;
      for (const subscription of await keeper.of(parcel.to)) {
        try {
          answers.push(await one(subscription, payload, topic));
        } catch (error) {
          if (!(error instanceof DeliveryError)) throw error;
          // RFC 8030, 7.3: the subscription is gone
          if (error.status === 404 || error.status === 410) await keeper.remove(subscription.endpoint);
          else trouble = error;
        }
      }
      const [answer] = answers;
      if (answer !== undefined) return { answer: `${answer} (${answers.length})` };
      throw trouble ?? new DeliveryError('no browser of this person takes messages any more', { retryable: false });
    },
  };
}

/** What the screens' worker shows; names no person. */
function messageOf({ notices, digest, language }: Parcel, publicUrl: string | undefined) {
  const told = notices.map((notice) => notice.told);
  const words = noticeWords(language);
  const [first] = told;
  if (first === undefined || told.length > 1) {
    const body = told.slice(0, 4).map((one) => headline(one, language));
    return {
      title: digest ? words.digest(told.length) : words.gathered(told.length),
      body: body.join('\n'),
      path: '/alertes',
    };
  }
  const link = addressOf(first, { publicUrl: publicUrl ?? 'http://localhost' });
  return {
    title: headline(first, language),
    body: first.words.reason,
    path: link === undefined ? '/alertes' : new URL(link).pathname,
    tag: first.alert,
  };
}

/** A newer message about the same alert replaces the one that a browser has not fetched yet (RFC 8030, 5.4: at most 32 letters). */
function topicOf({ notices }: Parcel): string {
  const [first] = notices;
  return first === undefined || notices.length > 1 ? 'vigie' : first.told.alert.replaceAll(/[^\w-]/g, '').slice(-32);
}
