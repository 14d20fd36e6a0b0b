import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartDataset,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { levelAxis, lonely, stateAxis } from './axis.ts';
import { colorOf, rootScale, withAlpha } from './colours.ts';
import { bridged } from './curves.ts';
import { drawMarks, laneHeight, type Marks } from './marks.ts';

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
);

export interface Picture {
  kind: 'bars' | 'lines';
  /** CSS variable of the colour, `--water` */
  tone: string;
  count: number;
  curves: { values: (number | null)[] }[];
  before: { values: (number | null)[] }[];
  /** drawn pale behind the one line */
  band: { low: (number | null)[]; high: (number | null)[] } | undefined;
  bridge: number;
  /** what is physically possible, in the metric's unit: no axis runs beyond it */
  range: readonly [number, number] | undefined;
  /** positions that carry a label, and the label */
  ticks: Map<number, string>;
  /** in the unit shown */
  number(value: number): string;
  factor: number;
  /** of a state: its few values, each said by `number`; the good one stands on top */
  steps: { values: readonly number[]; lowIsGood: boolean } | undefined;
  /** stretches of time above the drawing, and levels in it */
  marks?: Marks | undefined;
}

export interface Drawing {
  show(picture: Picture, zoom: readonly [number, number]): void;
  caret(index: number | undefined): void;
  /** the bucket under a place of the canvas, CSS pixels from its left edge */
  at(x: number): number | undefined;
  end(): void;
}

