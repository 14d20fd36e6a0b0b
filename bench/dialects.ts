import { catalogue } from '../devices/catalogue.ts';
import type { Device, Territory } from '../devices/territory.ts';
import { createDialects } from '../gateway/intake/dialects.ts';
import { createDirectory } from '../gateway/intake/directory.ts';
import { createIntake } from '../gateway/intake/intake.ts';
import { chirpstack } from '../simulators/speech/chirpstack.ts';
import { createHomeAssistantSpeech } from '../simulators/speech/home-assistant.ts';
import { lineProtocol } from '../simulators/speech/line-protocol.ts';
import { native } from '../simulators/speech/native.ts';
import { shelly } from '../simulators/speech/shelly.ts';
import { createSparkplugSpeech } from '../simulators/speech/sparkplug.ts';
import type { Speak } from '../simulators/speech/speech.ts';
import { tasmota } from '../simulators/speech/tasmota.ts';
import { theThingsStack } from '../simulators/speech/the-things-stack.ts';
import { zigbee2mqtt } from '../simulators/speech/zigbee2mqtt.ts';
import { table } from './figures.ts';

interface Spoken {
  readonly dialect: string;
  readonly type: string;
  readonly address?: string;
  readonly coefficients?: Device['coefficients'];
  readonly speak: Speak;
  readonly metrics: Readonly<Record<string, number>>;
}

const devEui = 'lorawan:24e124707c1a0001';
const climate = { 'air.temperature': 21.3, 'air.humidity': 48, 'battery.level': 92 };
const meter = { 'electricity.energy': 9098.245, 'electricity.power': 1200, 'electricity.apparentPower': 1310 };
const room = { ...climate, 'air.co2': 412, 'air.pressure': 1013.2 };

/** What is decoded: a device of a type, what it measures, and how it says so. A new dialect is one line. */
const spoken: readonly Spoken[] = [
  { dialect: 'chirpstack, frame', type: 'milesight-am107', address: devEui, speak: chirpstack, metrics: room },
  {
    dialect: 'chirpstack, decoded',
    type: 'lorawan-heat-meter',
    address: devEui,
    speak: chirpstack,
    metrics: { 'heat.energy': 1234.5, 'heat.power': 800 },
  },
  {
    dialect: 'home-assistant',
    type: 'climate',
    address: 'homeassistant:x',
    speak: createHomeAssistantSpeech(),
    metrics: climate,
  },
  { dialect: 'line-protocol', type: 'climate', speak: lineProtocol, metrics: climate },
  { dialect: 'native', type: 'climate', speak: native, metrics: climate },
  { dialect: 'shelly', type: 'shelly-plug', address: 'shelly:x', speak: shelly, metrics: meter },
  {
    dialect: 'sparkplug',
    type: 'climate',
    address: 'sparkplug:tartas/passerelle/x',
    speak: createSparkplugSpeech().speak,
    metrics: climate,
  },
  { dialect: 'tasmota, teleinfo', type: 'linky-tasmota', address: 'tasmota:x', speak: tasmota, metrics: meter },
  {
    dialect: 'the-things-stack, frame',
    type: 'milesight-am107',
    address: devEui,
    speak: theThingsStack,
    metrics: room,
  },
  { dialect: 'zlinky', type: 'linky-zlinky-historique', address: 'zigbee2mqtt:x', speak: zigbee2mqtt, metrics: meter },
  { dialect: 'zigbee2mqtt', type: 'zigbee-climate', address: 'zigbee2mqtt:x', speak: zigbee2mqtt, metrics: climate },
];

const round = 4_000;
const distinct = 100;

/**
 * Messages in a second of processor time from bytes to checked readings in columns, each dialect beside `JSON.parse` of the very same
 * payloads; the journal takes the batches and does nothing with them.
 */
