import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createMailFolder } from '../../../gateway/notify/mail-folder.ts';
import { emptyFolder } from '../../support/folder.ts';

test('where nothing may leave, mails are files that a mail program opens, and the newest stay', async () => {
  await using place = await emptyFolder();
  const folder = join(place.path, 'courrier');
  const sender = createMailFolder({ folder, from: 'Vigie <vigie@demo.invalid>', keep: 2 });
  const thread = { messageId: 'vigie-fuite-1@demo', references: [], alert: 'fuite-1' };
  const answers = await Promise.all(
    ['une', 'deux', 'trois'].map((subject) =>
      sender.send({ to: 'mairie.tartas@demo', subject, text: 'Fuite d’eau probable', html: '<p>Fuite</p>', thread }),
    ),
  );
  expect(answers.map(({ answer }) => answer)).toEqual(Array(3).fill(expect.stringMatching(/^courrier\/.+\.eml$/)));
  const files = (await readdir(folder)).sort();
  expect(files.map((file) => join('courrier', file))).toEqual(answers.slice(1).map(({ answer }) => answer));
  const last = await readFile(join(place.path, answers[2]?.answer ?? ''), 'utf8');
  for (const line of ['To: mairie.tartas@demo', 'Subject: trois', 'X-Vigie-Alert: fuite-1', 'text/html']) {
    expect(last).toContain(line);
  }
});
