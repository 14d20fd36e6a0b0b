import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMailCourier } from '../../../gateway/notify/mail-courier.ts';
import { startSending } from '../../../gateway/notify/sending.ts';
import { createSmtpSender } from '../../../gateway/notify/smtp.ts';
import { createNotices } from '../../../gateway/state/create-notices.ts';
import { openState } from '../../../gateway/state/open-state.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startMailServer } from '../../support/mail-server.ts';
import { notice } from '../../support/notices-in-hand.ts';

const teller = join(import.meta.dirname, '../../support/dying-teller.ts');

test.each([
  ['between the decision and the sending tells it once', 'written', 1],
  ['between the sending and its note tells it again, as the same mail', 'sent', 2],
])('a kill %s', async (_, when, letters) => {
  await using folder = await emptyFolder();
  await using server = await startMailServer();
  const file = join(folder.path, 'state.sqlite');
  const child = spawn(process.execPath, [teller, file, server.url, when], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
  expect(server.letters).toHaveLength(letters - 1);

  const state = openState({ file });
  await using _state = { [Symbol.asyncDispose]: () => state.destroy() };
  const notices = createNotices(state);
  // the journal is judged again from its checkpoint: the same decision comes once more
  await notices.decide([notice()], [], Date.now());
  await using sending = startSending({
    notices,
    couriers: new Map([
      [
        'mail',
        createMailCourier({
          sender: createSmtpSender({ url: server.url, from: 'Vigie <vigie@exemple.fr>' }),
          notices,
          letters: { consequences: () => [] },
          host: 'vigie.exemple.fr',
        }),
      ],
    ]),
    recipient: async () => ({ address: 'marie@agence.fr', language: 'fr' }),
    now: Date.now,
    log: { warn: () => {}, error: (fields) => expect.fail(JSON.stringify(fields)) },
  });
  await expect.poll(async () => (await notices.list({ limit: 2 })).items).toMatchObject([{ state: { is: 'sent' } }]);
  await sending.settled();
  expect(server.letters).toHaveLength(letters);
  const ids = server.letters.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1]);
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toMatch(/^<vigie-fuite-1\.1\./);
});
