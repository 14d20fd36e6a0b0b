import { setImmediate as breath } from 'node:timers/promises';
import type { Transaction } from 'kysely';
import type { Logger } from 'pino';
import type { Territory } from '../../devices/territory.ts';
import { createAlertBook } from '../../gateway/alert/book.ts';
import type { Happened } from '../../gateway/domain/alert.ts';
import type { Alerts, ListedAlert, Tell } from '../../gateway/domain/alerts.ts';
import { VigieError } from '../../gateway/domain/error.ts';
import type { Heard } from '../../gateway/domain/judgement.ts';
import type { Maintenances } from '../../gateway/domain/maintenance.ts';
import type { RuleBook } from '../../gateway/domain/rule-book.ts';
import { createAlerts, keepBook } from '../../gateway/state/create-alerts.ts';
import type { State } from '../../gateway/state/open-state.ts';
import type { Schema } from '../../gateway/state/schema.ts';
import { createAlertWorld } from './alert-world.ts';
import type { Disk } from './disk-thread.ts';
import type { Remote } from './remote.ts';

export interface Judging extends AsyncDisposable {
  readonly alerts: Alerts;
  /** alerts that are active, and those that ended since, epoch ms */
  standing(endedSince: number): readonly ListedAlert[];
  /** Judges in the territory of now. */
  replace(): void;
  /** Does something to what is kept of alerts between two changes of them; the book is opened anew behind it. */
  apart<T>(work: () => Promise<T>): Promise<T>;
  /** Begins to judge; `tell` hears of every transition in the transaction that keeps it. */
  begin(tell: Tell<Transaction<Schema>>): void;
}

/** followers hear of so many alerts at once, then others have their turn */
const [toldEveryMs, toldAtOnce] = [50, 100];
/** decisions kept in one transaction: whoever else the main thread serves has its turn after each */
const keptAtOnce = 50;
const atOnce = { causesAtOnce: keptAtOnce };
const retryMs = { first: 250, longest: 30_000 };

/**
 * The alerts as they stand, fed by what judgement finds on the disk thread, by people and by time, one after the other. What
 * changes in the book is kept in one transaction with what is told of it; where that fails the book is opened anew as it was.
 */
