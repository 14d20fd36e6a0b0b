import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { stateInWords, stepsOf } from '../states.ts';
import type { Scale } from '../texts/format.ts';
import { toneOf } from '../tones.ts';
import { useVoice } from '../world.ts';
import { useBucketSentence } from './bucket-sentence.ts';
import { type Curves, mostSingleLines, type Plan, spreadOf } from './curves.ts';
import { createDrawing, type Drawing } from './drawing.ts';
import type { Marks } from './marks.ts';
import { periodTitle } from './phrases.ts';
import { worstCurve } from './state-curves.ts';
import { ticksOf } from './ticks.ts';
import type { View } from './view.ts';

interface Props {
  plan: Plan;
  shown: Curves;
  view: View;
  scale: Scale;
  label: string;
  caret: number | undefined;
  setCaret(index: number | undefined): void;
  /** of a time that is no period of the calendar */
  title?: string;
  marks?: Marks;
}

/** The drawing with its caret and zoom, by pointer, fingers and keyboard. A slider to who cannot see it: each step says its value. */
export function Plot({ plan, shown, view, scale, label, caret, setCaret, title, marks }: Props) {
  const { words, format } = useVoice();
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<Drawing>(undefined);
  const box = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, number>());
  const last = shown.starts.length - 1;
  const [zoom, setZoom] = useState<readonly [number, number]>([0, last]);
  const [drag, setDrag] = useState<readonly [number, number]>();
  const dragFrom = useRef<number>(undefined);
  const sentence = useBucketSentence(plan, shown, view, scale);
  const counter = plan.metric.kind === 'counter';
  const isState = plan.metric.kind === 'state';
  const worst = useMemo(
    () =>
      isState && shown.curves.length > mostSingleLines
        ? worstCurve(plan.metric, shown.curves, shown.starts.length)
        : undefined,
    [isState, plan, shown],
  );
  const spread = useMemo(
    () =>
      !counter && !isState && shown.curves.length > mostSingleLines
        ? spreadOf(shown.curves, shown.starts.length)
        : undefined,
    [counter, isState, shown],
  );
  const whole = zoom[0] === 0 && zoom[1] >= last;
  const smallest = counter ? 2 : 5;

  // another period is seen whole
  useEffect(() => setZoom([0, last]), [view.from, view.period, last]);
  useEffect(() => {
    if (canvas.current === null) return;
    const made = createDrawing(canvas.current);
    drawing.current = made;
    return () => made.end();
  }, []);
  useEffect(() => {
    const alone = spread?.mean ?? worst;
    const narrow = (box.current?.clientWidth ?? 600) < 480;
    drawing.current?.show(
      {
        kind: counter ? 'bars' : 'lines',
        tone: `--${toneOf(plan.metric.id)}`,
        count: shown.starts.length,
        curves: alone === undefined ? shown.curves : [{ values: alone }],
        before: shown.before.length === 1 || counter ? shown.before : [],
        band: spread,
        bridge: shown.bridge,
        range: plan.metric.range,
        ticks: ticksOf(shown.starts, view, counter, format, narrow),
        number: (value) =>
          isState
            ? stateInWords(plan.metric, value, words).word
            : format.number(value, Math.abs(value) < 10 && !Number.isInteger(value) ? 1 : 0),
        factor: scale.factor,
        steps: isState ? stepsOf(plan.metric) : undefined,
        marks,
      },
      [zoom[0], Math.min(zoom[1], last)],
    );
  }, [shown, spread, worst, zoom, scale, format, words, counter, isState, plan, view, last, marks]);
  useEffect(() => drawing.current?.caret(caret), [caret]);

  function zoomTo(from: number, to: number) {
    const length = Math.max(smallest, Math.min(last, to - from));
    const start = Math.max(0, Math.min(last - length, Math.round(from)));
    setZoom([start, Math.min(last, Math.round(start + length))]);
  }
  function zoomBy(factor: number) {
    const length = zoom[1] - zoom[0];
    const middle = caret ?? (zoom[0] + zoom[1]) / 2;
    const next = Math.max(smallest, length * factor);
    zoomTo(middle - (middle - zoom[0]) * (next / length), middle + (zoom[1] - middle) * (next / length));
  }
  function place(index: number) {
    const next = Math.max(0, Math.min(last, index));
    setCaret(next);
    if (next < zoom[0]) zoomTo(next, next + zoom[1] - zoom[0]);
    if (next > zoom[1]) zoomTo(next - (zoom[1] - zoom[0]), next);
  }
  function onKey(event: KeyboardEvent) {
    const at = caret ?? (event.key === 'ArrowLeft' ? zoom[1] + 1 : zoom[0] - 1);
    const page = Math.max(1, Math.round((zoom[1] - zoom[0]) / 10));
    const moves: Record<string, () => void> = {
      ArrowRight: () => place(at + 1),
      ArrowLeft: () => place(at - 1),
      ArrowUp: () => place(at + 1),
      ArrowDown: () => place(at - 1),
      PageUp: () => place(at + page),
      PageDown: () => place(at - page),
      Home: () => place(zoom[0]),
      End: () => place(zoom[1]),
      '+': () => zoomBy(0.5),
      '-': () => zoomBy(2),
      Escape: () => {
        setZoom([0, last]);
        setCaret(undefined);
      },
    };
    const move = moves[event.key];
    if (move === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move();
  }
  const xOf = (event: PointerEvent) => event.clientX - (box.current?.getBoundingClientRect().left ?? 0);
  function onMove(event: PointerEvent) {
    const x = xOf(event);
    const held = pointers.current;
    if (held.size === 2 && held.has(event.pointerId)) {
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1] ?? x;
      const was = Math.abs((held.get(event.pointerId) ?? x) - other);
      const is = Math.abs(x - other);
      if (was > 10 && is > 10) zoomBy(was / is);
      held.set(event.pointerId, x);
      return;
    }
    const index = drawing.current?.at(x);
    if (index === undefined) return;
    setCaret(index);
    if (dragFrom.current !== undefined) setDrag([dragFrom.current, x]);
  }
  function onDown(event: PointerEvent) {
    pointers.current.set(event.pointerId, xOf(event));
    if (event.pointerType === 'mouse' && event.button === 0) {
      dragFrom.current = xOf(event);
      box.current?.setPointerCapture(event.pointerId);
    } else onMove(event);
  }
  function onUp(event: PointerEvent) {
    pointers.current.delete(event.pointerId);
    const from = dragFrom.current;
    dragFrom.current = undefined;
    setDrag(undefined);
    const to = xOf(event);
    if (from === undefined || Math.abs(to - from) < 12) return;
    const a = drawing.current?.at(Math.min(from, to));
    const b = drawing.current?.at(Math.max(from, to));
    if (a !== undefined && b !== undefined) zoomTo(a, b);
  }

  return (
    <div class="plot">
      <div class="plot-line">
        <span class="plot-unit">{format.unit(scale.unit)}</span>
        <span class="plot-read">{caret === undefined ? '' : sentence(caret)}</span>
      </div>
      {/* The caret moves over the values; a native range input can't be laid over a drawing and zoom with it. */}
      <div
        ref={box}
        class="plot-place"
        role="slider"
        tabIndex={0}
        aria-label={`${label}, ${title ?? periodTitle(view, format)}`}
        aria-description={words.chartHelp}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={caret ?? 0}
        aria-valuetext={sentence(caret ?? 0)}
        onKeyDown={onKey}
        onPointerMove={onMove}
        onPointerDown={onDown}
        onPointerUp={onUp}
        onPointerCancel={onUp}
        onPointerLeave={(event) => {
          pointers.current.delete(event.pointerId);
          if (event.pointerType === 'mouse' && document.activeElement !== box.current) setCaret(undefined);
        }}
        onDblClick={() => setZoom([0, last])}
      >
        <div class="plot-canvas">
          <canvas ref={canvas} />
        </div>
        {drag && (
          <span
            class="plot-drag"
            style={{ left: `${Math.min(...drag)}px`, width: `${Math.abs(drag[1] - drag[0])}px` }}
          />
        )}
      </div>
      <div class="plot-zoom">
        {!whole && (
          <>
            <button type="button" class="quiet" onClick={() => setZoom([0, last])}>
              {words.zoomAll}
            </button>
            <button type="button" class="quiet" onClick={() => zoomBy(2)}>
              {words.zoomOut}
            </button>
          </>
        )}
        <button type="button" class="quiet" onClick={() => zoomBy(0.5)} disabled={zoom[1] - zoom[0] <= smallest}>
          {words.zoomIn}
        </button>
      </div>
    </div>
  );
}
