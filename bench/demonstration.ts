import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const http = 18_080;
const url = `http://127.0.0.1:${http}`;
const password = 'bench';

/** Resident memory of `vigie demo` from its first start on: the peak while the history is filled in, and after ten minutes. Linux only. */
export async function benchMemory(minutes = 10): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(data, { recursive: true, force: true }));
  const demo = startDemo(root, data);
  stack.defer(() => stop(demo));
  const begun = Date.now();
  let filledMs = 0;
  while (Date.now() - begun < minutes * 60_000) {
    await pause(1_000);
    if (
      filledMs === 0 &&
      (await fetch(`${url}/readyz`).then(
        (response) => response.ok,
        () => false,
      ))
    ) {
      filledMs = Date.now() - begun;
    }
  }
  const status = await readFile(`/proc/${demo.pid}/status`, 'utf8');
  const megabytes = (name: string) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1_024);
  process.stdout.write(
    `demonstration: history filled in after ${Math.round(filledMs / 1_000)} s, peak ${megabytes('VmHWM')} MB, ` +
      `after ${minutes} minutes ${megabytes('VmRSS')} MB\n`,
  );
}

/** From `npm ci` on a fresh clone to the first live value of the demonstration, seconds. */
export async function benchInstall(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-bench-'));
  await using stack = new AsyncDisposableStack();
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const clone = join(folder, 'vigie');
  execFileSync('git', ['clone', '--quiet', root, clone]);
  const begun = Date.now();
  execFileSync('npm', ['ci', '--silent'], { cwd: clone, stdio: 'inherit' });
  const installedMs = Date.now() - begun;
  const demo = startDemo(clone, join(folder, 'data'));
  stack.defer(() => stop(demo));
  const started = Date.now();
  while (!(await hasLiveValue(started))) {
    if (Date.now() - begun > 300_000) throw new Error('no live value within five minutes');
    await pause(250);
  }
  const seconds = (ms: number) => Math.round(ms / 1_000);
  process.stdout.write(
    `npm ci ${seconds(installedMs)} s, then ${seconds(Date.now() - started)} s to the first live value: ${seconds(Date.now() - begun)} s\n`,
  );
}

function startDemo(folder: string, data: string): ChildProcess {
  // as from a shell: the program itself sees to how it starts
  const { MALLOC_ARENA_MAX: _, ...withoutOwn } = process.env;
  return spawn(process.execPath, [join(folder, 'vigie.ts'), 'demo'], {
    cwd: folder,
    stdio: 'ignore',
    env: {
      ...withoutOwn,
      VIGIE_DATA: data,
      VIGIE_DEMO_PASSWORD: password,
      VIGIE_HTTP_LISTEN: `127.0.0.1:${http}`,
      VIGIE_MQTT_LISTEN: '127.0.0.1:18083',
    },
  });
}

async function hasLiveValue(since: number): Promise<boolean> {
  try {
    const signedIn = await fetch(`${url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'technicien@demo', password }),
    });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0];
    if (cookie === undefined) return false;
    const latest = await fetch(`${url}/api/v1/readings/latest?site=mairie-tartas`, { headers: { cookie } });
    return [...(await latest.text()).matchAll(/"time":"([^"]+)"/g)].some(([, time]) => Date.parse(time ?? '') >= since);
  } catch {
    return false; // not listening yet
  }
}

async function stop(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const gone = once(demo, 'exit');
  demo.kill('SIGTERM');
  await gone;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
