import type { Light, Room } from '../../contract/energy.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { roomOf } from '../texts/room.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';

const shapes: Readonly<Record<Light['is'], string>> = {
  well: '',
  information: '●',
  warning: '▲',
  critical: '■',
  unknown: '?',
  'not subscribed': '',
};

/** One line a service, in a word; what is well has no colour. */
export function Lights({ lights, now }: { lights: readonly Light[]; now: number }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  return (
    <dl class="lights">
      {lights.map(({ service, is, machines, title, lastGood }) => (
        <div key={service}>
          <dt>{own.services[service]}</dt>
          <dd>
            <span
              class={is === 'well' || is === 'not subscribed' || is === 'unknown' ? 'light' : `light state state-${is}`}
            >
              {shapes[is] !== '' && (
                <span class="shape" aria-hidden="true">
                  {shapes[is]}
                </span>
              )}
              <span class={is === 'not subscribed' || is === 'unknown' ? 'soft' : undefined}>
                {title ?? own.light[is]}
              </span>
            </span>
            <span class="soft light-more">
              {lastGood !== undefined
                ? say(own.lastGood, { age: format.ago(Math.max(0, now - Date.parse(lastGood))) })
                : machines > 0 && (machines === 1 ? own.machinesOne : say(own.machines, { count: machines }))}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Up to this class the air of a room counts as good. */
const goodAtMost = 1;

/** The rooms of which CO2 is measured: now, and their index of a week, explained. */
export function Rooms({ rooms }: { rooms: readonly Room[] }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  if (rooms.length === 0) return <p class="soft">{own.airNone}</p>;
  const told = rooms.filter(({ icone }) => icone !== null);
  const good = told.filter(({ icone }) => (icone?.class ?? 0) <= goodAtMost).length;
  return (
    <>
      {told.length > 0 && <p class="lead">{say(own.airGood, { good, all: told.length })}</p>}
      <ul class="air-rooms">
        {[...rooms]
          .sort((a, b) => (b.icone?.index ?? -1) - (a.icone?.index ?? -1))
          .map(({ device, name, latest, icone }) => (
            <li key={device}>
              <a href={`/devices/${device}`}>{roomOf(name)}</a>
              <span class={icone !== null && icone.class > 2 ? 'state state-warning' : undefined}>
                {icone !== null && icone.class > 2 && (
                  <span class="shape" aria-hidden="true">
                    ▲
                  </span>
                )}
                {icone === null ? (
                  <span class="soft">{own.iconeNone}</span>
                ) : (
                  <span>
                    {own.iconeClasses[icone.class]} ({format.number(icone.index, 1)})
                  </span>
                )}
              </span>
              <span class="soft num">
                {latest !== undefined && format.text(latest.value, { factor: 1, unit: 'ppm', decimals: 0 })}
              </span>
            </li>
          ))}
      </ul>
      <details>
        <summary>{own.iconeWhat}</summary>
        <p class="soft lead">{own.iconeHelp}</p>
      </details>
    </>
  );
}
