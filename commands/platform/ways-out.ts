import { hostname } from 'node:os';
import type { Config } from '../../config.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import type { Courier, Notices, Told } from '../../gateway/domain/notice.ts';
import type { PushKeeper, VapidKeys } from '../../gateway/domain/push.ts';
import type { PersonalChannel } from '../../gateway/domain/wish.ts';
import { type AlertmanagerCourier, createAlertmanagerCourier } from '../../gateway/notify/alertmanager-courier.ts';
import { createMailCourier } from '../../gateway/notify/mail-courier.ts';
import { createNtfyCourier } from '../../gateway/notify/ntfy-courier.ts';
import { createPushCourier } from '../../gateway/notify/push-courier.ts';
import { createSmsCourier } from '../../gateway/notify/sms-courier.ts';
import { createWebhookCourier } from '../../gateway/notify/webhook-courier.ts';
import type { ReadConfig } from '../config/read-config.ts';
import { readSecret, readText } from './api-secrets.ts';

/** What leads out of the house, as the configuration says. */
export interface WaysOut {
  /** by channel for persons, by id for receivers */
  readonly couriers: ReadonlyMap<string, Courier>;
  readonly alertmanagers: ReadonlyMap<string, AlertmanagerCourier>;
  /** by which persons can be told */
  readonly channels: readonly PersonalChannel[];
}

type Wrong = (path: readonly string[], message: string) => void;
const nothingWrong: Wrong = () => {};

/** Opens every way that the configuration names. */
export function openWaysOut(parts: {
  readonly config: Pick<Config, 'notify' | 'http'>;
  readonly sender: MailSender | undefined;
  readonly notices: Notices;
  readonly push: PushKeeper;
  readonly keys: VapidKeys;
  readonly consequences: (told: Told) => readonly string[];
  readonly now: () => number;
  readonly closing: AbortSignal;
}): WaysOut {
  const { config, sender, notices, now, closing } = parts;
  const { notify, http } = config;
  const couriers = new Map<string, Courier>();
  const alertmanagers = new Map<string, AlertmanagerCourier>();
  const links = http.publicUrl === undefined ? {} : { publicUrl: http.publicUrl };
  const common = { ...links, now, closing };

  if (sender !== undefined) {
    const letters = {
      ...links,
      ...(notify.contact !== undefined && { contact: notify.contact }),
      consequences: parts.consequences,
    };
    const host = http.publicUrl === undefined ? hostname() : new URL(http.publicUrl).hostname;
    couriers.set('mail', createMailCourier({ sender, notices, letters, host }));
  }
  if (notify.sms !== undefined) {
    const { url, body, contentType, scheme } = notify.sms;
    const setting = { url, body, contentType, scheme, ...secretsOf(['sms'], notify.sms, nothingWrong) };
    couriers.set('sms', createSmsCourier(setting, { closing }));
  }
  if (notify.ntfy !== undefined) {
    const courier = createNtfyCourier(
      { url: notify.ntfy.url, ...secretsOf(['ntfy'], notify.ntfy, nothingWrong) },
      common,
    );
    couriers.set('ntfy', courier);
    for (const name of Object.keys(notify.ntfy.topics)) couriers.set(`ntfy/${name}`, courier);
  }
  couriers.set(
    'push',
    createPushCourier({
      keeper: parts.push,
      keys: parts.keys,
      contact: notify.push.contact ?? httpsOf(http.publicUrl) ?? 'mailto:vigie@localhost.invalid',
      services: notify.push.services,
      ...common,
    }),
  );
  for (const [name, setting] of Object.entries(notify.webhooks)) {
    const secrets = secretsOf(['webhooks', name], setting, nothingWrong);
    couriers.set(`webhook/${name}`, createWebhookCourier({ name, url: setting.url, ...secrets }, common));
  }
  for (const [name, { url, user, ...files }] of Object.entries(notify.alertmanagers)) {
    const secrets = secretsOf(['alertmanagers', name], files, nothingWrong);
    const courier = createAlertmanagerCourier({ url, ...(user !== undefined && { user }), ...secrets }, common);
    couriers.set(`alertmanager/${name}`, courier);
    alertmanagers.set(`alertmanager/${name}`, courier);
  }
  const channels = (['mail', 'sms', 'push', 'ntfy'] as const).filter((channel) => couriers.has(channel));
  return { couriers, alertmanagers, channels };
}

/** What is wrong with the files that the ways out name, and with the calendar of their hours; empty where nothing is. */
export function waysOutMistakes(read: ReadConfig, calendars: Iterable<string>): string[] {
  if (!read.ok) return [];
  const mistakes: string[] = [];
  const wrong: Wrong = (path, message) => mistakes.push(read.mistakeAt(['notify', ...path], message));
  const { sms, ntfy, webhooks, alertmanagers, calendar } = read.config.notify;
  if (sms !== undefined) secretsOf(['sms'], sms, wrong);
  if (ntfy !== undefined) secretsOf(['ntfy'], ntfy, wrong);
  for (const [name, setting] of Object.entries(webhooks)) secretsOf(['webhooks', name], setting, wrong);
  for (const [name, setting] of Object.entries(alertmanagers)) secretsOf(['alertmanagers', name], setting, wrong);
  const known = [...calendars];
  if (calendar !== undefined && !known.includes(calendar)) {
    wrong(['calendar'], `"${calendar}" is no calendar of the territory, which has ${known.join(', ') || 'none'}`);
  }
  return mistakes;
}

interface Files {
  readonly secretFile?: string | undefined;
  readonly passwordFile?: string | undefined;
  readonly tokenFile?: string | undefined;
  readonly caFile?: string | undefined;
}

/** What the files of a way out hold; `wrong` is told of each that is no good. */
function secretsOf(path: readonly string[], { secretFile, passwordFile, tokenFile, caFile }: Files, wrong: Wrong) {
  const read = (key: string, file: string | undefined, by: typeof readText) =>
    file === undefined ? undefined : by(file, (message) => wrong([...path, key], message));
  const secret = read('secretFile', secretFile, readSecret);
  const password = read('passwordFile', passwordFile, readSecret);
  const token = read('tokenFile', tokenFile, readSecret);
  const ca = read('caFile', caFile, readText);
  return {
    ...(secret !== undefined && { secret }),
    ...(password !== undefined && { password }),
    ...(token !== undefined && { token }),
    ...(ca !== undefined && { ca }),
  };
}

function httpsOf(url: string | undefined): string | undefined {
  return url?.startsWith('https:') ? url : undefined;
}
