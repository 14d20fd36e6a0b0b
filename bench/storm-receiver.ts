import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/*
 * A process of its own that takes what a storm sends to a webhook and to an Alertmanager; prints its port, and at each line of its
 * input how many messages and how many different alerts the webhook has heard.
 */
const Heard = z.object({ alerts: z.array(z.object({ labels: z.object({ device: z.string() }) })) });
const devices = new Set<string>();
let messages = 0;

const server = createServer(async (request, response) => {
  const body = await text(request);
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  if (request.url !== '/webhook') return;
  messages++;
  for (const { labels } of Heard.parse(JSON.parse(body)).alerts) devices.add(labels.device);
}).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`${typeof address === 'object' && address !== null ? address.port : 0}\n`);
});
process.stdin.on('data', () => process.stdout.write(`${JSON.stringify({ messages, devices: devices.size })}\n`));
process.stdin.on('end', () => server.close());