export async function startJudging(parts: {
  readonly disk: Pick<Remote<Disk>, 'judged' | 'judgeBy'>;
  readonly state: State;
  readonly territory: () => Territory;
  readonly rules: RuleBook;
  readonly maintenances: Pick<Maintenances, 'all'>;
  /** when a device last said anything, epoch ms */
  readonly lastSign?: (device: string) => number | undefined;
  readonly log: Pick<Logger, 'error' | 'info'>;
}): Promise<Judging> {
  const { disk, state, rules, log } = parts;
  const world = createAlertWorld({ ...parts, rules: rules.rules });
  const kept = createAlerts(state);
  let book = createAlertBook(world, await kept.book(), atOnce);
  let standing = standingOf();
  let tell: Tell<Transaction<Schema>> = async () => {};
  let lane: Promise<unknown> = Promise.resolve();
  let isOver = false;
  const followers = new Set<(alerts: readonly ListedAlert[]) => void>();
  const changed = new Map<string, ListedAlert>();

  /** Alerts that are active, or ended a short while ago, by id. */
  function standingOf(): Map<string, ListedAlert> {
    return new Map(book.alerts().map((alert) => [alert.id, listed(alert)]));
  }

  /** One after the other: what the book hears must be kept before it hears more. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = lane.then(work);
    lane = done.catch(() => {});
    return done;
  }

  /** Lets the book hear something and keeps what came of it, all or nothing. */
  async function heard(hear: () => readonly Happened[]): Promise<void> {
    const happened = hear();
    const changes = book.changes(happened);
    if (changes.kept.length === 0 && changes.gone.length === 0) return;
    try {
      await state.transaction().execute(async (trx) => {
        await keepBook(trx, changes);
        if (happened.length > 0) await tell(trx, happened);
      });
    } catch (error) {
      book = createAlertBook(world, await kept.book(), atOnce);
      throw error;
    }
    for (const key of new Set(happened.map(({ alert }) => alert.id))) {
      const alert = happened.findLast((one) => one.alert.id === key)?.alert;
      if (alert === undefined) continue;
      standing.set(key, listed(alert));
      changed.set(key, listed(alert));
    }
    if (changes.gone.length > 0) standing = standingOf();
  }

  const timer = setInterval(() => {
    if (changed.size === 0) return;
    const alerts = [...changed.values()].slice(0, toldAtOnce);
    for (const { id } of alerts) changed.delete(id);
    for (const follower of followers) follower(alerts);
  }, toldEveryMs);
  timer.unref();

  const apart = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      try {
        return await work();
      } finally {
        book = createAlertBook(world, await kept.book(), atOnce);
        standing = standingOf();
      }
    });

  function judgeBy(): void {
    const { sites, calendars, devices } = parts.territory();
    disk.judgeBy(rules.rules(), { sites, calendars, devices }).catch((error: unknown) => {
      if (!isOver) log.error({ err: error }, 'judgement does not know the rules and the territory of now');
    });
  }
  const following = rules.follow(judgeBy);

  async function follow(): Promise<void> {
    while (!isOver) {
      for (const piece of (await disk.judged()).flatMap(inPieces)) {
        await keep(() => heardBy(piece));
        await breath();
        while (book.hasMore() && !isOver) {
          await keep(() => book.goOn());
          await breath();
        }
      }
    }
  }

  /** Tried until the disk takes it. */
  async function keep(hear: () => readonly Happened[]): Promise<void> {
    for (let pauseMs = retryMs.first; !isOver; pauseMs = Math.min(pauseMs * 2, retryMs.longest)) {
      try {
        await inTurn(() => heard(hear));
        return;
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        log.error({ reason }, 'what was judged cannot be kept: judgement waits');
        await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
      }
    }
  }

  function heardBy({ decisions, tick, isSetBack }: Heard): Happened[] {
    if (isSetBack && tick !== undefined) book.setBack(tick);
    const happened = book.decide(decisions);
    return tick === undefined ? happened : [...happened, ...book.tick(tick)];
  }

  return {
    begin(toTell) {
      tell = toTell;
      judgeBy();
      void follow().catch((error: unknown) => {
        if (!isOver) log.error({ err: error }, 'nothing is judged any more');
      });
    },
    standing: (since) => [...standing.values()].filter(({ active, until }) => active || (until ?? 0) >= since),
    replace: judgeBy,
    apart,
    alerts: {
      list: kept.list,
      get: kept.get,
      statistics: kept.statistics,
      purge: kept.purge,
      erase: (device) => apart(() => kept.erase(device)),
      active: () => [...standing.values()].filter(({ active }) => active),
      command: (id, command, now) =>
        inTurn(async () => {
          let refused: string | undefined;
          await heard(() => {
            const answer = book.command(id, command, now);
            if (answer.ok) return answer.happened;
            refused = answer.reason;
            return [];
          });
          const alert = await kept.get(id);
          if (alert === undefined) throw new VigieError('not_found', `there is no alert "${id}"`);
          if (refused !== undefined) throw new VigieError('conflict', refused);
          return alert;
        }),
      follow(follower) {
        followers.add(follower);
        return { [Symbol.dispose]: () => void followers.delete(follower) };
      },
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      clearInterval(timer);
      following[Symbol.dispose]();
      await lane;
    },
  };
}

/** In the same order, time last. */
function inPieces({ decisions, tick, isSetBack }: Heard): Heard[] {
  const pieces: Heard[] = isSetBack && tick !== undefined ? [{ decisions: [], tick, isSetBack }] : [];
  for (let from = 0; from < decisions.length; from += keptAtOnce) {
    pieces.push({ decisions: decisions.slice(from, from + keptAtOnce) });
  }
  return tick === undefined ? pieces : [...pieces, { decisions: [], tick }];
}

function listed({ timeline: _, ...alert }: ListedAlert & { readonly timeline: unknown }): ListedAlert {
  return alert;
}
