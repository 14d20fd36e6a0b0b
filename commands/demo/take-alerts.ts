import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

const everyMs = 3_000;
/** when nothing more is to be expected */
const longestMs = 20 * 60_000;
/** so long it waits for alerts of other rules, then the same one elsewhere will do */
const patienceMs = 3 * 60_000;
const wanted = 3;

const Alerts = z.object({
  items: z.array(
    z.object({
      ...{ id: z.string(), rule: z.string(), organisation: z.string(), severity: z.string() },
      cause: z.string().optional(),
    }),
  ),
});
const Tickets = z.object({ items: z.array(z.object({ alerts: z.array(z.string()), organisation: z.string() })) });
const Opened = z.object({ number: z.number() });

/**
 * What the demonstration's technician does with the first alerts, through the API as from the screen: opens a ticket for three
 * of as many members, of different rules where there are, and takes the first in hand. Ends by itself, at the latest after
 * twenty minutes; rejects with what the API refused.
 */
export async function takeAlerts(options: {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { url, email, password, signal } = options;
  const until = Date.now() + longestMs;
  const ask = async (path: string, headers: Record<string, string>, body?: unknown, method = 'POST') => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      headers: { 'content-type': 'application/json', origin: url, ...headers },
      ...(body !== undefined && { method, body: JSON.stringify(body) }),
      signal,
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer;
  };
  const session = await ask('/session', {}, { email, password });
  const as = { cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '' };
  const rules = new Set<string>();
  while (Date.now() < until && !signal.aborted) {
    const there = Tickets.parse(await (await ask('/tickets?source=alert&state=open&limit=100', as)).json()).items;
    if (there.length >= wanted) return;
    const served = new Set(there.map(({ organisation }) => organisation));
    const { items } = Alerts.parse(await (await ask('/alerts?active=true&limit=500', as)).json());
    const free = items.filter(
      ({ severity, cause, organisation }) =>
        severity !== 'information' && cause === undefined && !served.has(organisation),
    );
    const isPatient = Date.now() < until - longestMs + patienceMs;
    const next = free.find(({ rule }) => !rules.has(rule)) ?? (isPatient ? undefined : free[0]);
    if (next === undefined) {
      await pause(everyMs, undefined, { signal }).catch(() => {});
      continue;
    }
    rules.add(next.rule);
    const { number } = Opened.parse(await (await ask(`/alerts/${encodeURIComponent(next.id)}/ticket`, as, {})).json());
    if (there.length > 0) continue;
    await ask(`/tickets/${number}`, as, { assignee: email, state: 'progress' }, 'PATCH');
    await ask(`/alerts/${encodeURIComponent(next.id)}/acknowledge`, as, { mode: 'until-clear' });
  }
}
