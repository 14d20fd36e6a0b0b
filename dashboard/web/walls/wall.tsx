import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { lastHeard } from '../silence.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { type Asked, useVoice, useWorld } from '../world.ts';
import { type Console, pagesOf, type Tile, tilesOf } from './board.ts';
import { type FaceState, faceOf, gravity, isLoud, type Seeing } from './face.ts';
import { faceShapes } from './shapes.ts';
import { WallTile } from './tile.tsx';
import type { Territory } from './walls.tsx';

const pageMs = 12_000;

/**
 * One console: how many are how, then a tile each. What needs a person comes first and stays; where not all fit, the quiet
 * ones turn page by page. The order is looked at once a second, a tile's values with every frame that changes them.
 */
export function Wall({
  console,
  asked,
  alerts,
  now,
  still,
}: {
  console: Console;
  asked: Asked<Territory>;
  alerts: ReadonlyMap<string, readonly Alert[]>;
  now: number;
  still: boolean;
}) {
  const { types, link, session } = useWorld();
  const { words, format, language } = useVoice();
  const wall = wallWordsOf(language);
  const coarse = session.role !== 'administrator' && session.role !== 'technician';
  const territory = asked.value;
  const tiles = useMemo(
    () => (territory === undefined ? [] : tilesOf(console, territory, { types, coarse })),
    [territory, console, types, coarse],
  );
  const see = useMemo(
    () =>
      (at: number): Seeing => ({
        words,
        wall,
        types,
        language,
        now: at,
        heard: (device) => lastHeard(device, link),
        readings: (device) => link.of(device)?.values() ?? [],
        alerts: (device) => alerts.get(device) ?? [],
        duration: (ms) => format.duration(ms),
      }),
    [words, wall, types, language, link, format, alerts],
  );
  const ranked = useRanked(console, tiles, see);
  const body = useRef<HTMLUListElement>(null);
  const loud = ranked.filter(isLoud);
  const { columns, rows } = useRoom(body, ranked.length, loud.length);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (still) return;
    const timer = setInterval(() => setTurn((count) => count + 1), pageMs);
    return () => clearInterval(timer);
  }, [still]);

  if (territory === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  const counts = Map.groupBy(ranked, ({ is }) => is);
  const { pages, span } = pagesOf(
    loud,
    ranked.filter((one) => !isLoud(one)),
    { columns, rows },
  );
  const page = turn % pages.length;
  const shown = pages[page] ?? [];
  const cells = shown.reduce((sum, one) => sum + (isLoud(one) ? span : 1), 0);
  const [one, many] = wall.things[console];
  return (
    <>
      <div class="wall-head">
        <h1>
          {wall.consoles[console]}{' '}
          <span class="wall-total">{`${ranked.length} ${ranked.length > 1 ? many : one}`}</span>
        </h1>
        <ul class="wall-counts">
          {gravity.map((is) => {
            const count = counts.get(is)?.length ?? 0;
            if (count === 0) return null;
            return (
              <li key={is} class={is === 'well' ? 'wall-well' : `state-${is}`}>
                {is !== 'well' && (
                  <span class="shape" aria-hidden="true">
                    {faceShapes[is]}
                  </span>
                )}{' '}
                <strong>{count}</strong> <span>{wordOf(is)}</span>
              </li>
            );
          })}
        </ul>
      </div>
      {ranked.length === 0 ? (
        <div class="wall-empty">
          <p>{wall.none}</p>
          <p class="soft">{wall.noneHelp}</p>
        </div>
      ) : (
        <ul
          class="tiles"
          ref={body}
          style={{
            '--columns': String(columns),
            '--span': String(span),
            '--rows': String(Math.min(rows, Math.ceil(cells / columns))),
          }}
        >
          {shown.map(({ tile }) => (
            <WallTile key={tile.key} console={console} tile={tile} now={now} see={see} />
          ))}
        </ul>
      )}
      {pages.length > 1 && <p class="wall-page">{say(wall.page, { page: page + 1, pages: pages.length })}</p>}
    </>
  );

  function wordOf(is: FaceState): string {
    if (is === 'well') return wall.well;
    if (is === 'unreachable') return wall.unreachable.toLowerCase();
    return is === 'silent' ? words.silentSites : words[is].toLowerCase();
  }
}

interface Ranked {
  readonly tile: Tile;
  readonly is: FaceState;
  readonly taken?: true;
}

/** The tiles from the gravest, those of one gravity by name; looked at again every second. */
function useRanked(console: Console, tiles: readonly Tile[], see: (now: number) => Seeing): readonly Ranked[] {
  const { api } = useWorld();
  const look = () => {
    const seeing = see(api.serverNow());
    const found = tiles.flatMap((tile): Ranked[] => {
      const face = faceOf(console, tile, seeing);
      return face === undefined ? [] : [{ tile, is: face.is, ...(face.taken && { taken: face.taken }) }];
    });
    // what somebody has in hand stands behind what nobody has
    return found.sort((a, b) => Number(isLoud(b)) - Number(isLoud(a)) || gravity.indexOf(a.is) - gravity.indexOf(b.is));
  };
  const [kept, setKept] = useState<{ tiles: readonly Tile[]; ranked: readonly Ranked[] }>();
  useEffect(() => {
    const again = () => {
      const ranked = look();
      setKept((before) => (before?.tiles === tiles && same(before.ranked, ranked) ? before : { tiles, ranked }));
    };
    again();
    const timer = setInterval(again, 1_000);
    return () => clearInterval(timer);
  }, [tiles, see, console]);
  return kept?.tiles === tiles ? kept.ranked : look();
}

function same(a: readonly Ranked[], b: readonly Ranked[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ tile, is, taken }, at) => b[at]?.tile === tile && b[at]?.is === is && b[at]?.taken === taken)
  );
}

/** How many tiles fit, none smaller than what is read at five metres; on a telephone all of them, one under the other. */
function useRoom(
  body: { current: HTMLUListElement | null },
  count: number,
  loud: number,
): { columns: number; rows: number } {
  const [room, setRoom] = useState({ columns: 4, rows: 6 });
  useLayoutEffect(() => {
    const list = body.current;
    if (list === null) return;
    const measure = () => {
      const { width } = list.getBoundingClientRect();
      const height = innerHeight - list.getBoundingClientRect().top - 80;
      const next =
        innerWidth < 720 || innerHeight < 600
          ? { columns: innerWidth < 720 ? 1 : 2, rows: 10_000 }
          : best(width, height, { count, loud }, Number.parseFloat(getComputedStyle(list).fontSize));
      setRoom((before) => (before.columns === next.columns && before.rows === next.rows ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(list);
    return () => observer.disconnect();
  }, [count, loud]);
  return room;
}

/** Two wide columns where all fit into them, else as many as are legible, an even number since what is loud takes two. */
function best(
  width: number,
  height: number,
  { count, loud }: { count: number; loud: number },
  em: number,
): { columns: number; rows: number } {
  const rows = Math.max(1, Math.floor(height / (em * 5.6)));
  const most = Math.max(1, Math.floor(width / (em * 14.5)));
  if (count <= 2 * rows || most < 4) return { columns: Math.min(2, most), rows };
  const wanted = Math.ceil((count + loud) / rows / 2) * 2;
  return { columns: Math.min(most - (most % 2), Math.max(4, wanted)), rows };
}
