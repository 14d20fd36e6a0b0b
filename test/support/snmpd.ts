import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Debian's snmpd with its own configuration and memory in a folder; it listens before it is handed out. On a free port of 127.0.0.1 unless said. */
export async function startSnmpd(options: { folder: string; config: string; port?: number; at?: 'udp6:[::1]' }) {
  const { folder, config, port = await freeUdpPort(), at = 'udp:127.0.0.1' } = options;
  const file = join(folder, 'snmpd.conf');
  const log = join(folder, 'snmpd.log');
  writeFileSync(file, config);
  writeFileSync(log, '');
  const child = spawn('/usr/sbin/snmpd', ['-f', '-Lf', log, '-C', '-c', file, `${at}:${port}`], {
    stdio: 'ignore',
    env: { ...process.env, SNMP_PERSISTENT_DIR: folder, MIBS: '' },
  });
  const ended = once(child, 'exit');
  // its last line before it takes requests
  while (!readFileSync(log, 'utf8').includes('NET-SNMP version')) {
    if (child.exitCode !== null) throw new Error(`snmpd did not start: ${readFileSync(log, 'utf8')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    port,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** A UDP port that was free a moment ago. */
export async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  socket.close();
  await once(socket, 'close');
  return port;
}
