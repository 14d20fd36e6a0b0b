import type { Alert } from '../../gateway/domain/alert.ts';
import type { Alerts, ListedAlert } from '../../gateway/domain/alerts.ts';
import { VigieError } from '../../gateway/domain/error.ts';

/** Alerts that a test puts where it wants them; commands are noted, and acknowledging does what it says. */
export function alertsInHand() {
  const all: Alert[] = [];
  const commands: unknown[] = [];
  const followers = new Set<(alerts: readonly ListedAlert[]) => void>();
  const alerts: Alerts = {
    async list(query, { limit }) {
      const wanted = all.filter(
        (one) =>
          (query.organisations?.includes(one.organisation) ?? true) &&
          (query.active ?? one.active) === one.active &&
          (query.rule ?? one.rule) === one.rule &&
          (query.device ?? one.device) === one.device,
      );
      return { items: wanted.slice(0, limit), next: null };
    },
    get: async (id) => all.find((one) => one.id === id),
    active: () => all.filter(({ active }) => active),
    async command(id, command, now) {
      const at = all.findIndex((one) => one.id === id);
      const alert = all[at];
      if (alert === undefined) throw new VigieError('not_found', `there is no alert "${id}"`);
      commands.push(command);
      if (command.does === 'acknowledge') {
        const acknowledgement = {
          by: command.by,
          at: now,
          mode: command.mode,
          until: command.until ?? now + 7 * 86_400_000,
        };
        all[at] = { ...alert, acknowledgement };
      }
      for (const follower of followers) follower([all[at] ?? alert]);
      return all[at] ?? alert;
    },
    follow(follower) {
      followers.add(follower);
      return { [Symbol.dispose]: () => void followers.delete(follower) };
    },
    statistics: async () => [],
    purge: async () => 0,
    erase: async () => {},
  };
  return {
    alerts,
    all,
    commands,
    tell: (alert: Alert) => {
      for (const follower of followers) follower([alert]);
    },
  };
}

/** An alert as it was just raised. */
export function alertOf(some: Partial<Alert> = {}): Alert {
  return {
    ...{
      id: 'alert-1',
      rule: 'co2',
      device: 'air-tartas',
      instance: '',
      site: 'mairie-tartas',
      organisation: 'tartas',
    },
    ...{ since: Date.UTC(2026, 2, 4, 9), severity: 'warning', value: 1_640, active: true, lostContact: false },
    by: {
      ...{ id: 'co2', metric: 'air.co2', scope: {}, say: { fr: 'Air confiné (CO₂)', en: 'Stale air (CO₂)' } },
      condition: { kind: 'threshold', side: 'above', levels: [800, 1_500], clear: 750 },
      ...{ severities: ['information', 'warning'], holdMs: 1_200_000, clearHoldMs: 1_200_000 },
    },
    flapping: false,
    timeline: [
      {
        ...{ number: 1, at: Date.UTC(2026, 2, 4, 9, 20), is: 'raised' },
        reason: { because: 'condition', value: 1_640 },
      },
    ],
    noted: 1,
    ...some,
  };
}
