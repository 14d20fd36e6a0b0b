import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** RFC 1035: what a name server says of a question; a number is its RCODE, undefined is silence. */
export type Say = (name: string, type: number) => readonly Buffer[] | number | undefined;

/** A name server on a free UDP port, which knows what `say` says: the data of each record. */
export async function nameServer(say: Say): Promise<AsyncDisposable & { port: number }> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12);
    const type = query.readUInt16BE(end + 1);
    const said = say(readName(query.subarray(12, end)), type);
    if (said === undefined) return;
    const records = typeof said === 'number' ? [] : said;
    const header = Buffer.alloc(12);
    query.copy(header, 0, 0, 2);
    header.writeUInt16BE(0x8180 | (typeof said === 'number' ? said : 0), 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(records.length, 6);
    const answers = records.map((data) => {
      const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length]);
      return Buffer.concat([head, data]);
    });
    socket.send(Buffer.concat([header, query.subarray(12, end + 5), ...answers]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, 'close');
    },
  };
}

/** A name as records hold it: each label behind its length. */
export function wireName(name: string): Buffer {
  const labels = name.split('.').map((label) => Buffer.from(`${String.fromCharCode(label.length)}${label}`, 'latin1'));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function readName(bytes: Buffer): string {
  const labels: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + (bytes[at] ?? 0)) {
    labels.push(bytes.toString('latin1', at + 1, at + 1 + (bytes[at] ?? 0)));
  }
  return labels.join('.').toLowerCase();
}
