import { expect, test } from 'vitest';
import { intakeOf } from '../../support/intake-of.ts';

const device = (type: string) => ({
  id: 'compteur',
  name: 'Compteur',
  site: 'mairie-tartas',
  type,
  address: 'shelly:bat/a',
});
const noon = '2026-03-01T12:00:00.000Z';
const short = (reading: string) => reading.replace(/^compteur (.*) @ .*$/, '$1');

const notify = (params: object, method = 'NotifyStatus') =>
  JSON.stringify({ src: 'shellypro3em-1', dst: 'bat/a/events', method, params });

test('what has changed is read with its own time, in seconds with a fraction', async () => {
  const said = await intakeOf([device('shelly-plug')]).hear(
    'bat/a/events/rpc',
    '{"src":"shelly1minig3-…","dst":"…/events","method":"NotifyStatus","params":{"ts":1736603810.49,"switch:0":{"id":0,"aenergy":{"total":12345.6},"apower":71.2}}}',
  );
  expect(said.reason).toBeUndefined();
  expect(said.readings).toEqual([
    'compteur electricity.energy 12.3456 @ 2025-01-11T13:56:50.490Z',
    'compteur electricity.power 71.2 @ 2025-01-11T13:56:50.490Z',
  ]);
});

test('a three-phase meter tells its status and its energies in messages of their own', async () => {
  const intake = intakeOf([device('shelly-pro-3em')]);
  const status = await intake.hear(
    'bat/a/status/em:0',
    '{"id":0,"a_current":1.2,"a_voltage":231.1,"a_act_power":255.3,"a_aprt_power":277.2,"a_pf":0.92,"a_freq":50,"b_current":0,"n_current":null,"total_current":3.4,"total_act_power":702.1,"total_aprt_power":790.4,"user_calibrated_phase":[]}',
  );
  expect(status.reason).toBeUndefined();
  expect(status.readings).toEqual(
    [
      'electricity.power 702.1',
      'electricity.apparentPower 790.4',
      'electricity.voltage{L1} 231.1',
      'electricity.current{L1} 1.2',
      'electricity.current{L2} 0',
    ].map((reading) => `compteur ${reading} @ ${noon}`),
  );
  const energies = await intake.hear('bat/a/status/emdata:0', '{"total_act":123456.7,"total_act_ret":800}');
  expect(energies.readings.map(short)).toEqual(['electricity.energy 123.4567', 'electricity.returnedEnergy 0.8']);
});

test('clamps that look the other way turn power and energies round', async () => {
  const params = { 'em:0': { total_act_power: -702.1 }, 'emdata:0': { total_act: 800, total_act_ret: 123456 } };
  const { readings } = await intakeOf([device('shelly-pro-3em-reversed')]).hear('bat/a/events/rpc', notify(params));
  expect(readings.map(short)).toEqual([
    'electricity.energy 123.456',
    'electricity.returnedEnergy 0.8',
    'electricity.power 702.1',
  ]);
});

test('each channel of a single-phase meter is an instance', async () => {
  const params = {
    'em1:0': { act_power: 10, voltage: 230 },
    'em1:1': { act_power: -5 },
    'em1data:1': { total_act_energy: 2000, total_act_ret_energy: 500 },
  };
  const hear = async (type: string) =>
    (await intakeOf([device(type)]).hear('bat/a/events/rpc', notify(params))).readings.map(short);
  expect(await hear('shelly-em')).toEqual([
    'electricity.energy{1} 2',
    'electricity.returnedEnergy{1} 0.5',
    'electricity.power{0} 10',
    'electricity.power{1} -5',
    'electricity.voltage{0} 230',
  ]);
  expect(await hear('shelly-em-reversed')).toEqual([
    'electricity.energy{1} 0.5',
    'electricity.returnedEnergy{1} 2',
    'electricity.power{0} -10',
    'electricity.power{1} 5',
    'electricity.voltage{0} 230',
  ]);
});

