/** Numbers that a line takes: how many points it remembers, and their weighted sums. */
export const lineMemory = 5;

/** where points differ little in cold, their slope is drawn to nought (ridge) */
const ridge = 0.01;

/** The height of a line through points at a cold, by least squares with forgetting; `from` is where its memory begins. */
export function lineAt(memory: Float64Array, from: number, cold: number): number {
  const [n, sc, scc, sy, scy] = sums(memory, from);
  if (n === 0) return 0;
  const slope = (scy / n - (sc / n) * (sy / n)) / (scc / n - (sc / n) ** 2 + ridge);
  return sy / n + slope * (cold - sc / n);
}

/** Whether points about as cold made the line: beyond, it would be a guess. */
export function isLineKnownAt(memory: Float64Array, from: number, cold: number): boolean {
  const [n, sc, scc] = sums(memory, from);
  return n > 0 && cold <= sc / n + 0.1 + 2 * Math.sqrt(Math.max(0, scc / n - (sc / n) ** 2));
}

/** Adds a point; each makes those before it count less, by one in `memoryOf`. */
export function learnLine(
  memory: Float64Array,
  from: number,
  { cold, amount, memoryOf }: { cold: number; amount: number; memoryOf: number },
): void {
  const kept = 1 - 1 / memoryOf;
  memory.set(
    sums(memory, from).map((sum, at) => sum * kept + ([1, cold, cold * cold, amount, cold * amount][at] ?? 0)),
    from,
  );
}

/** How many points a line remembers. */
export function pointsOf(memory: Float64Array, from: number): number {
  return memory[from] || 0;
}

function sums(memory: Float64Array, from: number): [number, number, number, number, number] {
  const at = (one: number) => memory[from + one] || 0;
  return [at(0), at(1), at(2), at(3), at(4)];
}
