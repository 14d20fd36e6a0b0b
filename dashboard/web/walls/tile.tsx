import { Amount } from '../parts/amount.tsx';
import { useReadings, useVoice } from '../world.ts';
import type { Console, Tile } from './board.ts';
import { type Face, faceOf, isLoud, type Seeing } from './face.ts';
import { faceShapes, takenShapes } from './shapes.ts';

interface Props {
  readonly console: Console;
  readonly tile: Tile;
  readonly now: number;
  readonly see: (now: number) => Seeing;
}

/** One tile; renders again by itself when one of its devices speaks, and when its age grows. */
export function WallTile({ console, tile, now, see }: Props) {
  const { format } = useVoice();
  useReadings(tile.devices.map(({ id }) => id));
  const face = faceOf(console, tile, see(now));
  if (face === undefined) return null;
  return (
    <li class={`tile tile-${face.is}${isLoud(face) ? ' tile-loud' : ''}`}>
      <a href={tile.href}>
        <span class="tile-title">{tile.title}</span>
        {tile.place !== '' && <span class="tile-place"> {tile.place}</span>}
      </a>
      <Matter face={face} now={now} />
      <dl class="tile-figures">
        {face.figures.map(({ label, value, scale, text }) => (
          <div key={label}>
            <dt class={label === '' ? 'unseen' : undefined}>{label}</dt>
            <dd>
              {value !== undefined && scale !== undefined ? (
                <Amount value={value} scale={scale} old={face.old} />
              ) : (
                <span class={face.old ? 'amount amount-old' : 'amount'}>{text}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="tile-age">{face.time === undefined ? '' : format.ago(Math.max(0, now - face.time))}</p>
    </li>
  );
}

function Matter({ face: { is, word, since, taken }, now }: { face: Face; now: number }) {
  const { format } = useVoice();
  if (is === 'well') return null;
  return (
    <p class={`tile-matter state-${is}`}>
      <span class="shape" aria-hidden="true">
        {(taken && takenShapes[is]) ?? faceShapes[is]}
      </span>{' '}
      {word}
      {since !== undefined && <span class="tile-since">{` ${format.duration(Math.max(0, now - since))}`}</span>}
    </p>
  );
}
