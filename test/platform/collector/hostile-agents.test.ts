import http from 'node:http';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CollectTrouble } from '../../../collector/collector.ts';
import { askJson } from '../../../collector/http/json.ts';
import { createGarbageCollection } from '../../../commands/platform/garbage.ts';
import { integerBytes, oidBytes, readElements, readOid, tlv } from '../../../simulators/snmp/ber.ts';
import { met } from '../../support/agent-in-hand.ts';
import { listening } from '../../support/checked.ts';

const column = '1.3.6.1.2.1.2.2.1.8';
const router = `1.3.6.1.2.1.1.3.0|67|360000\n1.3.6.1.2.1.2.2.1.7.10|2|1\n${column}.10|2|1\n1.3.6.1.2.1.2.2.1.2.10|4|wan\n`;
/** What fits into a packet of UDP. */
const packet = 65_507;

const arcsOf = (oid: string) => oid.split('.').map(Number);
const place = (oid: readonly number[], tag: number, content: Uint8Array) =>
  tlv(0x30, tlv(6, oidBytes(oid)), tlv(tag, content));

/** The answer with other places in it: who asked takes it for its own. */
function withPlaces(answer: Buffer, places: readonly Buffer[]): Buffer {
  const [version, community, response] = readElements(readElements(answer)[0]!.content);
  const [id, status, index] = readElements(response!.content);
  const again = ({ tag, content }: { tag: number; content: Buffer }) => tlv(tag, content);
  const body = tlv(response!.tag, again(id!), again(status!), again(index!), tlv(0x30, ...places));
  return tlv(0x30, again(version!), again(community!), body);
}

const bomb = (depth: number) =>
  Buffer.concat(Array.from({ length: depth }, () => Buffer.from([0x30, 0x84, 0x7f, 0xff, 0xff, 0xff])));

/** By name: what is sent in place of an answer. */
const vices: Readonly<Record<string, (answer: Buffer) => Buffer>> = {
  'nothing but an empty packet': () => Buffer.alloc(0),
  'the largest packet of zeros': () => Buffer.alloc(packet),
  'lengths that lie, one in the other': () => bomb(10_000),
  'an indefinite length': (answer) => Buffer.concat([Buffer.from([0x30, 0x80]), answer.subarray(2)]),
  'thousands of places of one column': (answer) =>
    withPlaces(
      answer,
      Array.from({ length: 3_000 }, (_, i) => place(arcsOf(`${column}.${i + 1}`), 2, integerBytes(1n))),
    ),
  'no place at all': (answer) => withPlaces(answer, []),
  'an integer of a thousand bytes': (answer) =>
    withPlaces(answer, [place(arcsOf(`${column}.10`), 2, Buffer.alloc(1_000, 0x7f))]),
  'a counter without a byte': (answer) => withPlaces(answer, [place(arcsOf(`${column}.10`), 70, Buffer.alloc(0))]),
};

test.each(Object.keys(vices))(
  'an agent that answers with %s costs one readable reason, and little memory',
  async (vice) => {
    const patience = { timeoutMs: 60, retries: 0 };
    await using world = await met(router, { mangle: vices[vice]! }, '2c', patience);
    for (const type of ['network-equipment', 'linux-host', 'ups']) {
      const { reason, metrics } = await world.ask(type);
      expect(reason, type).toMatch(/^\S+ .{5,300}$|^\S+: .{5,300}$/);
      expect(JSON.stringify(metrics).length, type).toBeLessThan(100_000);
    }
  },
);

test('an OID of a thousand numbers ends its column with a reason, a name of five thousand letters is none', async () => {
  const name = '1.3.6.1.2.1.2.2.1.2';
  const spoil =
    (of: string, how: (oid: readonly number[], tag: number, content: Buffer) => Buffer) => (answer: Buffer) => {
      const [, , response] = readElements(readElements(answer)[0]!.content);
      const places = readElements(readElements(response!.content)[3]!.content).map((one) => {
        const [oid, value] = readElements(one.content);
        const read = readOid(oid!.content);
        return (read.join('.').startsWith(`${of}.`) ? how : place)(read, value!.tag, value!.content);
      });
      return withPlaces(answer, places);
    };
  const endless = Array.from({ length: 1_000 }, () => 7);
  await using long = await met(router, {
    mangle: spoil(column, (oid, ...value) => place([...oid, ...endless], ...value)),
  });
  const said = await long.ask('network-equipment');
  expect(said.reason).toMatch(/: answers an OID of more than 128 numbers in 1\.3\.6\.1\.2\.1\.2\.2\.1\.8/);
  expect(said.metrics).not.toHaveProperty(['interface.up']);
  await using wide = await met(router, { mangle: spoil(name, (oid) => place(oid, 4, Buffer.alloc(5_000, 0x41))) });
  expect(await wide.ask('network-equipment')).toMatchObject({ metrics: { 'interface.up': { 10: 1 } } });
});

