import type { Alerts } from '../../gateway/domain/alerts.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';

/** Proposes to close a ticket once its alerts are over, also those that ended while nobody ran. */
export function startHelpdesk(parts: {
  readonly tickets: Pick<Tickets, 'open' | 'cleared'>;
  readonly alerts: Pick<Alerts, 'active' | 'follow'>;
  readonly now: () => number;
  readonly log: { error(fields: object, message: string): void };
}): AsyncDisposable {
  const { tickets, alerts, now, log } = parts;
  let lane = Promise.resolve();

  function cleared(over: readonly string[]): void {
    if (over.length === 0) return;
    lane = lane
      .then(() => {
        const active = new Set(alerts.active().map(({ id }) => id));
        return tickets.cleared(over, (id) => active.has(id), now());
      })
      .catch((error: unknown) => log.error({ err: error }, 'the closing of a ticket could not be proposed'));
  }

  const active = new Set(alerts.active().map(({ id }) => id));
  cleared(tickets.open().flatMap((ticket) => ticket.alerts.filter((id) => !active.has(id))));
  const following = alerts.follow((changed) => cleared(changed.filter((one) => !one.active).map(({ id }) => id)));
  return {
    async [Symbol.asyncDispose]() {
      following[Symbol.dispose]();
      await lane;
    },
  };
}
