import { clockDay } from '../../commands/score/clock-day.ts';
import { createStreamingDetector } from '../../gateway/detect/streaming/streaming-detector.ts';

/** The scores of `vigie score` for a series, a row each. */
export function streaming(times: Float64Array, values: Float64Array): Float64Array {
  const detector = createStreamingDetector();
  return values.map((value, row) => {
    const clock = times[row] ?? 0;
    return detector.read(clock, clockDay(clock), value).score;
  });
}
