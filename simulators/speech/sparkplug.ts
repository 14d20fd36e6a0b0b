import protobuf from 'protobufjs/minimal.js';
import { nameOf, type Speech, type Spoken } from './speech.ts';

const double = 10;
const int64 = 4;

/** One metric to write: its name in a birth, its alias alone afterwards. */
interface Written {
  readonly name?: string;
  readonly alias?: number;
  readonly datatype?: number;
  readonly value: number;
}

/**
 * An edge node of Sparkplug B (address `sparkplug:<group>/<node>/<device>`): its births first, each device's at its first
 * word, then data by alias; one sequence for all. A command to the node is heard as a wish for its births, the only one that
 * Vigie sends.
 */
export function createSparkplugSpeech(): Speech {
  /** of each node that was born: the next number of its sequence, and its aliases by device and metric */
  const nodes = new Map<string, { seq: number; readonly aliases: Map<string, number> }>();

  return {
    speak(speaker, samples) {
      const [group = '', name = '', device = ''] = nameOf(speaker).split('/');
      const spoken: Spoken[] = [];
      const known = nodes.get(`${group}/${name}`);
      const node = known ?? { seq: 0, aliases: new Map<string, number>() };
      nodes.set(`${group}/${name}`, node);
      const put = (kind: string, at: string, time: number, metrics: readonly Written[]) => {
        spoken.push({ topic: `spBv1.0/${group}/${kind}/${at}`, payload: payloadOf(time, node.seq, metrics) });
        node.seq = (node.seq + 1) % 256;
      };
      for (const [count, { time, metrics }] of samples.entries()) {
        if (known === undefined && count === 0) {
          put('NBIRTH', name, time, [{ name: 'bdSeq', datatype: int64, value: 0 }]);
        }
        const keys = Object.keys(metrics).map((metric) => `${device}/${metric}`);
        const isBorn = keys.every((key) => node.aliases.has(key));
        for (const key of keys) if (!node.aliases.has(key)) node.aliases.set(key, node.aliases.size + 1);
        const written = Object.entries(metrics).map(([metric, value]) => {
          const alias = node.aliases.get(`${device}/${metric}`) ?? 0;
          return isBorn ? { alias, value } : { name: metric, alias, datatype: double, value };
        });
        put(isBorn ? 'DDATA' : 'DBIRTH', `${name}/${device}`, time, written);
      }
      return spoken;
    },
    hear(topic) {
      const [, group, , node] = /^spBv1\.0\/([^/]+)\/(NCMD)\/([^/]+)$/.exec(topic) ?? [];
      if (node !== undefined) nodes.delete(`${group}/${node}`);
    },
  };
}

/** Fields as the specification's chapter 6 numbers them. */
function payloadOf(time: number, seq: number, metrics: readonly Written[]): Uint8Array {
  const payload = protobuf.Writer.create();
  payload.uint32((1 << 3) | 0).uint64(time);
  for (const { name, alias, datatype, value } of metrics) {
    payload.uint32((2 << 3) | 2).fork();
    if (name !== undefined) payload.uint32((1 << 3) | 2).string(name);
    if (alias !== undefined) payload.uint32((2 << 3) | 0).uint64(alias);
    payload.uint32((3 << 3) | 0).uint64(time);
    if (datatype !== undefined) payload.uint32((4 << 3) | 0).uint32(datatype);
    if (datatype === int64) payload.uint32((11 << 3) | 0).uint64(value);
    else payload.uint32((13 << 3) | 1).double(value);
    payload.ldelim();
  }
  payload.uint32((3 << 3) | 0).uint64(seq);
  return Uint8Array.from(payload.finish());
}
