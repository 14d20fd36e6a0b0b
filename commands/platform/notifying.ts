import { setImmediate as breath } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { Noticing } from '../../dashboard/server/server-parts.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import { durationMs } from '../../devices/duration.ts';
import type { Territory } from '../../devices/territory.ts';
import { decide, toldOf } from '../../gateway/alert/telling/decide.ts';
import type { TellingWorld } from '../../gateway/alert/telling/listener.ts';
import { onDuty } from '../../gateway/calculate/duty-rota.ts';
import { type Happened, silencedBy } from '../../gateway/domain/alert.ts';
import type { Duty } from '../../gateway/domain/duty.ts';
import { DeliveryError } from '../../gateway/domain/error.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import type { Told } from '../../gateway/domain/notice.ts';
import { isPushService, newVapidKeys } from '../../gateway/notify/push-courier.ts';
import { startSending } from '../../gateway/notify/sending.ts';
import { createDuty } from '../../gateway/state/create-duty.ts';
import { createNotices } from '../../gateway/state/create-notices.ts';
import { createPush } from '../../gateway/state/create-push.ts';
import { createWishes, type Wisher } from '../../gateway/state/create-wishes.ts';
import type { State } from '../../gateway/state/open-state.ts';
import type { Schema } from '../../gateway/state/schema.ts';
import { personOf, placeOf, receiverAs, receiversOf, recipientOf } from './addressees.ts';
import { createHours } from './agency-hours.ts';
import type { AlertsKnown } from './alerts-known.ts';
import { openWaysOut } from './ways-out.ts';

export interface Notifying extends AsyncDisposable {
  /** Decides whom to tell of what happened, and writes it into the outbox, all within the transaction. */
  tell(trx: Transaction<Schema>, happened: readonly Happened[]): Promise<void>;
  readonly noticing: Noticing;
}

const minute = 60_000;
/** an Alertmanager is told again of so many alerts, then others have their turn */
const saidAtOnce = 200;
/** What is told while other things go on happening leaves together with them: few things at once, a storm as one message. */
const calm = { quietMs: 100, longestMs: 300 };
const storm = { from: 40, quietMs: 1_000, longestMs: 15_000 };

/** Starts telling people: the outbox is emptied from now on, what `tell` writes leaves as soon as its transaction is over. */
export async function startNotifying(parts: {
  readonly config: Pick<Config, 'notify' | 'http'>;
  readonly state: State;
  readonly territory: () => Territory;
  readonly sender: MailSender | undefined;
  readonly alerts: AlertsKnown;
  readonly now: () => number;
  readonly log: Logger;
}): Promise<Notifying> {
  const { config, state, territory, alerts, now, log } = parts;
  const { notify } = config;
  const closing = new AbortController();
  const notices = createNotices(state);
  const push = createPush(state);
  const keys = await push.keys(newVapidKeys);
  const zone = createZone(notify.timeZone);
  const hours = createHours(() => territory().calendars.get(notify.calendar ?? ''), zone);
  const ways = openWaysOut({
    ...parts,
    notices,
    push,
    keys,
    closing: closing.signal,
    consequences: ({ place }) =>
      alerts
        .standing()
        .filter((alert) => alert.active && alert.cause === place.device.id)
        .map((alert) => territory().devices.get(alert.device)?.name ?? alert.device),
  });
  const receivers = receiversOf(config);

  const sending = startSending({
    notices,
    couriers: ways.couriers,
    now,
    log,
    async recipient(to, channel) {
      if (to.includes('/')) return receiverAs(receivers, notify, to);
      const [wisher] = await createWishes(state).wishers(to);
      return wisher && recipientOf(wisher, channel);
    },
    // a site may have been marked while a notice waited for its hour
    isFewStaff: (device) => placeOf(territory(), device)?.fewStaff === true,
  });

  function worldOf(wishers: readonly Wisher[], duty: Duty): TellingWorld {
    return {
      persons: wishers.map((wisher) => personOf(wisher, ways.channels)),
      receivers,
      desk: hours(),
      zone,
      escalation: {
        staffMs: durationMs(notify.escalation.staff),
        administratorsMs: durationMs(notify.escalation.administrators),
      },
      onDuty: (at) => onDuty(duty, zone.toLocal(at).date),
      place: (device) => placeOf(territory(), device),
      topic: alerts.topic,
      say: alerts.say,
    };
  }

  let waking: { readonly since: number; readonly happened: number; readonly timer: NodeJS.Timeout } | undefined;
  function wakeSoon(count: number): void {
    const since = waking?.since ?? performance.now();
    const happened = count + (waking?.happened ?? 0);
    clearTimeout(waking?.timer);
    const wake = () => {
      waking = undefined;
      sending.wake();
    };
    const { quietMs, longestMs } = happened < storm.from ? calm : storm;
    const wait = Math.max(0, Math.min(quietMs, since + longestMs - performance.now()));
    waking = { since, happened, timer: setTimeout(wake, wait).unref() };
  }

  async function keepAlertmanagers(): Promise<void> {
    for (const [id, courier] of ways.alertmanagers) {
      const receiver = receivers.find((one) => one.id === id);
      const reason = { because: 'not acknowledged' } as const;
      if (receiver === undefined) continue;
      const standing: Told[] = [];
      for (const [at, one] of alerts.standing().entries()) {
        // thousands stand in a storm: others have their turn
        if (at % saidAtOnce === saidAtOnce - 1) await breath();
        const alert = { ...one, timeline: [] };
        const silence = silencedBy(alert);
        const place = placeOf(territory(), alert.device);
        const transition = { number: alert.noted, is: 'raised', at: alert.since, reason } as const;
        const hears = receiver.severities.includes(alert.severity) && (silence ?? 'not active') === 'not active';
        if (!hears || place === undefined) continue;
        if (!(receiver.organisations?.includes(place.organisation.id) ?? true)) continue;
        const piece = { alert, transition, why: 'again', place, world: alerts } as const;
        standing.push(toldOf(piece, receiver.language, receiver));
      }
      await courier.keep(standing).catch((error: unknown) => {
        if (!(error instanceof DeliveryError)) throw error;
        log.warn(
          { to: id, reason: error.message },
          'an Alertmanager did not hear what stands: it is told again in a minute',
        );
      });
    }
  }
  const keeping = setInterval(() => void keepAlertmanagers(), minute).unref();

  return {
    async tell(trx, happened) {
      const wishes = createWishes(trx);
      const outbox = createNotices(trx);
      const world = worldOf(await wishes.wishers(), await createDuty(trx).read());
      const heard = await outbox.heard([...new Set(happened.map(({ alert }) => alert.id))]);
      const at = now();
      const { decided, withdrawals } = decide(happened, world, heard, at);
      await outbox.decide(decided, withdrawals, at);
      wakeSoon(happened.length);
    },
    noticing: {
      notices,
      wishes: createWishes(state),
      duty: createDuty(state),
      push: {
        keeper: push,
        publicKey: keys.publicKey,
        accepts: (endpoint) => isPushService(endpoint, notify.push.services),
      },
      channels: ways.channels,
      timeZone: notify.timeZone,
      counts: sending.counts,
    },
    async [Symbol.asyncDispose]() {
      clearInterval(keeping);
      clearTimeout(waking?.timer);
      closing.abort();
      parts.sender?.close();
      await sending[Symbol.asyncDispose]();
    },
  };
}
