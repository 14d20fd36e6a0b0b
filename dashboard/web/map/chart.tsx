import { useMemo, useRef, useState } from 'preact/hooks';
import { go } from '../router.ts';
import { mapWordsOf } from '../texts/map.ts';
import { faceShapes } from '../walls/shapes.ts';
import { useVoice } from '../world.ts';
import { landes } from './landes.ts';
import type { Spot } from './map.tsx';
import { belongs, projectionOf } from './projection.ts';

interface Props {
  readonly spots: readonly Spot[];
  /** all that there is, which the whole map shows */
  readonly frame: readonly Spot[];
  readonly chosen: string | undefined;
  choose(id: string | undefined): void;
}

interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
const whole: View = { x: 0, y: 0, zoom: 1 };
const zoomAtMost = 24;

/** The map itself: drawn by us, moved by pointer, wheel and keys; nothing is asked of anybody outside. */
export function Chart({ spots, frame, chosen, choose }: Props) {
  const { language } = useVoice();
  const own = mapWordsOf(language);
  const [view, setView] = useState<View>(whole);
  const svg = useRef<SVGSVGElement>(null);
  const held = useRef<{ x: number; y: number; moved: boolean }>(undefined);
  const { projection, outline } = useMemo(() => {
    const places = frame.map(({ at }) => at);
    const known = belongs(landes, places);
    const made = projectionOf(known ? [...landes, ...places] : places);
    const path = known
      ? `M${landes
          .map((place) =>
            made
              .at(place)
              .map((n) => n.toFixed(1))
              .join(' '),
          )
          .join('L')}Z`
      : '';
    return { projection: made, outline: path };
  }, [frame]);
  const { width, height } = projection;
  const names = useMemo(() => communesOf(frame), [frame]);
  const size = 1 / view.zoom;

  /** The most populous first; a name that would lie on another one waits until the map is nearer. */
  function legible(all: typeof names, zoom: number): typeof names {
    const placed: (readonly [number, number])[] = [];
    return all.filter(({ at, big }) => {
      const [x, y] = projection.at(at);
      const free = placed.every(([px, py]) => Math.abs(px - x) > 150 / zoom || Math.abs(py - y) > 22 / zoom);
      if ((zoom < 2 && !big) || !free) return false;
      placed.push([x, y]);
      return true;
    });
  }
  function look(zoom: number, [px, py]: readonly [number, number] = [0.5, 0.5]) {
    setView((before) => {
      const next = Math.min(zoomAtMost, Math.max(1, zoom));
      const x = before.x + (width / before.zoom - width / next) * px;
      const y = before.y + (height / before.zoom - height / next) * py;
      return clamped({ x, y, zoom: next });
    });
  }
  function clamped({ x, y, zoom }: View): View {
    return {
      zoom,
      x: Math.min(width - width / zoom, Math.max(0, x)),
      y: Math.min(height - height / zoom, Math.max(0, y)),
    };
  }
  function move(dx: number, dy: number) {
    setView((before) =>
      clamped({ ...before, x: before.x + (dx * width) / before.zoom, y: before.y + (dy * height) / before.zoom }),
    );
  }
  function key(event: KeyboardEvent) {
    if (event.key === 'ArrowLeft') move(-0.15, 0);
    else if (event.key === 'ArrowRight') move(0.15, 0);
    else if (event.key === 'ArrowUp') move(0, -0.15);
    else if (event.key === 'ArrowDown') move(0, 0.15);
    else if (event.key === '+' || event.key === '=') look(view.zoom * 1.5);
    else if (event.key === '-') look(view.zoom / 1.5);
    else if (event.key === '0') setView(whole);
    else return;
    event.preventDefault();
  }
  return (
    <figure class="map">
      <div class="map-tools">
        <button type="button" class="button" aria-label={own.zoomIn} onClick={() => look(view.zoom * 1.5)}>
          +
        </button>
        <button type="button" class="button" aria-label={own.zoomOut} onClick={() => look(view.zoom / 1.5)}>
          −
        </button>
        <button type="button" class="button" onClick={() => setView(whole)}>
          {own.whole}
        </button>
      </div>
      <svg
        ref={svg}
        class="map-drawing"
        role="img"
        aria-label={`${own.map} ${own.move}`}
        // SVG knows the attribute by its small letters only
        tabindex={0}
        viewBox={`${view.x} ${view.y} ${width / view.zoom} ${height / view.zoom}`}
        onKeyDown={key}
        onWheel={(event) => {
          if (!event.ctrlKey && view.zoom === 1 && event.deltaY > 0) return;
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          const point = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] as const;
          look(view.zoom * (event.deltaY < 0 ? 1.25 : 0.8), point);
        }}
        onPointerDown={(event) => {
          held.current = { x: event.clientX, y: event.clientY, moved: false };
        }}
        onPointerMove={(event) => {
          const from = held.current;
          if (from === undefined || event.buttons !== 1) return;
          const box = event.currentTarget.getBoundingClientRect();
          const [dx, dy] = [(from.x - event.clientX) / box.width, (from.y - event.clientY) / box.height];
          if (Math.abs(dx) + Math.abs(dy) < 0.004) return;
          move(dx, dy);
          held.current = { x: event.clientX, y: event.clientY, moved: true };
        }}
        onPointerUp={() => {
          setTimeout(() => {
            held.current = undefined;
          });
        }}
      >
        {outline !== '' && <path class="map-outline" d={outline} />}
        {legible(names, view.zoom).map(({ name, at }) => {
          const [x, y] = projection.at(at);
          return (
            <text
              key={name}
              class="map-name"
              x={x + 12 * size}
              y={y - 9 * size}
              font-size={(view.zoom < 2 ? 17 : 15) * size}
            >
              {name}
            </text>
          );
        })}
        {[...spots].reverse().map((spot) => {
          const [x, y] = projection.at(spot.at);
          const quiet = spot.is === 'well';
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the list beside the map has the links, for keys too
            <g
              key={spot.site.id}
              class={`spot spot-${spot.is}${spot.site.id === chosen ? ' spot-chosen' : ''}`}
              transform={`translate(${x} ${y}) scale(${size})`}
              onPointerEnter={() => choose(spot.site.id)}
              onClick={() => {
                if (held.current?.moved !== true) go(`/sites/${spot.site.id}`);
              }}
            >
              <title>{`${spot.name}${quiet ? '' : `, ${spot.word}`}`}</title>
              <circle class="spot-reach" r="16" />
              {spot.hotspot && <circle class="spot-ring" r={quiet ? 8 : 14} />}
              {quiet ? (
                <circle class="spot-dot" r="4" />
              ) : (
                <text class="spot-shape" y="7" text-anchor="middle" font-size="20">
                  {faceShapes[spot.is]}
                </text>
              )}
              {spot.site.id === chosen && <circle class="spot-focus" r="18" />}
            </g>
          );
        })}
      </svg>
      {outline !== '' && <figcaption class="soft map-credit">{own.credit}</figcaption>}
    </figure>
  );
}

/** So many of the most populous are named from afar too. */
const namedFromAfar = 10;

/** Each commune once, where its first site stands. */
function communesOf(spots: readonly Spot[]): { name: string; at: readonly [number, number]; big: boolean }[] {
  const found = new Map<string, Spot>();
  for (const spot of spots) if (!found.has(spot.organisation)) found.set(spot.organisation, spot);
  return [...found.values()]
    .sort((a, b) => b.population - a.population)
    .map(({ organisation, at }, rank) => ({ name: organisation, at, big: rank < namedFromAfar }));
}
