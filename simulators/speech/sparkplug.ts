import protobuf from 'protobufjs/minimal.js';
import { nameOf, type Speak, type Spoken } from './speech.ts';

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
 * word, then data by alias; one sequence for all.
 */
export function createSparkplugSpeech(): Speak {
  const sequences = new Map<string, number>();
  const aliases = new Map<string, number>();

  return (speaker, samples) => {
    const [group = '', node = '', device = ''] = nameOf(speaker).split('/');
    const spoken: Spoken[] = [];
    const put = (kind: string, at: string, time: number, metrics: readonly Written[]) => {
      const key = `${group}/${node}`;
      const seq = sequences.get(key) ?? 0;
      sequences.set(key, (seq + 1) % 256);
      spoken.push({ topic: `spBv1.0/${group}/${kind}/${at}`, payload: payloadOf(time, seq, metrics) });
    };
    for (const { time, metrics } of samples) {
      if (!sequences.has(`${group}/${node}`)) put('NBIRTH', node, time, [{ name: 'bdSeq', datatype: int64, value: 0 }]);
      const named = Object.entries(metrics).map(([name, value]) => ({
        key: `${group}/${node}/${device}/${name}`,
        name,
        value,
      }));
      const isBorn = named.every(({ key }) => aliases.has(key));
      for (const { key } of named) if (!aliases.has(key)) aliases.set(key, aliases.size + 1);
      const written = named.map(({ key, name, value }) => {
        const alias = aliases.get(key) ?? 0;
        return isBorn ? { alias, value } : { name, alias, datatype: double, value };
      });
      put(isBorn ? 'DDATA' : 'DBIRTH', `${node}/${device}`, time, written);
    }
    return spoken;
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
  return payload.finish();
}
