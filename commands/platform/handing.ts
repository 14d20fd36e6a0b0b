import { setTimeout as pause } from 'node:timers/promises';
import type { Learnt } from '../../collector/collector.ts';
import type { Territory } from '../../devices/territory.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Accept, Message, Sender } from '../../gateway/domain/intake.ts';

/** It asks on nobody's behalf but the territory's. */
const sender: Sender = { id: 'collector', mayPublish: () => true, mayWrite: () => true };

/** Devices of one answer that are handed in at once: a grid's first answer holds months of hundreds. */
const atOnce = 20;

export interface HandingOptions {
  readonly accept: Accept;
  readonly territory: () => Territory;
  readonly log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
  };
  readonly signal: AbortSignal;
  /** pause before the intake is tried again, ms */
  readonly retryMs?: number;
}

/** Hands what the collector learnt to the intake in Vigie's own dialect. */
export interface Handing {
  /** Resolves once it is durable. While the journal stands still it waits, however long; a stop ends the waiting. */
  untilTaken(learnt: readonly Learnt[]): Promise<void>;
  /** Resolves true once it is durable, false where the journal takes nothing: whoever said it says it again. */
  once(learnt: readonly Learnt[]): Promise<boolean>;
}

export function createHanding(options: HandingOptions): Handing {
  const { accept, log, signal, retryMs = 2_000 } = options;
  let waiting = 0;
  let since = 0;

  async function take(messages: readonly Message[]): Promise<void> {
    let isWaiting = false;
    for (;;) {
      try {
        await accept(sender, messages);
        break;
      } catch (error) {
        if (!(error instanceof VigieError) || error.code !== 'unavailable') throw error;
        if (!isWaiting && waiting++ === 0) {
          since = Date.now();
          // the journal says itself why it stands still
          log.warn({ reason: error.message }, 'what the collector learns is not taken: who waits is not asked again');
        }
        isWaiting = true;
        await pause(retryMs, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
    }
    if (isWaiting && --waiting === 0) {
      const seconds = Math.round((Date.now() - since) / 1_000);
      log.info({ seconds }, 'what the collector learns is taken again');
    }
  }

  return {
    async untilTaken(learnt) {
      const messages = messagesOf(learnt, options.territory());
      for (let at = 0; at < messages.length && !signal.aborted; at += atOnce) {
        await take(messages.slice(at, at + atOnce));
      }
    },
    async once(learnt) {
      try {
        await accept(sender, messagesOf(learnt, options.territory()));
        return true;
      } catch (error) {
        if (!(error instanceof VigieError) || error.code !== 'unavailable') throw error;
        return false; // the journal says itself why it stands still
      }
    },
  };
}

/** A message for each device, of all that was learnt of it. */
function messagesOf(learnt: readonly Learnt[], { devices }: Territory): Message[] {
  return [...Map.groupBy(learnt, ({ device }) => device)].flatMap(([id, said]) => {
    const site = devices.get(id)?.site;
    const payload = said
      .filter(({ metrics }) => Object.keys(metrics).length > 0)
      .map(({ time, metrics }) => ({ ...(time !== undefined && { time }), metrics }));
    if (site === undefined || payload.length === 0) return [];
    return [{ topic: `vigie/v1/${site}/${id}`, payload: Buffer.from(JSON.stringify(payload)) }];
  });
}
