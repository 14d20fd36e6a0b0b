import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type IClientPublishOptions } from 'mqtt';

/** A real Mosquitto that hands everything on to a broker of ours as the client `pont`, and keeps retained messages in its folder. */
export async function startMosquitto(config: { folder: string; port: number; bridgeTo: number }) {
  const file = join(config.folder, 'mosquitto.conf');
  writeFileSync(
    file,
    `listener ${config.port} 127.0.0.1
allow_anonymous true
persistence true
persistence_location ${config.folder}/
user root
connection vigie
address 127.0.0.1:${config.bridgeTo}
remote_username pont
remote_password pont
remote_clientid pont
notifications false
restart_timeout 1
topic # out 1
`,
  );
  const child = spawn('/usr/sbin/mosquitto', ['-c', file], { stdio: 'ignore' });
  const client = connect(`mqtt://127.0.0.1:${config.port}`, { reconnectPeriod: 50 });
  client.on('error', () => {}); // until it listens
  return {
    publish: (topic: string, payload: string, options: IClientPublishOptions) =>
      client.publishAsync(topic, payload, options),
    async [Symbol.asyncDispose]() {
      await client.endAsync();
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    },
  };
}