test('a switch’s energy counts both directions: what went back is taken off, and never forgotten in a partial update', async () => {
  const intake = intakeOf([device('shelly-plug')]);
  const hear = async (status: object) =>
    (await intake.hear('bat/a/status/switch:0', JSON.stringify(status))).readings.map(short);
  expect(await hear({ id: 0, aenergy: { total: 4000 } })).toEqual(['electricity.energy 4']);
  expect(await hear({ id: 0, aenergy: { total: 5000 }, ret_aenergy: { total: 1500 } })).toEqual([
    'electricity.energy 3.5',
    'electricity.returnedEnergy 1.5',
  ]);
  expect(await hear({ id: 0, apower: 12, aenergy: { total: 5100 } })).toEqual(['electricity.power 12']);
});

test('a full status tells everything, the reception and its system’s time too', async () => {
  const full = {
    sys: { unixtime: 1772359200 },
    wifi: { rssi: -61 },
    'switch:0': { voltage: 231, temperature: { tC: 41.5, tF: 106.7 } },
  };
  const intake = intakeOf([device('shelly-plug')]);
  const { readings } = await intake.hear('bat/a/events/rpc', notify(full, 'NotifyFullStatus'));
  expect(readings).toEqual(
    ['electricity.voltage 231', 'device.temperature 41.5', 'radio.rssi -61'].map(
      (reading) => `compteur ${reading} @ 2026-03-01T10:00:00.000Z`,
    ),
  );
  const empty = await intake.hear('bat/a/events/rpc', notify({ ts: 1772359200, cloud: {} }, 'NotifyFullStatus'));
  expect(empty.reason).toBe('nothing in it that a shelly-plug measures');
});

test('without a time of its own the arrival counts', async () => {
  const { readings } = await intakeOf([device('shelly-plug')]).hear(
    'bat/a/events/rpc',
    notify({ ts: null, 'switch:0': { apower: 5 } }),
  );
  expect(readings).toEqual([`compteur electricity.power 5 @ ${noon}`]);
});

test('the last will says whether it is up', async () => {
  const intake = intakeOf([device('shelly-plug')]);
  expect((await intake.hear('bat/a/online', 'true')).readings).toEqual([`compteur device.up 1 @ ${noon}`]);
  expect((await intake.hearRetained('bat/a/online', 'false')).readings).toEqual([`compteur device.up 0 @ ${noon}`]);
});

test('events are passed over in silence; a method that nobody knows is told', async () => {
  const intake = intakeOf([device('shelly-plug')]);
  const hear = async (method: string) => (await intake.hear('bat/a/events/rpc', notify({ ts: 1 }, method))).reason;
  expect(await hear('NotifyEvent')).toBeUndefined();
  expect(await hear('Boom')).toBe('method "Boom" is none of NotifyStatus, NotifyFullStatus and NotifyEvent');
});

test('a climate sensor that sleeps on batteries', async () => {
  const params = {
    'temperature:0': { tC: 21.3, tF: 70.3 },
    'humidity:0': { rh: 48.2 },
    'devicepower:0': { battery: { V: 5.1, percent: 87 } },
  };
  const { readings } = await intakeOf([device('shelly-climate')]).hear('bat/a/events/rpc', notify(params));
  expect(readings.map(short)).toEqual(['air.temperature 21.3', 'air.humidity 48.2', 'battery.level 87']);
});

test('who may not speak for a plug cannot make it look like one that counts both directions', async () => {
  const intake = intakeOf([device('shelly-plug')]);
  const stranger = { id: 'stranger', mayPublish: () => false, mayWrite: () => false };
  const topic = 'bat/a/status/switch:0';
  const { reason } = await intake.hear(topic, '{"aenergy":{"total":1},"ret_aenergy":{"total":1}}', stranger);
  expect(reason).toBe('client "stranger" may not publish on bat/a/status/switch:0');
  const { readings } = await intake.hear(topic, '{"aenergy":{"total":5000}}');
  expect(readings.map(short)).toEqual(['electricity.energy 5']);
});