export async function benchDialects(seconds = 3): Promise<void> {
  const rows = [['dialect', 'messages/s', 'readings/s', 'JSON.parse alone/s', 'bytes']];
  for (const one of spoken) rows.push(await row(one, seconds));
  process.stdout.write(`${table(rows)}\n`);
}

async function row(one: Spoken, seconds: number): Promise<string[]> {
  const { dialect, speak, type, address } = one;
  const speaker = { site: 'bench', device: 'bench', type, ...(address !== undefined && { address }) };
  const now = Date.now();
  const samples = Array.from({ length: distinct }, (_, at) => ({ time: now - at * 1_000, metrics: one.metrics }));
  // one by one, as live devices send: a buffer of many readings would be another measurement
  const messages = samples
    .flatMap((sample) => speak(speaker, [sample]))
    .map(({ topic, payload }) => ({ topic, payload: Buffer.from(payload) }));
  const intake = intakeOf(one);
  const sender = { id: 'bench', mayPublish: () => true, mayWrite: () => true };
  const done = () => {};
  const whole = await rate(
    seconds,
    messages,
    ({ topic, payload }) => {
      const reason = intake.offer(sender, topic, payload, done);
      if (reason !== undefined) throw new Error(`${dialect}: ${reason}`);
    },
    () => intake.drained(),
  );
  const { readings, messages: offered } = intake.counters;
  if (readings === 0) throw new Error(`${dialect}: nothing was read`);
  await intake.close();
  const peer = isJson(messages[0]?.payload) ? thousands(await parsed(dialect, messages, seconds)) : '–';
  const bytes = messages.reduce((total, { payload }) => total + payload.length, 0) / messages.length;
  return [dialect, thousands(whole), thousands((whole * readings) / offered), peer, `${Math.round(bytes)}`];
}

/** The same payloads through `JSON.parse` alone. */
async function parsed(dialect: string, messages: readonly { payload: Buffer }[], seconds: number): Promise<number> {
  let sum = 0;
  const peer = await rate(seconds, messages, ({ payload }) => {
    sum += Object.keys(JSON.parse(payload.toString())).length;
  });
  if (sum === 0) throw new Error(`${dialect}: the peer parsed nothing`);
  return peer;
}

function isJson(payload: Buffer | undefined): boolean {
  return payload?.[0] === 0x7b;
}

/** Calls in a second of processor time, over so many seconds after one of warming up: what else runs on the machine counts little. */
async function rate<T>(seconds: number, items: readonly T[], act: (item: T) => void, settle = async () => {}) {
  const calls = async (limitMs: number) => {
    let done = 0;
    const begun = process.cpuUsage();
    for (let used = 0; used < limitMs; used = usedMs(begun)) {
      for (let at = 0; at < round; at++) {
        const item = items[at % items.length];
        if (item !== undefined) act(item);
      }
      await settle();
      done += round;
    }
    return (done / usedMs(begun)) * 1_000;
  };
  await calls(1_000);
  return calls(seconds * 1_000);
}

function usedMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
}

function intakeOf({ type, address, coefficients }: Spoken) {
  const device: Device = {
    id: 'bench',
    name: 'Bench',
    site: 'bench',
    type,
    ...(address !== undefined && { address }),
    ...(coefficients !== undefined && { coefficients }),
  };
  const territory: Territory = {
    organisations: new Map([['bench', { id: 'bench', name: 'Bench' }]]),
    sites: new Map([
      ['bench', { id: 'bench', name: 'Bench', organisation: 'bench', timeZone: 'Europe/Paris', fewStaff: false }],
    ]),
    devices: new Map([['bench', device]]),
    clients: new Map(),
    calendars: new Map(),
    mappings: [],
  };
  const directory = createDirectory({ territory, catalogue, known: [] });
  return createIntake({
    directory,
    dialects: createDialects({ directory, publish: () => {} }).all,
    now: Date.now,
    commit: async () => {},
    onTrouble: () => {},
  });
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString('en').replaceAll(',', ' ');
}
