import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { freePort } from '../../support/vigie.ts';

const root = join(import.meta.dirname, '../../..');

/** What `/readyz` of a demonstration says when it first answers. */
async function firstWord(data: string): Promise<{ status: number; body: unknown }> {
  const [http, mqtt] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [join(root, 'vigie.ts'), 'demo'], {
    env: {
      ...process.env,
      VIGIE_DATA: data,
      VIGIE_DEMO_PASSWORD: 'une-belle-demonstration',
      VIGIE_HTTP_LISTEN: `127.0.0.1:${http}`,
      VIGIE_MQTT_LISTEN: `127.0.0.1:${mqtt}`,
    },
    stdio: 'ignore',
  });
  const gone = once(child, 'exit');
  try {
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`http://127.0.0.1:${http}/readyz`).catch(() => undefined);
      if (answer !== undefined) return { status: answer.status, body: await answer.json() };
      if (tries > 1_000 || child.exitCode !== null) throw new Error('vigie demo does not answer');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    child.kill('SIGKILL');
    await gone;
  }
}

test('a demonstration is not ready before its history is filled in, from the first answer on', async () => {
  await using folder = await emptyFolder();
  const { status, body } = await firstWord(folder.path);
  expect([status, body]).toEqual([503, expect.objectContaining({ ready: false, backfill: expect.any(Number) })]);
});
