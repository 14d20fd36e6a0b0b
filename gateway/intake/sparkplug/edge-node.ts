import type { SparkplugMetric, SparkplugPayload } from './payload.ts';

/** What a birth said of a metric that later messages name by its alias alone, or without its datatype. */
interface Born {
  readonly name: string;
  readonly datatype: number | undefined;
  readonly unit: string | undefined;
}

/** A metric with what its birth said of it. */
export type NamedMetric = SparkplugMetric & { readonly name: string };

const metricsAtMost = 20_000;
/** What a name costs beside its characters. */
const entryCosts = 100;

/** Characters that the births of all nodes together may take. */
export interface Room {
  take(characters: number): boolean;
  give(characters: number): void;
}

/** An edge node of group: what its births named, and where its sequence stands. */
export function createEdgeNode(room: Room) {
  const byAlias = new Map<number, Born>();
  const byName = new Map<string, Born>();
  /** devices (and '' for the node itself) that were born and have not died */
  const alive = new Set<string>();
  let birth: number | undefined;
  let expected: number | undefined;
  let taken = 0;

  function hasRoomFor(text: string): boolean {
    const cost = text.length + entryCosts;
    if (!room.take(cost)) return false;
    taken += cost;
    return true;
  }

  function forget(): void {
    byAlias.clear();
    byName.clear();
    alive.clear();
    room.give(taken);
    taken = 0;
  }

  return {
    alive,
    /** Gives back all that its births took. */
    forget,
    isBorn: () => birth !== undefined,
    /** A node's birth begins everything anew. */
    beginBirth({ metrics }: SparkplugPayload): void {
      forget();
      expected = undefined;
      birth = bdSeqOf(metrics) ?? 0;
    },
    /** Learns the names of a birth; `device` is '' for the node itself. */
    learn(device: string, { metrics }: SparkplugPayload): void {
      if (!alive.has(device) && hasRoomFor(device)) alive.add(device);
      for (const { name, alias, datatype, unit } of metrics) {
        if (name === undefined) continue;
        const key = `${device}/${name}`;
        if (byName.size >= metricsAtMost || !hasRoomFor(key + (unit ?? ''))) continue;
        const born = { name, datatype, unit };
        byName.set(key, born);
        if (alias !== undefined) byAlias.set(alias, born);
      }
    },
    /** Is this the death of the node's present life? An old will may come late. */
    endsWith: ({ metrics }: SparkplugPayload) => (bdSeqOf(metrics) ?? birth) === birth,
    end(): void {
      birth = undefined;
      expected = undefined;
    },
    /** Does the sequence go on without a gap? One sequence counts a node's messages and its devices', 0…255. */
    follows(seq: number | undefined): boolean {
      if (seq === undefined) return true;
      const isNext = expected === undefined || seq === expected;
      expected = (seq + 1) % 256;
      return isNext;
    },
    /** A metric with the name and datatype of its birth; undefined where only an alias stands that nobody declared. */
    named(device: string, metric: SparkplugMetric): NamedMetric | undefined {
      const born = metric.name === undefined ? byAlias.get(metric.alias ?? -1) : byName.get(`${device}/${metric.name}`);
      const name = metric.name ?? born?.name;
      if (name === undefined) return undefined;
      return { ...metric, name, datatype: metric.datatype ?? born?.datatype, unit: metric.unit ?? born?.unit };
    },
  };
}

export type EdgeNode = ReturnType<typeof createEdgeNode>;

function bdSeqOf(metrics: readonly SparkplugMetric[]): number | undefined {
  const raw = metrics.find(({ name }) => name === 'bdSeq')?.raw;
  return typeof raw === 'object' ? raw.low : typeof raw === 'number' ? raw : undefined;
}
