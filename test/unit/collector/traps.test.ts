import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SnmpCredentials } from '../../../collector/snmp/credentials.ts';
import { createDecoder } from '../../../collector/snmp/traps/decoder.ts';
import { createEngines } from '../../../collector/snmp/traps/engines.ts';
import { meaningOf } from '../../../collector/snmp/traps/meaning.ts';
import type { Notification } from '../../../collector/snmp/traps/notification.ts';
import { readSecurityHeader } from '../../../collector/snmp/traps/security-header.ts';
import { createSeldom } from '../../../collector/snmp/traps/seldom.ts';
import { createSenders } from '../../../collector/snmp/traps/senders.ts';
import { createStorm } from '../../../collector/snmp/traps/storm.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import type { Device } from '../../../devices/territory.ts';
import { commonTraps, trapOf } from '../../../devices/trap.ts';
import { integerBytes, oidBytes, tlv } from '../../../simulators/snmp/ber.ts';

const onBattery = '1.3.6.1.2.1.33.2.1';
const credentials = new Map<string, SnmpCredentials>([
  ['switches', { version: '2c', community: 'hidden' }],
  ['servers', { version: '3', user: 'alice', auth: { protocol: 'sha256', key: 'authpass1' } }],
]);

test('every notification of the catalogue says only what its type can measure, by numeric OIDs, and is plain data', () => {
  let values = 0;
  const described = [...catalogue.values()].map(({ id, traps }) => ({ id, traps: traps ?? {} }));
  for (const { id, traps } of [...described, { id: 'common', traps: commonTraps }]) {
    expect(JSON.parse(JSON.stringify(traps)), id).toEqual(traps);
    for (const [oid, trap] of Object.entries(traps)) {
      expect(oid, id).toMatch(/^1(\.\d+){6,}$/);
      for (const [metric, one] of Object.entries(trap.metrics ?? {})) {
        const owners = trap.below === undefined && id !== 'common' ? [catalogue.get(id)] : [...catalogue.values()];
        const ranges = owners.flatMap((type) => type?.metrics[metric] ?? []).map(({ range }) => range ?? [0, 100_000]);
        expect(ranges.length, `${id} ${metric}`).toBeGreaterThan(0);
        for (const { value, states, otherwise, from, row, instance } of 'length' in one ? one : [one]) {
          for (const number of [value, otherwise, ...Object.values(states ?? {})]) {
            if (typeof number !== 'number') continue;
            values++;
            for (const [low, high] of ranges) expect(number >= low && number <= high, `${id} ${metric}`).toBe(true);
          }
          for (const place of [from, row, instance]) if (place !== undefined) expect(place).toMatch(/^1(\.\d+){6,}$/);
        }
      }
    }
  }
  expect(values).toBeGreaterThan(15);
});

test('a notification is found by its OID as v1 and as v2 spell it', () => {
  const ups = catalogue.get('ups')?.traps;
  expect(trapOf(ups, '1.3.6.1.2.1.33.2.1')?.label.en).toBe('On battery');
  expect(trapOf(ups, '1.3.6.1.2.1.33.2.0.1')?.label.en).toBe('On battery');
  expect(trapOf(undefined, '1.3.6.1.6.3.1.1.5.3')?.label.en).toBe('Link down');
  expect(trapOf(ups, '1.3.6.1.2.1.33.2.99')).toBeUndefined();
});

test.each<[string, Record<string, number | string>, object]>([
  ['good', { 11: 30000, 12: 0 }, { 'backup.state': { 'srv-mairie': 0 } }],
  ['with exceptions', { 11: 30005, 12: 0 }, { 'backup.state': { 'srv-mairie': 2 } }],
  ['failed', { 11: 30999, 12: 0 }, { 'backup.state': { 'srv-mairie': 3 } }],
  ['finished and doubtful', { 11: 30000, 12: 10020 }, { 'backup.state': { 'srv-mairie': 2 } }],
  ['completed with an error', { 11: 30000, 12: 10007 }, { 'backup.state': { 'srv-mairie': 3 } }],
  ['no backup at all', { 5: 'Restore', 11: 30000, 12: 0 }, {}],
])('an activity of Avamar, %s, is the state of its member’s client', (_, said, metrics) => {
  const grid = catalogue.get('avamar-grid');
  const member = catalogue.get('avamar-member');
  const trap = trapOf(grid?.traps, '1.3.6.1.4.1.15597.1.1.2.1.0.1');
  const places = { 1: 'srv-mairie', 2: '/clients/mairie-dax', 5: 'Scheduled Backup', 9: '128849018880', ...said };
  const variables = Object.entries(places).map(([column, value]) => ({
    oid: `1.3.6.1.4.1.15597.1.1.2.2.${column}.0`,
    value,
  }));
  expect(meaningOf(trap!, member!, { variables }, () => undefined)).toEqual({ metrics, reasons: [] });
});

