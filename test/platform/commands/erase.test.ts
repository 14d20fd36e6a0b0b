import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDisk } from '../../../commands/platform/disk.ts';
import type { Batch } from '../../../gateway/domain/journal.ts';
import { openJournal } from '../../../gateway/journal/journal.ts';
import { emptyFolder } from '../../support/folder.ts';

const begin = Date.UTC(2026, 2, 1);
const payload = Buffer.from('{"metrics":{"air.co2":600}}');

function batch(from: number, more: Partial<Batch> = {}): Batch {
  return {
    acceptedAt: begin,
    newSeries: [],
    readings: {
      series: Int32Array.of(0, 1),
      times: Float64Array.of(begin + from, begin + from),
      values: Float64Array.of(600, 601),
    },
    refused: [],
    unknown: [],
    announced: [],
    ...more,
  };
}

test('an erased device is nowhere any more: not in the store, the journal, among what was refused or is unknown', async () => {
  await using folder = await emptyFolder();
  const deaths: Error[] = [];
  const settings = {
    folder: folder.path,
    journalQuotaBytes: 1e9,
    store: { store: 'embedded', influxdb: {}, memoryMb: 96 },
  };
  {
    await using thread = await startDisk(settings, (error) => deaths.push(error));
    const { disk, store, inbox } = thread;
    await disk.judgeBy([], { sites: new Map(), calendars: new Map(), devices: new Map() });
    disk
      .judged()
      .then(disk.judged)
      .catch(() => {});
    const of = (device: string) => ({ organisation: 'o', site: 's', type: 't', device, metric: 'm', instance: '' });
    const sent = (device: string) => ({ time: begin, client: 'c', topic: `vigie/v1/s/${device}`, payload });
    await disk.append(
      batch(0, {
        newSeries: [of('gone'), of('stays')],
        refused: ['gone', 'gone/air.co2', 'gone-2', 'stays'].map((device) => ({ ...sent(device), reason: 'why' })),
        unknown: ['gone', 'stays'].map((device) => ({ ...sent(device), address: `native:s/${device}` })),
      }),
    );
    // the last entries are still on their way to the store when the erasure is asked for
    for (let row = 1; row < 200; row++) void disk.append(batch(row));
    await disk.erase('gone');
    const curve = (device: string) =>
      store.curve({ device, metric: 'm', instance: '', from: 0, to: Number.MAX_SAFE_INTEGER });
    expect((await curve('gone')).times.length).toBe(0);
    expect((await curve('stays')).times.length).toBe(200);
    expect((await inbox.refused({ limit: 10 })).items.map(({ topic }) => topic)).toEqual([
      'vigie/v1/s/stays',
      'vigie/v1/s/gone-2',
    ]);
    expect((await inbox.discovered({ limit: 10 })).items.map(({ address }) => address)).toEqual(['native:s/stays']);
  }
  const journal = openJournal({ file: join(folder.path, 'journal.sqlite'), quotaBytes: 1e9, now: () => begin });
  expect(journal.read(0, Number.POSITIVE_INFINITY)).toEqual([]);
  journal.close();
  expect(deaths).toEqual([]);
});

test('a device of another dialect is erased under the name it has there, whatever its capitals', () => {
  const journal = openJournal({ file: ':memory:', quotaBytes: 1e9, now: () => begin });
  const of = (topic: string, text = '{}') => ({ time: begin, client: 'c', topic, payload: Buffer.from(text) });
  const uplink = '{"end_device_ids":{"dev_eui":"24E124707C1A0001"}}';
  journal.append(
    batch(0, {
      readings: { series: new Int32Array(), times: new Float64Array(), values: new Float64Array() },
      refused: [of('v3/mairies/devices/compteur/up', uplink), of('v3/mairies/devices/autre/up')].map((message) => ({
        ...message,
        reason: 'why',
      })),
      unknown: [of('application/1/device/24e124707c1a0001/event/up'), of('zigbee2mqtt/salon')].map((message, at) => ({
        ...message,
        address: ['lorawan:24e124707c1a0001', 'zigbee2mqtt:salon'][at]!,
      })),
      announced: [of('homeassistant/sensor/x/config', '{"identifiers":"24e124707c1a0001"}'), of('other/config')],
    }),
  );
  journal.inbox.erase('compteur-1', 'lorawan:24e124707c1a0001');
  expect(journal.inbox.refused({ limit: 10 }).items.map(({ topic }) => topic)).toEqual(['v3/mairies/devices/autre/up']);
  expect(journal.inbox.discovered({ limit: 10 }).items.map(({ address }) => address)).toEqual(['zigbee2mqtt:salon']);
  expect(journal.inbox.announced().map(({ topic }) => topic)).toEqual(['other/config']);
  journal.close();
});
