import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { integerBytes, oidBytes, tlv } from '../simulators/snmp/ber.ts';

/** Sends linkDown traps of v2c at a steady rate, from many addresses of this machine and of many interfaces in turn. */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    rate: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '10' },
    sources: { type: 'string', default: '100' },
    interfaces: { type: 'string', default: '48' },
  },
});
const [port, rate, seconds] = [Number(values.port), Number(values.rate), Number(values.seconds)];
const [sources, interfaces] = [Number(values.sources), Number(values.interfaces)];

const sockets: Socket[] = [];
for (let i = 1; i <= sources; i++) {
  const socket = createSocket({ type: 'udp4', sendBufferSize: 4 * 2 ** 20 });
  socket.bind(0, `127.0.1.${i}`);
  await once(socket, 'listening');
  sockets.push(socket);
}
const packets = Array.from({ length: interfaces }, (_, i) => linkDown(i + 1));
const total = rate * seconds;
const begun = performance.now();
let sent = 0;
let flown = 0;
await new Promise<void>((resolve) => {
  const timer = setInterval(() => {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1_000) * rate));
    for (; sent < due; sent++) {
      const packet = packets[Math.floor(sent / sources) % interfaces];
      sockets[sent % sources]?.send(packet ?? '', port, '127.0.0.1', () => {
        if (++flown === total) resolve();
      });
    }
    if (sent === total) clearInterval(timer);
  }, 2);
});
process.stdout.write(JSON.stringify({ sent, seconds: (performance.now() - begun) / 1_000 }));
for (const socket of sockets) socket.close();

function linkDown(index: number): Buffer {
  const variable = (oid: string, value: Buffer) => tlv(0x30, tlv(6, oidBytes(oid.split('.').map(Number))), value);
  const whole = (number: number) => tlv(2, integerBytes(BigInt(number)));
  const name = oidBytes('1.3.6.1.6.3.1.1.5.3'.split('.').map(Number));
  const body = tlv(
    0xa7,
    ...[whole(index), whole(0), whole(0)],
    tlv(
      0x30,
      variable('1.3.6.1.2.1.1.3.0', tlv(0x43, integerBytes(360_000n))),
      variable('1.3.6.1.6.3.1.1.4.1.0', tlv(6, name)),
      variable(`1.3.6.1.2.1.2.2.1.1.${index}`, whole(index)),
      variable(`1.3.6.1.2.1.2.2.1.7.${index}`, whole(1)),
      variable(`1.3.6.1.2.1.2.2.1.8.${index}`, whole(2)),
    ),
  );
  return tlv(0x30, whole(1), tlv(4, Buffer.from('bench')), body);
}