test('a row that no poll has named yet is no reading: the device is asked instead', () => {
  const type = catalogue.get('network-equipment');
  const trap = trapOf(type?.traps, '1.3.6.1.6.3.1.1.5.3');
  const variables = [{ oid: '1.3.6.1.2.1.2.2.1.1.7', value: 7 }];
  const named = meaningOf(trap!, type!, { variables }, (table, index) => `${table} ${index}`);
  expect(named.metrics).toEqual({ 'interface.up': { 'interfaces 7': 0 } });
  expect(meaningOf(trap!, type!, { variables }, () => undefined).metrics).toEqual({});
});

test('a value that cannot be is told and not taken', () => {
  const type = catalogue.get('ups');
  const trap = trapOf(type?.traps, onBattery);
  const variables = [{ oid: '1.3.6.1.2.1.33.1.2.3.0', value: 'soon' }];
  expect(meaningOf(trap!, type!, { variables }, () => undefined)).toEqual({
    metrics: { 'ups.mains': 0 },
    reasons: ['ups.runtime cannot be "soon" (1.3.6.1.2.1.33.1.2.3)'],
  });
});

test('v1 and v2c are read to the same, with the address that the sender gives itself', () => {
  const decode = createDecoder({ credentials, engine: Buffer.from('8000b9830501', 'hex') });
  const notification = {
    source: '10.0.0.1',
    oid: '1.3.6.1.2.1.33.2.0.1',
    credentials: ['switches'],
    address: '10.9.9.9',
  };
  const variables = [{ oid: '1.3.6.1.2.1.33.1.2.3.0', value: 17 }];
  expect(decode(trapV1('hidden', { generic: 6, specific: 1 }), '10.0.0.1', 0)).toEqual({
    ...{ is: 'notification', answer: undefined },
    notification: { ...notification, variables },
  });
  expect(decode(trapV1('hidden', { generic: 2, specific: 0 }), '10.0.0.1', 0)).toMatchObject({
    notification: { oid: '1.3.6.1.6.3.1.1.5.3' },
  });
  expect(decode(trapV1('mistaken', { generic: 6, specific: 1 }), '10.0.0.1', 0)).toEqual({
    ...{ is: 'refused', answer: undefined },
    reason: 'comes with a community that is none of ours',
  });
});

test('without a user, or with one and no proof, nothing of v3 is believed', () => {
  const decode = createDecoder({ credentials, engine: Buffer.from('8000b9830501', 'hex') });
  expect(decode(plainV3(''), '10.0.0.1', 0)).toMatchObject({ is: 'refused', reason: 'comes without a user' });
  expect(decode(plainV3('eve'), '10.0.0.1', 0)).toMatchObject({
    is: 'refused',
    reason: expect.stringContaining('none of ours'),
  });
  expect(decode(plainV3('alice'), '10.0.0.1', 0)).toMatchObject({
    is: 'refused',
    reason: expect.stringContaining('lower security level'),
  });
});

test('an authentic notification is believed once: kept and sent again it is told, as is one that was changed on its way', () => {
  const decode = createDecoder({ credentials, engine: Buffer.from('8000b9830501', 'hex') });
  const first = secureV3({ boots: 1, time: 1_000 });
  expect(decode(first, '10.0.0.1', 0)).toMatchObject({
    is: 'notification',
    notification: { oid: onBattery, credentials: ['servers'], engine: '80001f8880deadbeef' },
  });
  expect(decode(secureV3({ boots: 1, time: 1_160 }), '10.0.0.1', 160_000).is).toBe('notification');
  expect(decode(first, '10.0.0.1', 161_000)).toMatchObject({
    is: 'refused',
    reason: expect.stringContaining('is played again'),
  });
  const changed = secureV3({ boots: 1, time: 1_162 });
  changed[changed.length - 1] = 2;
  expect(decode(changed, '10.0.0.1', 162_000)).toMatchObject({
    is: 'refused',
    reason: expect.stringContaining('is not authentic'),
  });
});

