export const halfHourMs = 1_800_000;
/** between two readings farther apart nobody knows when the water ran */
const gapMs = 2 * 3_600_000;
/** where in its memory stand: time and index of the last reading, and the litres of the half-hour that runs */
const [time, index, litres] = [0, 1, 2] as const;
export const halfHoursMemory = 3;

/**
 * Follows a meter's index (L) and hands over each half-hour (of UTC, as clocks differ from it by whole half-hours) when it
 * is over: its beginning and its litres, NaN where they are not known. Between two readings water is taken to run evenly. A
 * drop of the index and a gap of more than two hours are unknown; half-hours within a gap are not handed over. A reading
 * that is not newer changes nothing.
 */
export function followHalfHours(
  memory: Float64Array,
  at: number,
  reading: { readonly time: number; readonly value: number },
  over: (start: number, litres: number) => void,
): void {
  const last = memory[at + time] ?? Number.NaN;
  if (reading.time <= last) return;
  const used = reading.value - (memory[at + index] ?? Number.NaN);
  const span = reading.time - last;
  memory[at + time] = reading.time;
  memory[at + index] = reading.value;
  if (!(span <= gapMs)) {
    memory[at + litres] = Number.NaN;
    return;
  }
  const perMs = used >= 0 ? used / span : Number.NaN;
  for (let from = last; from < reading.time; ) {
    const end = (Math.floor(from / halfHourMs) + 1) * halfHourMs;
    const to = Math.min(end, reading.time);
    memory[at + litres] = (memory[at + litres] ?? Number.NaN) + perMs * (to - from);
    if (to === end) {
      over(end - halfHourMs, memory[at + litres] ?? Number.NaN);
      memory[at + litres] = 0;
    }
    from = to;
  }
}
