import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Device, MqttClient, Territory } from '../../../devices/territory.ts';
import { keepStored } from '../../../gateway/keep-stored.ts';
import { openEmbeddedStore } from '../../../gateway/store/embedded/embedded-store.ts';
import { buildingsOf } from '../../../simulators/buildings.ts';
import { lineProtocol } from '../../../simulators/speech/line-protocol.ts';
import type { Speak } from '../../../simulators/speech/speech.ts';
import { createSpeeches } from '../../../simulators/speech/speeches.ts';
import type { Sample } from '../../../simulators/wire.ts';
import { emptyFolder } from '../../support/folder.ts';
import { startRoad } from '../../support/road.ts';
import { smallTerritory } from '../../support/territory.ts';

const MINUTE = 60_000;
const from = Date.UTC(2026, 1, 3, 5);
const to = from + 24 * 60 * MINUTE;

/** What the dialect's own units leave of a value: the step by metric, in the metric's unit. Elsewhere nothing is rounded. */
type Steps = Readonly<Record<string, number>>;

/** A Milesight frame holds tenths of °C and of hPa, halves of %, hundredths of mg/m³, and whole numbers. */
const frame: Steps = {
  ...{ 'air.temperature': 0.1, 'air.pressure': 0.1, 'air.humidity': 0.5, 'air.formaldehyde': 0.01 },
};
/** A meter counts whole Wh, and so do ZLinky's kWh with `kWh_precision: 3`. */
const wattHours: Steps = { 'electricity.energy': 0.001 };
const litres = { pulse: 1 };

interface Way {
  readonly by: string;
  readonly steps: Steps;
  /** series that are compared */
  readonly series: number;
  readonly devices: readonly Pick<Device, 'id' | 'type' | 'address' | 'coefficients'>[];
  readonly publish?: string;
  readonly instance?: string;
  /** where no address tells how it is said */
  readonly speak?: Speak;
}

/** Every dialect that tells when it measured; Home Assistant's state topics do not. */
const ways: readonly Way[] = [
  {
    ...{ by: 'Vigie’s own topics', steps: {}, series: 11 },
    devices: [
      { id: 'salon', type: 'air-quality' },
      { id: 'eau', type: 'water-meter' },
      { id: 'elec', type: 'electricity-meter' },
    ],
  },
  {
    ...{ by: 'line protocol', steps: {}, series: 11, speak: lineProtocol },
    devices: [
      { id: 'salon', type: 'air-quality' },
      { id: 'eau', type: 'water-meter' },
      { id: 'elec', type: 'electricity-meter' },
    ],
  },
  {
    ...{ by: 'Sparkplug B', steps: {}, series: 11 },
    devices: [
      { id: 'gtb', type: 'sparkplug-node', address: 'sparkplug:tartas/gtb' },
      { id: 'salon', type: 'air-quality', address: 'sparkplug:tartas/gtb/salon' },
      { id: 'eau', type: 'water-meter', address: 'sparkplug:tartas/gtb/eau' },
      { id: 'elec', type: 'electricity-meter', address: 'sparkplug:tartas/gtb/elec' },
    ],
  },
  {
    ...{ by: 'Zigbee2MQTT', steps: {}, series: 11 },
    devices: [
      { id: 'salon', type: 'zigbee-air', address: 'zigbee2mqtt:mairie/salon' },
      { id: 'elec', type: 'zigbee-plug', address: 'zigbee2mqtt:mairie/elec' },
    ],
  },
  ...['historique', 'standard', 'three-phase'].map((mode) => ({
    ...{ by: `ZLinky, ${mode}`, steps: wattHours, series: 2 },
    devices: [{ id: 'elec', type: `linky-zlinky-${mode}`, address: 'zigbee2mqtt:linky' }],
  })),
  ...['application', 'v3'].map((server) => ({
    ...{ by: server === 'v3' ? 'The Things Stack' : 'ChirpStack', steps: frame, series: 13, publish: `${server}/#` },
    devices: [
      { id: 'salon', type: 'milesight-am319', address: 'lorawan:24e124710c140701' },
      { id: 'eau', type: 'milesight-em300-di', address: 'lorawan:24e124136b325501', coefficients: litres },
    ],
  })),
  ...['application', 'v3'].map((server) => ({
    by: `the codec of ${server === 'v3' ? 'The Things Stack' : 'ChirpStack'}`,
    ...{ steps: {}, series: 3, publish: `${server}/#` },
    devices: [{ id: 'eau', type: 'lorawan-water-pulses', address: 'lorawan:70b3d5499a2c1f08', coefficients: litres }],
  })),
  {
    ...{ by: 'Tasmota', steps: {}, series: 9 },
    devices: [
      { id: 'salon', type: 'tasmota-climate', address: 'tasmota:salon' },
      { id: 'elec', type: 'tasmota-plug', address: 'tasmota:elec' },
    ],
  },
  {
    ...{ by: 'Tasmota, three-phase', steps: {}, series: 4 },
    devices: [{ id: 'elec', type: 'tasmota-three-phase', address: 'tasmota:elec' }],
  },
  {
    ...{ by: 'Tasmota’s Teleinfo', steps: wattHours, series: 3 },
    devices: [{ id: 'elec', type: 'linky-tasmota', address: 'tasmota:linky' }],
  },
  ...['shelly-pro-3em', 'shelly-em', 'shelly-plug'].map((type) => ({
    ...{ by: `Shelly, ${type}`, steps: wattHours, series: type === 'shelly-plug' ? 7 : 8 },
    ...(type === 'shelly-em' && { instance: '0' }),
    devices: [
      { id: 'salon', type: 'shelly-climate', address: 'shelly:salon' },
      { id: 'elec', type, address: 'shelly:elec' },
    ],
  })),
];

