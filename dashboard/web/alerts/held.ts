import type { Alert } from '../../contract/alerts.ts';

/**
 * What is known after the active alerts were asked again. What stands on a list that somebody has in hand stays: the answer
 * lacks what is over, and a line that vanished under the hand would let the next one be clicked in its place.
 */
export function knownAfterAsking(
  before: ReadonlyMap<string, Alert>,
  answer: readonly Alert[],
  held: readonly string[],
  now: number,
): Map<string, Alert> {
  const known = new Map(answer.map((alert) => [alert.id, alert]));
  for (const id of held) {
    const alert = before.get(id);
    if (alert === undefined || known.has(id)) continue;
    // that it ended was not heard: at the latest now
    known.set(id, alert.active ? { ...alert, active: false, until: new Date(now).toISOString() } : alert);
  }
  return known;
}
