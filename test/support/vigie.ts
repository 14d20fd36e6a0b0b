import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');
export const admin = { email: 'admin@test.fr', password: 'Veilleur-40313-du-soir' };

/** What `vigie ARGS` does in a process of its own: exit code and output. */
export async function runVigie(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(root, 'vigie.ts'), ...args], { env: { ...process.env, ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), stdout, stderr };
}

/** A small territory with one client `tartas` (password `tartas`) as files of a production folder; the path of its vigie.yaml. */
export async function productionFolder(
  path: string,
  more: { mqtt?: string; yaml?: string; devices?: string; publicUrl?: boolean } = {},
): Promise<{ config: string; http: number; mqtt: number }> {
  const [http, mqtt] = [await freePort(), await freePort()];
  await writeFile(join(path, 'password'), 'tartas\n', { mode: 0o600 });
  await mkdir(join(path, 'territory'));
  await writeFile(
    join(path, 'territory', 'tartas.yaml'),
    `organisations: [{ id: tartas, name: Tartas }]
sites: [{ id: mairie, name: Mairie de Tartas, organisation: tartas }]
devices:
  - { id: air, name: Salle du conseil, site: mairie, type: air-quality, client: tartas }
  - { id: eau, name: Compteur d’eau, site: mairie, type: water-meter, client: tartas }
${more.devices ?? ''}clients: [{ id: tartas, passwordFile: ${join(path, 'password')}, publish: [vigie/v1/mairie/+], subscribe: [] }]
`,
  );
  const config = join(path, 'vigie.yaml');
  await writeFile(
    config,
    `data: ${join(path, 'data')}
territory: ${join(path, 'territory')}
http: { listen: "127.0.0.1:${http}"${more.publicUrl ? `, publicUrl: "http://127.0.0.1:${http}"` : ''} }
mqtt: { listen: "127.0.0.1:${mqtt}"${more.mqtt ?? ''} }
log: { level: warn }
${more.yaml ?? ''}`,
  );
  return { config, http, mqtt };
}

/** `vigie start` in a process of its own, ready; the administrator of `admin` exists. `onLog` is told each line of its log. */
export async function startVigie(
  place: { config: string; http: number; mqtt: number; traps?: number },
  onLog?: (line: string) => void,
) {
  const child: ChildProcess = spawn(process.execPath, [join(root, 'vigie.ts'), 'start', '--config', place.config], {
    env: {
      ...process.env,
      VIGIE_COLLECTOR_TRAPS_LISTEN: `127.0.0.1:${place.traps ?? 0}`,
      VIGIE_ADMIN_EMAIL: admin.email,
      VIGIE_ADMIN_PASSWORD: admin.password,
    },
    stdio: ['ignore', onLog === undefined ? 'inherit' : 'pipe', 'inherit'],
  });
  if (child.stdout !== null && onLog !== undefined) createInterface({ input: child.stdout }).on('line', onLog);
  const url = `http://127.0.0.1:${place.http}`;
  for (let tries = 0; ; tries++) {
    const isReady = await fetch(`${url}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) break;
    if (tries > 600 || child.exitCode !== null)
      throw new Error(`vigie start did not become ready (exit ${child.exitCode})`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    child,
    async kill(signal: NodeJS.Signals): Promise<void> {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
    /** A session, of the administrator unless said, as headers of a request that may change things. */
    async session(who = admin): Promise<{ cookie: string; origin: string }> {
      const signedIn = await fetch(`${url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(who),
      });
      return { cookie: signedIn.headers.get('set-cookie')?.split(';')[0] ?? '', origin: url };
    },
    /** A request with these headers; its status and body. */
    async ask(headers: Record<string, string>, path: string, body?: unknown): Promise<Answer> {
      const response = await fetch(`${url}/api/v1${path}`, {
        headers: { 'content-type': 'application/json', ...headers },
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    },
    /** GET with the administrator's session. */
    async get(path: string): Promise<unknown> {
      const response = await fetch(`${url}${path}`, { headers: await this.session() });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) await this.kill('SIGKILL');
    },
  };
}

/** `body` is what JSON.parse made of the answer: each test says what it expects of it. */
interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests are about
  body: any;
}

/**
 * A TCP port that nobody listens on. Below those that the system gives to connections going out (32768 and up), which would take
 * it before the program under test does; each worker of the tests has some of its own.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < portsOfWorker; tries++) {
    const port = firstPort + (nextPort++ % portsOfWorker);
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`no port from ${firstPort} on is free`);
}

const portsOfWorker = 1_400;
const firstPort = 20_600 + (Number(process.env.VITEST_POOL_ID ?? 0) % 8) * portsOfWorker;
let nextPort = Math.floor(Math.random() * portsOfWorker);