test('whatever bytes come, they are read or refused with one line', () => {
  const decode = createDecoder({ credentials, engine: Buffer.from('8000b9830501', 'hex') });
  const good = [trapV1('hidden', { generic: 6, specific: 1 }), plainV3('alice'), plainV3('')];
  let seen = 0;
  const mutated = fc
    .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat(400))
    .map(([packet, changes, end]) => {
      const bytes = Buffer.from(packet);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      return bytes.subarray(0, end);
    });
  fc.assert(
    fc.property(
      fc.oneof(
        mutated,
        fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      ),
      (bytes) => {
        seen++;
        const decoded = decode(bytes, '10.0.0.1', seen * 100);
        if ('reason' in decoded) expect(decoded.reason).toMatch(/^.{1,200}$/);
        readSecurityHeader(bytes);
      },
    ),
    { seed: 44, numRuns: 2_000 },
  );
  expect(seen).toBe(2_000);
});

test('a message that was kept and is sent again is too old, one of a restarted engine is not', () => {
  const engines = createEngines(() => {});
  const header = (boots: number, time: number) => ({ engine: 'aa', user: 'alice', boots, time });
  expect(engines.isTimely(header(3, 1_000), 0)).toBe(true);
  expect(engines.isTimely(header(3, 900), 10_000)).toBe(true);
  expect(engines.isTimely(header(3, 1_000), 151_000)).toBe(false);
  expect(engines.isTimely(header(2, 9_000), 152_000)).toBe(false);
  expect(engines.isTimely(header(4, 5), 153_000)).toBe(true);
});

test('strangers make us derive the keys of only so many engines a second, and their number is bounded', () => {
  let forgotten = 0;
  const engines = createEngines(() => {
    forgotten++;
  });
  const admitted = Array.from({ length: 100 }, (_, i) => engines.admits(`engine ${i}`, 500));
  expect(admitted.filter(Boolean)).toHaveLength(20);
  expect(engines.admits('engine 0', 600)).toBe(true);
  for (let i = 0; i < 12_000; i++) engines.admits(`another ${i}`, 2_000 + i * 60);
  expect(forgotten).toBe(1);
});

test('a storm of one source leaves the others alone, and is told once with what was left out', () => {
  const told: unknown[] = [];
  const storm = createStorm({
    limits: { perSource: 10, inAll: 30 },
    onBegin: (source) => told.push(['begin', source]),
    onEnd: (source, leftOut) => told.push(['end', source, leftOut]),
  });
  let passed = 0;
  for (let i = 0; i < 1_000; i++) if (storm.passes('10.0.0.1', 500)) passed++;
  expect(passed).toBe(10);
  expect(storm.passes('10.0.0.2', 500)).toBe(true);
  storm.look(30_000);
  expect(storm.passes('10.0.0.1', 31_000)).toBe(true);
  storm.look(60_501);
  expect(told).toEqual([
    ['begin', '10.0.0.1'],
    ['end', '10.0.0.1', 990],
  ]);
  for (let i = 0; i < 1_000; i++) storm.passes(`10.1.0.${i}`, 70_000);
  storm.look(140_000);
  expect(told.slice(2)).toEqual([
    ['begin', undefined],
    ['end', undefined, 970],
  ]);
  expect(storm.leftOut()).toBe(1_960);
});

test('the same is told once an hour, with how often it happened meanwhile, and only so many things are remembered', () => {
  const seldom = createSeldom({ spanMs: 3_600_000, most: 3 });
  expect([0, 1, 2].map((now) => seldom.happened('a', now))).toEqual([1, undefined, undefined]);
  expect(seldom.happened('a', 3_600_001)).toBe(3);
  expect(['b', 'c', 'd', 'e'].map((what) => seldom.happened(what, 3_600_002))).toEqual([1, 1, undefined, undefined]);
  expect(seldom.happened('d', 9_000_000)).toBe(1);
});

const device = (id: string, address: string, more: Partial<Device> = {}): Device => ({
  ...{ id, name: id, site: 'mairie', type: 'ups', address, credentials: 'switches' },
  ...more,
});

