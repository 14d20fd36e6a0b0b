import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDelivery } from '../../../gateway/notify/delivery.ts';
import { createSmtpSender } from '../../../gateway/notify/smtp.ts';
import { createOutbox } from '../../../gateway/state/create-outbox.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';
import { letterOfMonth } from '../../support/letter-of-month.ts';
import { startMailServer } from '../../support/mail-server.ts';

const writer = join(import.meta.dirname, '../../support/dying-letter.ts');

test.each([
  ['before the sending sends the monthly letter once', 'written', 'sent'],
  ['between the sending and its note sends the monthly letter no second time', 'sent', 'failed'],
])('a kill %s', async (_, when, state) => {
  await using folder = await emptyFolder();
  await using server = await startMailServer();
  const file = join(folder.path, 'state.sqlite');
  const child = spawn(process.execPath, [writer, file, server.url, when], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(server.letters).toHaveLength(when === 'sent' ? 1 : 0);

  const kept = openState({ file });
  await using _kept = { [Symbol.asyncDispose]: () => kept.destroy() };
  const outbox = createOutbox(kept);
  await using delivery = startDelivery({
    outbox,
    sender: createSmtpSender({ url: server.url, from: 'Vigie <vigie@exemple.fr>' }),
    link: async () => undefined,
    now: Date.now,
    log: { warn: () => {}, error: (fields) => expect.fail(JSON.stringify(fields)) },
  });
  // the organisation was not noted either: its letter is posted once more
  await delivery.post(letterOfMonth);
  await expect
    .poll(async () => (await outbox.list({ limit: 5 })).items.map((mail) => mail.state.is), { timeout: 10_000 })
    .toEqual([state]);
  expect(server.letters).toHaveLength(1);
});
