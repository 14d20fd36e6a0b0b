import type { Service } from '../../../devices/territory.ts';
import type { Backup } from '../../contract/backups.ts';
import type { Organisation, Site } from '../../contract/territory.ts';
import type { Known } from '../pages/organisation.tsx';
import { Amount } from '../parts/amount.tsx';
import { lastHeard } from '../silence.ts';
import { callWordsOf } from '../texts/call.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { type Console, type Tile, tilesOf } from '../walls/board.ts';
import { type Face, faceOf } from '../walls/face.ts';
import { faceShapes } from '../walls/shapes.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';

/** What each service is told by. */
const told: readonly (readonly [Service, Console])[] = [
  ['backup', 'sauvegardes'],
  ['server', 'serveurs'],
  ['firewall', 'parefeu'],
  ['antivirus', 'antivirus'],
  ['wifi', 'wifi'],
];
const shownAtMost = 4;

/** A line a service: how its machines are, or that it is not subscribed, which is no alert. */
export function Equipment({ known, now }: { known: Known; now: number }) {
  const { types, link } = useWorld();
  const { words, format, language } = useVoice();
  const own = callWordsOf(language);
  const wall = wallWordsOf(language);
  const { organisation, sites, devices, backups } = known;
  useReadings(devices.map(({ id }) => id));
  const seeing = {
    words,
    wall,
    types,
    language,
    now,
    heard: (device: (typeof devices)[number]) => lastHeard(device, link),
    readings: (device: string) => link.of(device)?.values() ?? [],
    duration: (ms: number) => format.duration(ms),
  };
  const territory: { organisations: readonly Organisation[]; sites: readonly Site[]; devices: typeof devices } = {
    organisations: [organisation],
    sites,
    // the line stands beside, with whom to call
    devices: devices.filter(({ id, line }) => line?.device !== id),
  };
  return (
    <dl class="equipment">
      {told.map(([service, console]) => {
        const faces = tilesOf(console, territory, { types, coarse: false }).flatMap((tile) => {
          const face = faceOf(console, tile, seeing);
          return face === undefined ? [] : [{ tile, face }];
        });
        const subscribed = organisation.services?.includes(service);
        if (faces.length === 0 && subscribed === undefined) return null;
        return (
          <div key={service}>
            <dt>{own.names[service]}</dt>
            <dd>
              {faces.length === 0 ? (
                <span class="soft">{subscribed === true ? own.nothingYet : own.notSubscribed}</span>
              ) : (
                faces
                  .slice(0, shownAtMost)
                  .map(({ tile, face }) => (
                    <Machine key={tile.key} tile={tile} face={face} several={faces.length > 1} now={now} />
                  ))
              )}
              {faces.length > shownAtMost && (
                <span class="soft">{say(own.more, { count: faces.length - shownAtMost })}</span>
              )}
              {service === 'backup' && <LastGood backups={backups} now={now} />}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Machine({ tile, face, several, now }: { tile: Tile; face: Face; several: boolean; now: number }) {
  const { format } = useVoice();
  return (
    <p class="machine">
      {several && tile.place !== '' && <span>{tile.place}</span>}
      {face.word !== undefined && (
        <a class={`state state-${face.is}`} href={tile.href}>
          <span class="shape" aria-hidden="true">
            {faceShapes[face.is]}
          </span>
          <span>{face.word}</span>
        </a>
      )}
      {face.figures.map(({ label, value, scale, text }) => (
        <span key={label} class="machine-figure">
          <span class="soft">{label}</span>{' '}
          {value !== undefined && scale !== undefined ? <Amount value={value} scale={scale} old={face.old} /> : text}
        </span>
      ))}
      {face.time !== undefined && <span class="soft machine-age">{format.ago(Math.max(0, now - face.time))}</span>}
    </p>
  );
}

/** The newest backup that can be restored. */
function LastGood({ backups, now }: { backups: readonly Backup[]; now: number }) {
  const { format, language } = useVoice();
  const times = backups.flatMap(({ lastGood }) => (lastGood === null ? [] : [Date.parse(lastGood)]));
  if (times.length === 0) return null;
  const age = format.ago(now - times.reduce((a, b) => Math.max(a, b)));
  return <p class="soft">{say(callWordsOf(language).lastGood, { age })}</p>;
}
