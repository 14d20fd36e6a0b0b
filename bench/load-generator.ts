import { connect, type Socket } from 'node:net';
import { parseArgs } from 'node:util';

/*
 * A process of its own that publishes native messages of two metrics with QoS 1 on several connections, each with a
 * window of unacknowledged messages, for some seconds. Prints one JSON line: messages acknowledged, seconds, latency.
 * Speaks MQTT 3.1.1 by hand, so that the two cores go to the broker rather than to the client library.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    connections: { type: 'string', default: '20' },
    window: { type: 'string', default: '400' },
    seconds: { type: 'string', default: '10' },
    /** messages a second in all; 0: as many as are acknowledged */
    rate: { type: 'string', default: '0' },
    devices: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1767225600000' },
    /** instants in a message: one object, or an array as a gateway sends that gathers */
    instants: { type: 'string', default: '1' },
    /** devices are spread over `bench-site-0` and so on; 0: all stand in `bench` */
    sites: { type: 'string', default: '0' },
  },
});
const seconds = Number(values.seconds);
const window = Number(values.window);
const rate = Number(values.rate);
const devices = Number(values.devices);
const instants = Number(values.instants);
const sites = Number(values.sites);
const perWrite = 50;
let acknowledged = 0;
let sent = 0;
let measuring = false;

interface Lane {
  readonly socket: Socket;
  readonly topic: Buffer;
  inFlight: number;
  nextId: number;
  time: number;
}

/** CONNECT with user name and password, clean session, keep-alive 60 s. */
function connectPacket(id: string, password: string): Buffer {
  const text = (value: string) => {
    const body = Buffer.from(value);
    return Buffer.concat([Buffer.from([body.length >> 8, body.length & 255]), body]);
  };
  const body = Buffer.concat([
    text('MQTT'),
    Buffer.from([4, 0xc2, 0, 60]),
    text(`bench-${id}`),
    text(id),
    text(password),
  ]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

function topicOf(device: number): Buffer {
  return Buffer.from(`vigie/v1/bench${sites === 0 ? '' : `-site-${device % sites}`}/bench-${device}`);
}

/** What a device says of its next instant. */
function instant(lane: Lane): string {
  lane.time += 1;
  const step = lane.time % 1_000;
  return `{"time":${lane.time},"metrics":{"air.co2":${420 + step},"air.temperature":${18 + (step % 70) / 10}}}`;
}

/** Writes `count` publishes into one buffer. */
function publishes(lane: Lane, count: number): Buffer {
  const out = Buffer.allocUnsafe(count * (128 + instants * 128));
  let at = 0;
  for (let i = 0; i < count; i++) {
    lane.nextId = lane.nextId === 65_535 ? 1 : lane.nextId + 1;
    let payload = instant(lane);
    for (let more = 1; more < instants; more++) payload += `,${instant(lane)}`;
    if (instants > 1) payload = `[${payload}]`;
    const remaining = 2 + lane.topic.length + 2 + payload.length;
    out[at++] = 0x32; // PUBLISH, QoS 1
    if (remaining < 128) out[at++] = remaining;
    else {
      out[at++] = (remaining & 127) | 128;
      out[at++] = remaining >> 7;
    }
    out[at++] = lane.topic.length >> 8;
    out[at++] = lane.topic.length & 255;
    at += lane.topic.copy(out, at);
    out[at++] = lane.nextId >> 8;
    out[at++] = lane.nextId & 255;
    at += out.write(payload, at, 'latin1');
  }
  return out.subarray(0, at);
}

function pump(lane: Lane): void {
  while (lane.inFlight + perWrite <= window && measuring) {
    lane.inFlight += perWrite;
    sent += perWrite;
    if (!lane.socket.write(publishes(lane, perWrite))) return;
  }
}

/** Messages due at an even rate, each of another device in turn and stamped with the present. */
function pace(lanes: readonly Lane[]): void {
  const due = ((performance.now() - begun) / 1_000) * rate;
  for (; measuring && sent < due; sent++) {
    const lane = lanes[sent % lanes.length];
    if (lane === undefined || lane.inFlight >= window) continue;
    lane.inFlight++;
    const device = sent % devices;
    lane.socket.write(publishes({ ...lane, time: Date.now(), topic: topicOf(device) }, 1));
  }
}

async function open(index: number): Promise<Lane> {
  const id = `bench-${index}`;
  const socket = connect({ port: Number(values.port), host: '127.0.0.1' });
  socket.setNoDelay(true);
  const lane: Lane = {
    socket,
    topic: topicOf(index),
    inFlight: 0,
    nextId: 0,
    time: Number(values.from),
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('data', (connack) => (connack[3] === 0 ? resolve() : reject(new Error(`refused with ${connack[3]}`))));
    socket.write(connectPacket(id, 'bench'));
  });
  let rest = 0;
  // only PUBACKs come back, four bytes each
  socket.on('data', (chunk) => {
    rest += chunk.length;
    const acks = rest >> 2;
    rest &= 3;
    acknowledged += acks;
    lane.inFlight -= acks;
    if (rate === 0) pump(lane);
  });
  if (rate === 0) socket.on('drain', () => pump(lane));
  return lane;
}

const lanes = await Promise.all(Array.from({ length: Number(values.connections) }, (_, index) => open(index)));
const begun = performance.now();
measuring = true;
if (rate === 0) for (const lane of lanes) pump(lane);
else setInterval(() => pace(lanes), 5).unref();
await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
measuring = false;
const inTime = acknowledged;
const elapsed = (performance.now() - begun) / 1_000;
const patience = performance.now() + 30_000;
while (lanes.some((lane) => lane.inFlight > 0) && performance.now() < patience)
  await new Promise((resolve) => setTimeout(resolve, 20));
process.stdout.write(`${JSON.stringify({ messages: inTime, seconds: elapsed, acknowledged, sent })}\n`);
for (const lane of lanes) lane.socket.destroy();
process.exit(0);
