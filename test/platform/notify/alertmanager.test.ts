import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Parcel, Told } from '../../../gateway/domain/notice.ts';
import { createAlertmanagerCourier } from '../../../gateway/notify/alertmanager-courier.ts';
import { listening } from '../../support/checked.ts';
import { emptyFolder } from '../../support/folder.ts';
import { dueOf, toldOf } from '../../support/notices-in-hand.ts';

/** Debian's Alertmanager on a free port, alone. */
async function startAlertmanager() {
  const stack = new AsyncDisposableStack();
  const { path } = stack.use(await emptyFolder());
  await writeFile(join(path, 'alertmanager.yml'), 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n');
  const held = await listening(createServer());
  const { port } = held;
  await held[Symbol.asyncDispose]();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    'prometheus-alertmanager',
    [
      `--config.file=${join(path, 'alertmanager.yml')}`,
      `--storage.path=${path}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: 'ignore' },
  );
  stack.defer(async () => {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  });
  const isReady = () =>
    fetch(`${url}/-/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isReady).toBe(true);
  return {
    url,
    async alerts() {
      const answer = await fetch(`${url}/api/v2/alerts`);
      // border: the other program's own answer
      return (await answer.json()) as { labels: object; annotations: object; startsAt: string; endsAt: string }[];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

test('a real Alertmanager knows an alert, is told that it stands, and that it is over', async () => {
  await using real = await startAlertmanager();
  const clock = { now: Date.now() };
  const courier = createAlertmanagerCourier(
    { url: `${real.url}/` },
    { publicUrl: 'https://v.fr', now: () => clock.now },
  );
  const parcel = (told: Told): Parcel => ({
    to: 'alertmanager/a',
    digest: false,
    notices: [dueOf(told)],
    language: 'fr',
    address: '',
  });
  const since = clock.now - 3_600_000;
  const told = toldOf({ since, instance: 'entrée' });
  expect((await courier.send(parcel(told))).answer).toMatch(/^200/);
  await expect.poll(async () => (await real.alerts()).length).toBe(1);
  const [first] = await real.alerts();
  expect(first).toMatchObject({
    labels: {
      alertname: 'water-leak',
      organisation: 'tartas',
      site: 'mairie-tartas',
      device: 'eau',
      instance: 'entrée',
    },
    annotations: { summary: 'Tartas, Mairie : Fuite d’eau probable', severity: 'critical' },
    startsAt: new Date(since).toISOString(),
    generatorURL: 'https://v.fr/alertes/fuite-1',
  });
  expect(Date.parse(first?.endsAt ?? '') - clock.now).toBe(300_000);
  clock.now += 60_000;
  await courier.keep([toldOf({ since, instance: 'entrée', severity: 'warning' })]);
  const stands = async () => {
    const found = await real.alerts();
    return found.map(({ endsAt }) => Date.parse(endsAt) - clock.now);
  };
  // the same alert still, believed for five minutes more
  await expect.poll(stands).toEqual([300_000]);
  await courier.send(parcel(toldOf({ since, instance: 'entrée', active: false, until: Date.now() })));
  await expect.poll(real.alerts).toEqual([]);
  // one that ends before it begins
  const refused = courier.send(parcel(toldOf({ since, active: false, until: since - 1_000 })));
  await expect(refused).rejects.toMatchObject({ retryable: false, status: 400 });
});