const recording = recordedDay();

test.each(ways)('a building’s day that came by $by is stored as the same readings', async (way) => {
  const territory = territoryOf(way);
  const speeches = createSpeeches(territory);
  await using folder = await emptyFolder();
  await using road = await startRoad({ territory });
  const client = await road.client('pont');
  const measured = (id: string) => catalogue.get(territory.devices.get(id)?.type ?? '')?.metrics ?? {};
  const sent = recording.flatMap(({ device, sample: { time, metrics } }) => {
    const known = Object.entries(metrics).filter(([metric]) => metric in measured(device));
    const sample = { time, metrics: Object.fromEntries(known) };
    if (known.length === 0) return [];
    return way.speak?.({ device, site: '', type: '' }, [sample]) ?? speeches.say(device, [sample]);
  });
  await Promise.all(
    sent.map(({ topic, payload }) =>
      client.publishAsync(topic, typeof payload === 'string' ? payload : Buffer.from(payload), { qos: 1 }),
    ),
  );
  await client.endAsync();
  expect(road.refused()).toEqual([]);

  const store = await openEmbeddedStore({ folder: folder.path, seriesOf: (id) => road.journal.series()[id]! });
  const ending = new AbortController();
  const progress = { position: 0, trouble: undefined };
  const moved = () => setImmediate(true);
  const following = keepStored({ journal: road.journal, store, progress, signal: ending.signal, moved });
  await expect.poll(() => progress.position).toBe(road.journal.lastSeq());
  ending.abort();
  await following;

  let compared = 0;
  for (const [device, metrics] of Map.groupBy(recording, (one) => one.device)) {
    for (const metric of Object.keys(metrics[0]?.sample.metrics ?? {})) {
      if (!(metric in measured(device))) continue;
      const instance = (metric !== 'radio.rssi' && device === 'elec' && way.instance) || '';
      const { times, values } = await store.curve({ device, metric, instance, from, to });
      const expected = metrics.map(({ sample }) => sample);
      expect([...times], `${device} ${metric}`).toEqual(expected.map(({ time }) => time));
      expect([...values], `${device} ${metric}`).toEqual(
        expected.map((sample) => stepped(sample.metrics[metric]!, way.steps[metric])),
      );
      compared++;
    }
  }
  await store.close();
  expect(compared).toBe(way.series);
});

/** A winter's day of a room, a water meter and an electricity meter, every ten minutes; some values finer than most dialects hold. */
function recordedDay(): readonly { readonly device: string; readonly sample: Sample }[] {
  const types = { salon: 'milesight-am319', eau: 'water-meter', elec: 'shelly-pro-3em' };
  const place = { site: 'mairie-tartas', client: 'pont' };
  const { sites } = smallTerritory();
  const devices = Object.entries(types).map(([id, type]) => ({ ...place, id, name: id, type }));
  const territory = { ...smallTerritory(), sites, devices: new Map(devices.map((device) => [device.id, device])) };
  const finer: Steps = {
    'air.temperature': 0.03,
    'air.humidity': 0.2,
    'air.pressure': 0.02,
    'electricity.energy': 0.0004,
  };
  const probes = Map.groupBy(
    buildingsOf(territory, { seed: 7 }).flatMap((building) => building.probes),
    (probe) => probe.device.id,
  );
  const day = [];
  for (let time = from + MINUTE; time < to; time += 10 * MINUTE) {
    for (const [device, own] of probes) {
      const read = own.map((p) => [p.metric.id, Math.round((p.read(time) + (finer[p.metric.id] ?? 0)) * 1e4) / 1e4]);
      day.push({ device, sample: { time, metrics: Object.fromEntries(read) } });
    }
  }
  return day;
}

function territoryOf({ devices, publish = '#' }: Way): Territory {
  const pont: MqttClient = { id: 'pont', publish: [publish], subscribe: [] };
  return smallTerritory({
    devices: devices.map((device) => ({ ...device, name: device.id, site: 'mairie-tartas', client: 'pont' })),
    clients: [pont],
  });
}

function stepped(value: number, step: number | undefined): number {
  if (step === undefined) return value;
  const inverse = Math.round(1 / step);
  return Math.round(value * inverse) / inverse;
}
