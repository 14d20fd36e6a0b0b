import { expect, test } from 'vitest';
import { startDisk } from '../../../commands/platform/disk.ts';
import { emptyFolder } from '../../support/folder.ts';

const begin = Date.UTC(2026, 2, 1);

test('what a new journal takes first reaches the store, however early judgement keeps its first checkpoint', async () => {
  await using folder = await emptyFolder();
  const store = { store: 'embedded', influxdb: {}, memoryMb: 96 };
  const settings = { folder: folder.path, journalQuotaBytes: 1e9, store };
  await using thread = await startDisk(settings, () => {});
  const of = { organisation: 'o', site: 's', type: 'air-quality', device: 'air', metric: 'air.co2', instance: '' };
  thread.disk
    .judged()
    .then(thread.disk.judged, () => {})
    .catch(() => {});
  let sent = 0;
  for (let turn = 0; turn < 40; turn++) {
    // each time the territory changes judgement begins anew, and what it must learn is kept at once
    await thread.disk.judgeBy([], { sites: new Map(), calendars: new Map(), devices: new Map() });
    void thread.disk.learn(['air']);
    for (let row = 0; row < 5; row++, sent++)
      void thread.disk.append({
        acceptedAt: begin,
        newSeries: sent === 0 ? [of] : [],
        readings: { series: Int32Array.of(0), times: Float64Array.of(begin + sent), values: Float64Array.of(sent) },
        ...{ refused: [], unknown: [], announced: [] },
      });
  }
  const kept = () =>
    thread.store.curve({ device: 'air', metric: 'air.co2', instance: '', from: 0, to: Number.MAX_SAFE_INTEGER });
  await expect.poll(async () => (await kept()).times.length, { timeout: 10_000 }).toBe(sent);
});
