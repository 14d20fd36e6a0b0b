import type { Chart } from 'chart.js';

/** A stretch of a lane, in buckets and parts of them. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** CSS variable of the colour, `--warning` */
  readonly tone: string;
}

/** What is marked in a chart: stretches of time in lanes above it, and levels as dashed lines in it. */
export interface Marks {
  /** the first stands highest; a hollow one has outlines alone */
  readonly lanes: readonly { readonly spans: readonly Span[]; readonly hollow: boolean }[];
  /** in the metric's unit */
  readonly levels: readonly { readonly value: number; readonly tone: string }[];
}

/** CSS pixels that a lane takes above a drawing. */
export const laneHeight = 18;
const barHeight = 12;
/** what lasted minutes in a year is still seen */
const least = 3;

/** Where a moment lies among buckets that begin at `starts`, which rise: 2.5 is the middle of the third. */
export function positionOf(time: number, starts: readonly number[]): number {
  const last = starts.length - 1;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  const begin = starts[low] ?? 0;
  const length = (starts[low + 1] ?? begin) - begin || begin - (starts[low - 1] ?? begin) || 1;
  return Math.max(0, Math.min(last + 1, low + (time - begin) / length));
}

/** Draws marks over a chart that shows the buckets of `zoom`; spans are also laid pale over the drawing itself. */
export function drawMarks(
  chart: Chart,
  { lanes, levels }: Marks,
  { zoom, factor, color }: { zoom: readonly [number, number]; factor: number; color: (variable: string) => string },
): void {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) return;
  const { ctx, chartArea } = chart;
  const [begin, end] = [x.getPixelForValue(zoom[0]), x.getPixelForValue(zoom[1])];
  const at = (position: number) => begin + ((position - zoom[0]) / Math.max(1, zoom[1] - zoom[0])) * (end - begin);
  ctx.save();
  ctx.beginPath();
  ctx.rect(chartArea.left, 0, chartArea.right - chartArea.left, chartArea.bottom);
  ctx.clip();
  for (const [index, { spans, hollow }] of lanes.entries()) {
    const top = chartArea.top - (lanes.length - index) * laneHeight;
    for (const { from, to, tone } of spans) {
      const [left, width] = [at(from), Math.max(least, at(to) - at(from))];
      ctx.fillStyle = color(tone);
      ctx.strokeStyle = color(tone);
      ctx.lineWidth = 2;
      if (hollow) ctx.strokeRect(left + 1, top + 1, Math.max(1, width - 2), barHeight - 2);
      else {
        ctx.fillRect(left, top, width, barHeight);
        ctx.globalAlpha = 0.12;
        ctx.fillRect(left, chartArea.top, width, chartArea.bottom - chartArea.top);
        ctx.globalAlpha = 1;
      }
    }
  }
  ctx.setLineDash([6, 4]);
  ctx.lineWidth = 1;
  for (const { value, tone } of levels) {
    const height = Math.round(y.getPixelForValue(value * factor)) + 0.5;
    if (height < chartArea.top || height > chartArea.bottom) continue;
    ctx.strokeStyle = color(tone);
    ctx.beginPath();
    ctx.moveTo(chartArea.left, height);
    ctx.lineTo(chartArea.right, height);
    ctx.stroke();
  }
  ctx.restore();
}