/** One chart on a canvas: bars or lines, hairlines, few labels, a caret; redrawn only when it is told to. */
export function createDrawing(canvas: HTMLCanvasElement): Drawing {
  let caret: number | undefined;
  let last: { picture: Picture; zoom: readonly [number, number] } | undefined;
  const chart = new Chart<'bar' | 'line', (number | null)[], number>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [] },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      normalized: true,
      layout: { padding: { top: 6, right: 2 } },
    },
    plugins: [
      {
        id: 'caret',
        afterDatasetsDraw(drawn) {
          if (last?.picture.marks !== undefined)
            drawMarks(drawn, last.picture.marks, { ...last, factor: last.picture.factor, color: colorOf(canvas) });
          drawCaret(drawn, caret, last?.picture);
        },
      },
    ],
  });

  function show(picture: Picture, zoom: readonly [number, number]) {
    last = { picture, zoom };
    const color = colorOf(canvas);
    const tone = color(picture.tone);
    const soft = color('--soft');
    const line = color('--line');
    const bars = picture.kind === 'bars';
    const joined = (values: (number | null)[]) =>
      bars ? values : bridged(values, picture.bridge, picture.steps !== undefined);
    const scaled = (values: (number | null)[]) =>
      joined(values).map((value) => (value === null ? null : value * picture.factor));
    const lineColors = [tone, color('--ink'), soft];
    chart.data.labels = Array.from({ length: picture.count }, (_, index) => index);
    chart.data.datasets = [
      ...picture.curves.map(
        ({ values }, index): ChartDataset<'bar' | 'line', (number | null)[]> =>
          bars
            ? {
                type: 'bar',
                data: scaled(values),
                backgroundColor: tone,
                order: 2,
                grouped: false,
                barPercentage: 0.62,
                categoryPercentage: 1,
                maxBarThickness: 44,
              }
            : {
                type: 'line',
                data: scaled(values),
                borderColor: lineColors[index % 3] ?? tone,
                borderWidth: 2,
                borderDash: index < 3 ? [] : [6, 3],
                borderJoinStyle: 'round',
                stepped: picture.steps === undefined ? false : 'before',
                pointRadius: lonely(joined(values)),
                pointBackgroundColor: tone,
                pointBorderWidth: 0,
                order: 1,
              },
      ),
      ...picture.before.map(
        ({ values }): ChartDataset<'bar' | 'line', (number | null)[]> =>
          bars
            ? {
                type: 'bar',
                data: scaled(values),
                backgroundColor: 'transparent',
                borderColor: soft,
                borderWidth: { top: 1, left: 1, right: 1, bottom: 0 },
                order: 1,
                grouped: false,
                barPercentage: 0.86,
                categoryPercentage: 1,
                maxBarThickness: 60,
              }
            : {
                type: 'line',
                data: scaled(values),
                borderColor: soft,
                borderWidth: 1,
                pointRadius: 0,
                order: 3,
              },
      ),
    ];
    if (picture.band !== undefined) {
      const edge = (
        values: (number | null)[],
        fill: string | false,
      ): ChartDataset<'bar' | 'line', (number | null)[]> => ({
        type: 'line',
        data: scaled(values),
        borderWidth: 0,
        pointRadius: 0,
        backgroundColor: withAlpha(tone, 0.2),
        fill,
        order: 4,
      });
      chart.data.datasets.push(edge(picture.band.high, '+1'), edge(picture.band.low, false));
    }
    const { marks } = picture;
    chart.options.layout = { padding: { top: 6 + (marks?.lanes.length ?? 0) * laneHeight, right: 2 } };
    const levels = marks?.levels.map(({ value }) => value * picture.factor) ?? [];
    const font = { family: getComputedStyle(canvas).fontFamily, size: 13 * rootScale() };
    chart.options.scales = {
      x: {
        type: 'category',
        min: zoom[0],
        max: zoom[1],
        offset: bars,
        grid: { display: false },
        border: { color: color('--line-strong') },
        afterBuildTicks: (scale) => {
          scale.ticks = [...picture.ticks.keys()]
            .filter((index) => index >= zoom[0] && index <= zoom[1])
            .map((value) => ({ value }));
        },
        ticks: {
          autoSkip: true,
          autoSkipPadding: 12,
          maxRotation: 0,
          color: soft,
          font,
          callback: (value) => picture.ticks.get(Number(value)) ?? '',
        },
      },
      y: {
        ...(picture.steps === undefined ? levelAxis(picture, bars) : stateAxis(picture.steps)),
        ...(levels.length > 0 && { suggestedMin: Math.min(...levels), suggestedMax: Math.max(...levels) }),
        grid: { color: line, drawTicks: false },
        border: { display: false },
        ticks: { maxTicksLimit: 5, padding: 8, color: soft, font, callback: (value) => picture.number(Number(value)) },
      },
    };
    chart.update('none');
  }

  // Colours are read when drawn: another theme, or paper, draws again.
  const again = () => last && show(last.picture, last.zoom);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const print = matchMedia('print');
  dark.addEventListener('change', again);
  print.addEventListener('change', again);
  addEventListener('vigie:theme', again);

  return {
    show,
    caret(index) {
      if (index === caret) return;
      caret = index;
      chart.draw();
    },
    at(x) {
      const scale = chart.scales.x;
      if (scale === undefined || last === undefined) return undefined;
      const index = Math.round(scale.getValueForPixel(x) ?? 0);
      return Math.min(last.zoom[1], Math.max(last.zoom[0], index));
    },
    end() {
      dark.removeEventListener('change', again);
      print.removeEventListener('change', again);
      removeEventListener('vigie:theme', again);
      chart.destroy();
    },
  };
}

function drawCaret(chart: Chart, index: number | undefined, picture: Picture | undefined): void {
  const x = chart.scales.x;
  if (index === undefined || picture === undefined || x === undefined) return;
  const at = Math.round(x.getPixelForValue(index)) + 0.5;
  const { ctx, chartArea } = chart;
  const color = colorOf(chart.canvas);
  ctx.save();
  ctx.strokeStyle = color('--ink');
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(at, chartArea.top - 6);
  ctx.lineTo(at, chartArea.bottom);
  ctx.stroke();
  if (picture.kind === 'lines')
    for (const { values } of picture.curves) {
      const value = values[index];
      const y = chart.scales.y;
      if (value === null || value === undefined || y === undefined) continue;
      ctx.beginPath();
      ctx.arc(at, y.getPixelForValue(value * picture.factor), 4.5, 0, 2 * Math.PI);
      ctx.fillStyle = color(picture.tone);
      ctx.strokeStyle = color('--paper');
      ctx.lineWidth = 2;
      ctx.fill();
      ctx.stroke();
    }
  ctx.restore();
}
