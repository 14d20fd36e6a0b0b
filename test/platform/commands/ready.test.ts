import pino from 'pino';
import { expect, test } from 'vitest';
import { startPlatform } from '../../../commands/platform/platform.ts';
import { readConfig } from '../../../config.ts';
import { emptyFolder } from '../../support/folder.ts';
import { smallTerritory } from '../../support/territory.ts';

test('a demonstration is not ready before its history is filled in; a production is at once', async () => {
  await using folder = await emptyFolder();
  const free = { VIGIE_DATA: folder.path, VIGIE_HTTP_LISTEN: '127.0.0.1:0', VIGIE_MQTT_LISTEN: '127.0.0.1:0' };
  const read = readConfig(undefined, free);
  if (!read.ok) throw new Error(read.mistakes.join());
  const { config } = read;
  const answers: [number, boolean][] = [];
  for (const demo of [true, false]) {
    const log = pino({ level: 'silent' });
    const onDeath = (error: Error) => {
      throw error;
    };
    await using platform = await startPlatform({ config, territory: smallTerritory(), log, demo, onDeath });
    for (const share of demo ? [undefined, 0.5, 1] : [undefined]) {
      if (share !== undefined) platform.setBackfill(share);
      const answer = await fetch(`${platform.server.url}/readyz`);
      answers.push([answer.status, ((await answer.json()) as { ready: boolean }).ready]);
    }
  }
  expect(answers).toEqual([
    [503, false],
    [503, false],
    [200, true],
    [200, true],
  ]);
});
