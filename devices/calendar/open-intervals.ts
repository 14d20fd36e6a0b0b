import type { OpenInterval } from './opening-calendar.ts';

/** The minutes of both, in order and apart. */
export function together(a: readonly OpenInterval[], b: readonly OpenInterval[]): readonly OpenInterval[] {
  if (b.length === 0) return a;
  const apart: OpenInterval[] = [];
  for (const one of [...a, ...b].filter(isLong).sort((x, y) => x.from - y.from)) {
    const last = apart.at(-1);
    if (last === undefined || one.from > last.to) apart.push(one);
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, one.to) };
  }
  return apart;
}

/** The minutes of the first that the others leave. */
export function without(intervals: readonly OpenInterval[], taken: readonly OpenInterval[]): readonly OpenInterval[] {
  return taken.reduce<readonly OpenInterval[]>(
    (left, { from, to }) =>
      left.flatMap((one) =>
        [
          { from: one.from, to: Math.min(one.to, from) },
          { from: Math.max(one.from, to), to: one.to },
        ].filter(isLong),
      ),
    intervals,
  );
}

function isLong({ from, to }: OpenInterval): boolean {
  return from < to;
}
