import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { io, type Socket } from 'socket.io-client';
import { startPlatform } from '../commands/platform/platform.ts';
import { Config } from '../config.ts';
import type { ClientToServer, ServerToClient } from '../dashboard/contract/socket.ts';
import type { Device, MqttClient, Territory } from '../devices/territory.ts';

const devices = 1_000;
const connections = 20;

/** From publish to a Socket.IO client at 2,000 readings a second, over real MQTT and a real socket; prints p50, p99 and the worst, ms. */
export async function benchLatency(seconds = 20): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const territory = benchTerritory();
  const platform = stack.use(
    await startPlatform({
      config: Config.parse({ data: folder, http: { listen: '127.0.0.1:0' }, mqtt: { listen: '127.0.0.1:0' } }),
      territory,
      log: pino({ level: 'silent' }),
      secrets: new Map([...territory.clients.keys()].map((id) => [id, 'bench'])),
      onDeath: (error) => {
        throw error;
      },
    }),
  );
  const { token } = await platform.accounts.addToken({ name: 'bench', role: 'technician' }, Date.now());
  const socket: Socket<ServerToClient, ClientToServer> = io(platform.server.url, {
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${token}`, origin: platform.server.url },
  });
  stack.defer(() => {
    socket.close();
  });
  await once(socket as unknown as NodeJS.EventEmitter, 'connect'); // border: its emitter is not node's
  const watched = await new Promise<{ ok: boolean }>((resolve) => {
    socket.emit('watch', { organisation: 'bench' }, resolve);
  });
  if (!watched.ok) throw new Error('the socket may not watch');
  const delays: number[] = [];
  socket.on('changes', ({ readings }) => {
    const now = Date.now();
    for (const reading of readings) delays.push(now - Date.parse(reading.time));
  });

  const load = spawn(
    process.execPath,
    [
      join(import.meta.dirname, 'load-generator.ts'),
      ...['--port', `${platform.broker.port}`, '--seconds', `${seconds}`, '--rate', '1000'],
      ...['--devices', `${devices}`, '--connections', `${connections}`],
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  await once(load, 'close');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const expected = seconds * 2_000;
  if (delays.length < expected * 0.95) throw new Error(`${delays.length} of ${expected} readings reached the screen`);
  delays.sort((a, b) => a - b);
  const at = (share: number) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? Number.NaN;
  process.stdout.write(
    `publish to screen at 2,000 readings/s: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, worst ${at(1)} ms of ${delays.length} readings\n`,
  );
}

function benchTerritory(): Territory {
  const all = Array.from({ length: devices }, (_, index): [string, Device] => [
    `bench-${index}`,
    { id: `bench-${index}`, name: `Bench ${index}`, site: 'bench', type: 'air-quality' },
  ]);
  const clients = Array.from({ length: connections }, (_, index): [string, MqttClient] => [
    `bench-${index}`,
    { id: `bench-${index}`, publish: ['vigie/v1/bench/+'], subscribe: [] },
  ]);
  return {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map(all),
    clients: new Map(clients),
    calendars: new Map(),
    mappings: [],
  };
}
