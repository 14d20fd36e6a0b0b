import type { Alert } from '../../contract/alerts.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';

const hour = 3_600_000;
const width = 480;
const height = 96;

/** How the value went from a day before the alert to now or its end: a line with its gaps, the alert's span marked. */
export function Spark({ alert, metric, now }: { alert: Alert; metric: string; now: number }) {
  const { api } = useWorld();
  const { format } = useVoice();
  const since = Date.parse(alert.since);
  const from = since - 24 * hour;
  const to = Math.min(alert.until === undefined ? now : Date.parse(alert.until) + hour, since + 14 * 24 * hour);
  const asked = useAsk(`${alert.id} ${Math.floor(to / hour)}`, (signal) =>
    api.readings(
      {
        device: alert.device,
        metric,
        ...(alert.instance !== undefined && { instance: alert.instance }),
        from,
        to: Math.max(to, since + hour),
        step: to - from > 3 * 24 * hour ? '1h' : '15m',
      },
      signal,
    ),
  );
  const values = asked.value?.values ?? [];
  const numbers = values.filter((value) => value !== null);
  if (numbers.length < 2) return <div class="spark" />;
  const { expected } = alert;
  const high = [...numbers, ...(expected === undefined ? [] : [expected.high])].reduce((a, b) => Math.max(a, b));
  const low = [...numbers, ...(expected === undefined ? [] : [expected.low])].reduce((a, b) => Math.min(a, b));
  const span = high - low || 1;
  const x = (at: number) => ((at - from) / (Math.max(to, since + hour) - from)) * width;
  const y = (value: number) => height - 6 - ((value - low) / span) * (height - 12);
  const end = alert.until === undefined ? width : Math.min(width, x(Date.parse(alert.until)));
  let path = '';
  let pen = false;
  for (const [index, value] of values.entries()) {
    const time = asked.value?.times[index] ?? from;
    // missing data is a gap, never a bridged line
    if (value !== null) path += `${pen ? 'L' : 'M'}${x(time).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = value !== null;
  }
  const unit = asked.value?.unit ?? '';
  // what has no unit is counted, most often
  const decimals = unit === '' && Number.isInteger(low) && Number.isInteger(high) ? 0 : 1;
  const told = [...new Set([low, high])].map((value) => format.number(value, decimals)).join(' – ');
  const text = `${told}${unit === '' ? '' : `\u00a0${unit}`}, ${format.moment(from)} – ${format.moment(to)}`;
  return (
    <figure class="spark">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={text} preserveAspectRatio="none">
        {expected !== undefined && (
          <rect
            class="spark-usual"
            x="0"
            y={y(expected.high)}
            width={width}
            height={Math.max(1, y(expected.low) - y(expected.high))}
          />
        )}
        <rect class="spark-span" x={x(since)} y="0" width={Math.max(2, end - x(since))} height={height} />
        <path d={path} />
      </svg>
      <figcaption class="soft">{text}</figcaption>
    </figure>
  );
}
