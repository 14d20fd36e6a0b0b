import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { createAsk } from '../../../gateway/notify/glpi/ask.ts';

test('an answer without an end is read for a megabyte, then left', async () => {
  const part = Buffer.alloc(65_536, 'x');
  let [sent, isLeft] = [0, false];
  const server = createServer((_, response) => {
    const more = () => {
      while (!isLeft && response.write(part)) sent += part.length;
      sent += part.length;
    };
    response.on('drain', more);
    response.on('close', () => {
      isLeft = true;
    });
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on no port');
  try {
    const ask = createAsk(`http://127.0.0.1:${address.port}`, new AbortController().signal);
    const { status, body } = await ask('GET', '/apirest.php/Ticket/1');
    expect([status, String(body).length]).toEqual([200, 1_000_000]);
    await expect.poll(() => isLeft).toBe(true);
    // what the sockets hold is sent beyond what is read
    expect(sent).toBeLessThan(20_000_000);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