test('an agent with endless new names and indexes of the greatest length is bounded in time, rows and memory', async () => {
  let row = 0;
  const collectGarbage = createGarbageCollection();
  const heap = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const mangle = (answer: Buffer) => {
    const [, , response] = readElements(readElements(answer)[0]!.content);
    const asked = readElements(readElements(response!.content)[3]!.content);
    // every column goes on for ever, each place with a text as long as it fits
    const places = asked.flatMap(() => {
      row++;
      const index = Array.from({ length: 100 }, (_, i) => (i === 0 ? row : 4_294_967_295));
      return [place([...arcsOf('1.3.6.1.2.1.2.2.1.2'), ...index], 4, Buffer.alloc(1_500, 0x41 + (row % 26)))];
    });
    return withPlaces(answer, places.slice(0, 40));
  };
  await using world = await met(router, { mangle }, '2c', { timeoutMs: 200, retries: 0 });
  await world.ask('network-equipment');
  const before = heap();
  const started = performance.now();
  for (let round = 0; round < 5; round++)
    expect((await world.ask('network-equipment', 60 * round)).reason).toBeDefined();
  expect(heap() - before).toBeLessThan(32);
  expect(performance.now() - started).toBeLessThan(30_000);
});

test('whatever frame of BER comes back, made of whole elements or of noise, the collector goes on', async () => {
  const leaf = fc.tuple(
    fc.constantFrom(2, 4, 5, 6, 64, 65, 66, 67, 68, 70, 128, 130, 0xa2, 0xa8, 31),
    fc.uint8Array({ maxLength: 20 }),
  );
  const frame = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      leaf.map(([tag, content]) => tlv(tag, content)),
      fc
        .tuple(fc.constantFrom(0x30, 0xa2, 0x31), fc.array(tie('node') as fc.Arbitrary<Buffer>, { maxLength: 6 }))
        .map(([tag, parts]) => tlv(tag, ...parts)),
    ),
  })).node as fc.Arbitrary<Buffer>;
  let sent: (answer: Buffer) => Buffer = (answer) => answer;
  let seen = 0;
  await using world = await met(router, { mangle: (answer) => sent(answer) }, '2c', { timeoutMs: 15, retries: 0 });
  await fc.assert(
    fc.asyncProperty(fc.array(frame, { maxLength: 5 }), fc.boolean(), async (frames, isFramed) => {
      seen++;
      sent = (answer) => (isFramed ? withPlaces(answer, frames) : Buffer.concat(frames));
      const { reason } = await world.ask('network-equipment');
      expect(reason ?? '').not.toContain('\n');
    }),
    { seed: 48, numRuns: 120 },
  );
  expect(seen).toBe(120);
  sent = (answer) => answer;
  await expect
    .poll(async () => (await world.ask('network-equipment')).metrics)
    .toMatchObject({ 'interface.up': { wan: 1 } });
});

test('an API that drips, never ends, or nests without end is one readable reason', async () => {
  const drip = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    if (request.url === '/nested') return void response.end('['.repeat(400_000));
    if (request.url === '/nested-whole') return void response.end('['.repeat(200_000) + ']'.repeat(200_000));
    if (request.url === '/cut') return void response.write('{"a":', () => request.socket.destroy());
    const chunk = request.url === '/endless' ? `"${'a'.repeat(1_048_576)}",` : ' ';
    const pauseMs = request.url === '/endless' ? 0 : 5;
    const go = () => {
      if (response.destroyed) return;
      response.write(chunk);
      setTimeout(go, pauseMs);
    };
    go();
  });
  await using served = await listening(drip);
  const trouble = async (path: string) => {
    const url = new URL(`http://127.0.0.1:${served.port}${path}`);
    const answer = await askJson({ url, signal: AbortSignal.timeout(path === '/drip' ? 500 : 30_000) }).catch(
      (error: unknown) => error,
    );
    return answer instanceof CollectTrouble ? answer.message : 'read';
  };
  expect(await trouble('/drip')).toMatch(/: no answer in time$/);
  expect(await trouble('/endless')).toMatch(/: answers more than 16 MiB$/);
  expect(await trouble('/cut')).toMatch(/the connection broke before an answer|aborted/);
  expect(await trouble('/nested')).toMatch(/: answers 200 with what is no JSON$/);
  expect(await trouble('/nested-whole')).toMatch(/^read$|no JSON$/);
});
