import type { Device, Site } from '../../contract/territory.ts';
import { State } from '../parts/state.tsx';
import { isOld, lastHeard } from '../silence.ts';
import { callWordsOf } from '../texts/call.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';

interface Props {
  readonly sites: readonly Site[];
  readonly bySite: ReadonlyMap<string, readonly Device[]>;
  readonly now: number;
}

/** The places of a member, each with how many devices it has and whether they all speak. */
export function SiteList({ sites, bySite, now }: Props) {
  const { types, link } = useWorld();
  const { language } = useVoice();
  const own = callWordsOf(language);
  const wall = wallWordsOf(language);
  useReadings([...bySite.values()].flat().map(({ id }) => id));
  return (
    <ul>
      {sites.map((site) => {
        const devices = bySite.get(site.id) ?? [];
        const silent = devices.filter((device) => isOld(lastHeard(device, link), types.get(device.type), now)).length;
        return (
          <li key={site.id} class="call-site">
            <a href={`/sites/${site.id}`}>{site.name}</a>
            {site.worst !== null && <State is={site.worst} />}
            {silent > 0 ? (
              <State
                is="silent"
                word={silent === 1 ? wall.silentDevicesOne : say(wall.silentDevices, { count: silent })}
              />
            ) : (
              <span class="soft">
                {devices.length === 1 ? own.devicesOfOne : say(own.devicesOf, { count: devices.length })}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