test.each<[string, Partial<Notification>, object]>([
  ['by where it comes from', { source: '10.0.0.5' }, { device: { id: 'a' } }],
  ['through IPv6', { source: '::ffff:10.0.0.5' }, { device: { id: 'a' } }],
  ['however its IPv6 is spelled', { source: 'fd00::8' }, { device: { id: 'h' } }],
  ['by the name that its address is', { source: '10.0.0.6' }, { device: { id: 'b' } }],
  ['by the address that it gives itself', { source: '10.0.0.99', address: '10.0.0.5' }, { device: { id: 'a' } }],
  [
    'by a proxy’s address where its own is nobody’s',
    { source: '10.0.0.5', address: '192.168.1.1' },
    { device: { id: 'a' } },
  ],
  [
    'by its engine, whatever its address',
    { source: '10.0.0.5', engine: 'e1', credentials: ['servers'] },
    { device: { id: 'c' } },
  ],
  [
    'by a user that one device has',
    { source: '10.0.0.99', engine: 'e2', credentials: ['servers'] },
    { device: { id: 'c' } },
  ],
  ['by the type that describes it', { source: '10.0.0.8' }, { device: { id: 'd' } }],
  [
    'of two alike',
    { source: '10.0.0.9' },
    { is: 'refused', reason: 'may be of any of "f", "g", which have one address' },
  ],
  ['with others’ credentials', { source: '10.0.0.5', credentials: ['servers'] }, { is: 'refused' }],
  ['with credentials that all may use', { source: '10.0.0.5', credentials: ['shared'] }, { device: { id: 'a' } }],
  ['a community proves nobody', { source: '10.0.0.99' }, { is: 'unknown', address: '10.0.0.99' }],
])('whose a notification is: %s', async (_, how, found) => {
  const senders = createSenders({
    catalogue,
    shared: ['shared'],
    hostOf: ({ address }) => address,
    resolve: async (host) => (host === 'ups.lan' ? ['10.0.0.6'] : []),
  });
  senders.replace([
    device('a', '10.0.0.5'),
    device('b', 'ups.lan'),
    device('h', 'FD00:0::0008'),
    device('c', '10.0.0.7', { credentials: 'servers' }),
    device('d', '10.0.0.8'),
    device('e', '10.0.0.8', { type: 'linux-host' }),
    device('f', '10.0.0.9'),
    device('g', '10.0.0.9'),
  ]);
  await senders.refresh();
  senders.learn('c', 'e1');
  const notification: Notification = { source: '', oid: onBattery, variables: [], credentials: ['switches'], ...how };
  expect(senders.of(notification)).toMatchObject(found);
});

function whole(number: number): Buffer {
  return tlv(2, integerBytes(BigInt(number)));
}

function oid(text: string): Buffer {
  return oidBytes(text.split('.').map(Number));
}

/** RFC 1157, 4.1.6, with the sender's own address 10.9.9.9. */
function trapV1(community: string, { generic, specific }: { generic: number; specific: number }): Buffer {
  const variable = tlv(0x30, tlv(6, oid('1.3.6.1.2.1.33.1.2.3.0')), whole(17));
  const body = [
    tlv(6, oid('1.3.6.1.2.1.33.2')),
    tlv(0x40, Buffer.from([10, 9, 9, 9])),
    whole(generic),
    whole(specific),
  ];
  const trap = tlv(0xa4, ...body, tlv(0x43, integerBytes(100n)), tlv(0x30, variable));
  return tlv(0x30, whole(0), tlv(4, Buffer.from(community)), trap);
}

const senderEngine = Buffer.from('80001f8880deadbeef', 'hex');

/** A trap of v3 without authentication (RFC 3412, 6). */
function plainV3(user: string): Buffer {
  return messageV3({ user, flags: 0, boots: 1, time: 5, proof: Buffer.alloc(0) });
}

/** Of alice, proved with SHA-256 (RFC 7860: 24 bytes, over the message with zeros in their place). */
function secureV3(clock: { boots: number; time: number }): Buffer {
  const written = { user: 'alice', flags: 1, ...clock };
  const unproved = messageV3({ ...written, proof: Buffer.alloc(24) });
  const proof = createHmac('sha256', localKey('authpass1')).update(unproved).digest().subarray(0, 24);
  return messageV3({ ...written, proof });
}

/** RFC 3414, A.2: the password a megabyte long, then bound to the engine. */
function localKey(password: string): Buffer {
  const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const key = digest(Buffer.alloc(2 ** 20, password));
  return digest(Buffer.concat([key, senderEngine, key]));
}

function messageV3(how: { user: string; flags: number; boots: number; time: number; proof: Buffer }): Buffer {
  const octets = (bytes: string | Buffer) => tlv(4, Buffer.from(bytes as string));
  const trapOid = tlv(0x30, tlv(6, oid('1.3.6.1.6.3.1.1.4.1.0')), tlv(6, oid(onBattery)));
  const uptime = tlv(0x30, tlv(6, oid('1.3.6.1.2.1.1.3.0')), tlv(0x43, integerBytes(100n)));
  const trap = tlv(0xa7, whole(1), whole(0), whole(0), tlv(0x30, uptime, trapOid));
  const header = tlv(0x30, whole(7), whole(65_507), octets(Buffer.from([how.flags])), whole(3));
  const clock = [whole(how.boots), whole(how.time)];
  const security = tlv(0x30, octets(senderEngine), ...clock, octets(how.user), octets(how.proof), octets(''));
  return tlv(0x30, whole(3), header, octets(security), tlv(0x30, octets(senderEngine), octets(''), trap));
}
