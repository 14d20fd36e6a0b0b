import { keyOf, uniform } from '../../simulators/chance.ts';
import { type FaultKind, faultKinds, type Injection } from './fault-kinds.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** From ≤ time < to, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * The faults of one building over a span, by seed: each kind's sizes in any order, each in a part of the span of its own,
 * at any minute of it that leaves it time to end. What does not fit is left out.
 */
export function scheduleFaults(
  building: { site: string; isOpen(time: number): boolean },
  span: Span,
  seed: number,
  kinds: readonly FaultKind[] = faultKinds,
): Injection[] {
  return kinds.flatMap((kind) => {
    const key = keyOf(seed, `faults ${building.site} ${kind.id}`);
    const sizes = shuffled(
      kind.sizes.flatMap((size) => Array.from({ length: kind.each }, () => size)),
      key,
    );
    const parts =
      kind.lasts === 'a calendar month' ? someMonths(span, sizes.length, key) : partsOf(kind, span, sizes.length);
    return sizes.flatMap((size, number): Injection[] => {
      const part = parts[number];
      if (part === undefined) return [];
      if (kind.lasts === 'a calendar month') return [{ kind: kind.id, size, site: building.site, ...part }];
      const lastsMs = kind.lasts === 'size in hours' ? size * hourMs : kind.lasts.days * dayMs;
      for (let attempt = 0; attempt < 40; attempt++) {
        const room = part.to - part.from - lastsMs;
        if (room < 0) return [];
        const from = part.from + Math.floor((uniform(key + 1, 100 * number + attempt) * room) / 60_000) * 60_000;
        const to = from + lastsMs;
        if (kind.needsPeople && !isUsed(building, from, to)) continue;
        return [{ kind: kind.id, size, site: building.site, from, to }];
      }
      return [];
    });
  });
}

/** Somebody comes on two days at least. */
function isUsed({ isOpen }: { isOpen(time: number): boolean }, from: number, to: number): boolean {
  const days = new Set<number>();
  for (let time = from; time < to; time += hourMs) if (isOpen(time)) days.add(Math.floor(time / dayMs));
  return days.size >= 2;
}

/** As many equal parts, over all the span or over its cold months (November to the middle of March). */
function partsOf({ isCold }: FaultKind, span: Span, count: number): Span[] {
  const spans = isCold ? coldSpans(span) : [span];
  const all = spans.reduce((sum, { from, to }) => sum + to - from, 0);
  return spans.flatMap(({ from, to }) => {
    const here = Math.round((count * (to - from)) / Math.max(1, all));
    const long = (to - from) / Math.max(1, here);
    return Array.from({ length: here }, (_, i) => ({ from: from + i * long, to: from + (i + 1) * long }));
  });
}

function coldSpans({ from, to }: Span): Span[] {
  const spans: Span[] = [];
  for (let year = new Date(from).getUTCFullYear() - 1; year <= new Date(to).getUTCFullYear(); year++) {
    const cold = { from: Math.max(from, Date.UTC(year, 10, 1)), to: Math.min(to, Date.UTC(year + 1, 2, 15)) };
    if (cold.to > cold.from) spans.push(cold);
  }
  return spans;
}

/** Whole months of UTC, no two beside each other where there are enough. */
function someMonths({ from, to }: Span, count: number, key: number): Span[] {
  const months: Span[] = [];
  for (let begin = from; begin < to; ) {
    const date = new Date(begin);
    const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
    if (end <= to) months.push({ from: begin, to: end });
    begin = end;
  }
  const stride = Math.max(1, Math.floor(months.length / Math.max(1, count)));
  const first = Math.floor(uniform(key + 3, 0) * stride);
  return months.filter((_, number) => number % stride === first).slice(0, count);
}

function shuffled<T>(some: readonly T[], key: number): T[] {
  const out = [...some];
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(uniform(key + 2, i) * (i + 1));
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}
