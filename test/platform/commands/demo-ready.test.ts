import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { freePort } from '../../support/vigie.ts';

const root = join(import.meta.dirname, '../../..');

const password = 'une-belle-demonstration';

/** A demonstration in a process of its own: what `/readyz` first says, then what `look` makes of it. */
async function firstWord<T>(data: string, look: (url: string) => Promise<T>) {
  const [http, mqtt] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(root, 'vigie.ts'), 'demo'], {
    env: {
      ...process.env,
      VIGIE_DATA: data,
      VIGIE_DEMO_PASSWORD: password,
      VIGIE_HTTP_LISTEN: `127.0.0.1:${http}`,
      VIGIE_MQTT_LISTEN: `127.0.0.1:${mqtt}`,
    },
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  try {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`http://127.0.0.1:${http}/readyz`).catch(() => undefined);
      if (answer !== undefined) {
        return { status: answer.status, body: await answer.json(), seen: await look(`http://127.0.0.1:${http}`) };
      }
      if (tries > 1_000 || child.exitCode !== null) throw new Error('vigie demo does not answer');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

interface Opened {
  readonly category: string;
  readonly source: string;
}

/** The open tickets, as the demonstration's technician reads them. */
async function openTickets(url: string): Promise<Opened[]> {
  let cookie = '';
  const signIn = async () => {
    const body = JSON.stringify({ email: 'technicien@demo', password });
    const answer = await fetch(`${url}/api/v1/session`, {
      ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
    });
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return answer.status;
  };
  const patience = { timeout: 30_000, interval: 500 };
  await expect.poll(signIn, patience).toBe(204);
  let items: Opened[] = [];
  const read = async () => {
    const answer = await fetch(`${url}/api/v1/tickets?state=open&limit=200`, { headers: { cookie } });
    ({ items } = JSON.parse(await answer.text()));
    return items.length;
  };
  await expect.poll(read, patience).toBeGreaterThanOrEqual(8);
  return items;
}

test('a demonstration is not ready before its history is filled in, from the first answer on; its helpdesk is alive at once', async () => {
  await using folder = await emptyFolder();
  const { status, body, seen } = await firstWord(folder.path, openTickets);
  expect([status, body]).toEqual([503, expect.objectContaining({ ready: false, backfill: expect.any(Number) })]);
  expect(new Set(seen.map(({ category }) => category)).size).toBeGreaterThanOrEqual(6);
  expect(new Set(seen.map(({ source }) => source))).toContain('mairie');
});
