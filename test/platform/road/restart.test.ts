import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { openJournal } from '../../../gateway/journal/journal.ts';
import { emptyFolder } from '../../support/folder.ts';
import { productionFolder, startVigie } from '../../support/vigie.ts';

test('after a restart the screens know what stands in the journal alone', async () => {
  await using folder = await emptyFolder();
  const place = await productionFolder(folder.path);
  {
    await using vigie = await startVigie(place);
    const client = await connectAsync(`mqtt://127.0.0.1:${place.mqtt}`, { username: 'tartas', password: 'tartas' });
    await client.publishAsync('vigie/v1/mairie/air', '{"time":1790000000000,"metrics":{"air.co2":612}}', { qos: 1 });
    await client.endAsync();
    await expect.poll(() => vigie.get('/readyz')).toMatchObject({ store: { behind: 0 } });
    await vigie.kill('SIGKILL');
  }
  // as if the process had died between the journal's commit and the store's
  const journal = openJournal({ file: `${folder.path}/data/journal.sqlite`, quotaBytes: 1e9, now: Date.now });
  journal.append({
    acceptedAt: 1_790_000_100_000,
    newSeries: [],
    readings: {
      series: Int32Array.of(0),
      times: Float64Array.of(1_790_000_060_000),
      values: Float64Array.of(700),
    },
    refused: [],
    unknown: [],
  });
  journal.close();

  await using vigie = await startVigie(place);
  expect(await vigie.get('/api/v1/readings/latest?device=air')).toMatchObject({
    items: [{ metric: 'air.co2', value: 700 }],
  });
});
