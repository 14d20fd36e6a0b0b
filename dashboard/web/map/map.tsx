import { useMemo, useState } from 'preact/hooks';
import type { Watch } from '../../contract/socket.ts';
import type { Device, Organisation, Site } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { changeQuery, usePlace } from '../router.ts';
import { isOld, lastHeard } from '../silence.ts';
import { mapWordsOf } from '../texts/map.ts';
import { wallWordsOf } from '../texts/walls.ts';
import { say } from '../texts/words.ts';
import { type FaceState, gravity } from '../walls/face.ts';
import { faceShapes } from '../walls/shapes.ts';
import { useAsk, useNow, useTitle, useVoice, useWatch, useWorld } from '../world.ts';
import { Chart } from './chart.tsx';
import '../style/map.css';

const layers = ['all', 'hotspots', 'attention'] as const;
type Layer = (typeof layers)[number];

/** A site that has a place on the map, as it is now. */
export interface Spot extends Listed {
  readonly at: readonly [number, number];
}

/** A site beside the map. */
interface Listed {
  readonly site: Site;
  readonly name: string;
  readonly organisation: string;
  /** undefined where nobody wrote its position down */
  readonly at: readonly [number, number] | undefined;
  readonly is: FaceState;
  readonly word: string;
  readonly hotspot: boolean;
  /** of its organisation, 0 where nobody wrote it down */
  readonly population: number;
}

/** The territory on a map of our own: its outline, its sites, what needs a look; the same as a list beside it. */
export function MapPage(_: { id: string }) {
  const { api, session } = useWorld();
  const { language } = useVoice();
  const own = mapWordsOf(language);
  useTitle(own.title);
  const asked = useAsk('map', async (signal) => {
    const [organisations, sites, devices] = await Promise.all([
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    return { organisations, sites, devices };
  });
  useWatch(
    useMemo<Watch[]>(
      () =>
        session.organisations?.map((organisation) => ({ organisation })) ?? [
          { console: 'batiments' },
          { console: 'wifi' },
          { console: 'serveurs' },
        ],
      [session],
    ),
  );
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={8} /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

function Loaded(props: { organisations: readonly Organisation[]; sites: readonly Site[]; devices: readonly Device[] }) {
  const { language } = useVoice();
  const own = mapWordsOf(language);
  const { query } = usePlace();
  const layer: Layer = layers.find((one) => one === query.get('couche')) ?? 'all';
  const [chosen, setChosen] = useState<string>();
  const listed = useListed(props);
  const spots = listed.filter(isPlaced);
  const inLayer = listed.filter((one) => layer === 'all' || (layer === 'hotspots' ? one.hotspot : one.is !== 'well'));
  const shown = inLayer.filter(isPlaced);
  if (spots.length === 0)
    return (
      <>
        <h1>{own.title}</h1>
        <div class="empty">
          <p>{own.none}</p>
          <p class="soft">{own.noneHelp}</p>
        </div>
      </>
    );
  return (
    <div class="map-page">
      <div class="map-head">
        <h1>{own.title}</h1>
        <p class="soft" role="status">
          {say(own.lead, { count: shown.length })}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for form fields, these are filters */}
        <div class="map-layers" role="group" aria-label={own.layers}>
          {layers.map((one) => (
            <button
              type="button"
              key={one}
              class="button"
              aria-pressed={one === layer}
              onClick={() => changeQuery({ couche: one === 'all' ? undefined : one })}
            >
              {own[one]}
            </button>
          ))}
        </div>
      </div>
      <div class="map-body">
        <Chart spots={shown} frame={spots} chosen={chosen} choose={setChosen} />
        <ul class="map-list" aria-label={own.list}>
          {inLayer.length === 0 && <li class="soft">{own.nothing}</li>}
          {inLayer.map(({ site, name, organisation, at, is, word }) => (
            <li key={site.id} class={site.id === chosen ? 'map-chosen' : undefined}>
              <a
                href={`/sites/${site.id}`}
                onFocus={() => setChosen(site.id)}
                onPointerEnter={() => setChosen(site.id)}
              >
                {name}
              </a>
              {!name.includes(organisation) && <span class="soft"> {organisation}</span>}
              {at === undefined && <span class="soft"> · {own.noPlace}</span>}
              {is !== 'well' && (
                <span class={`state state-${is}`}>
                  <span class="shape" aria-hidden="true">
                    {faceShapes[is]}
                  </span>
                  <span>{word}</span>
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function isPlaced(one: Listed): one is Spot {
  return one.at !== undefined;
}

/** The sites that have a place, and those without that need a look; the gravest first. */
function useListed(all: {
  organisations: readonly Organisation[];
  sites: readonly Site[];
  devices: readonly Device[];
}): Listed[] {
  const { types, link } = useWorld();
  const { words, language } = useVoice();
  const wall = wallWordsOf(language);
  const now = useNow();
  const members = new Map(all.organisations.map((one) => [one.id, one]));
  const bySite = Map.groupBy(all.devices, ({ site }) => site);
  const { compare } = new Intl.Collator('fr');
  const listed = all.sites.flatMap((site): Listed[] => {
    const devices = bySite.get(site.id) ?? [];
    const cut = devices.filter(({ trouble }) => trouble !== undefined && trouble.is !== 'answers').length;
    const silent = devices.filter((device) => isOld(lastHeard(device, link), types.get(device.type), now)).length;
    const is: FaceState = site.worst ?? (cut > 0 ? 'unreachable' : silent > 0 ? 'silent' : 'well');
    if (site.position === undefined && is === 'well') return [];
    const silence = silent === 1 ? wall.silentDevicesOne : say(wall.silentDevices, { count: silent });
    const word =
      is === 'unreachable' ? wall.unreachable : is === 'silent' ? silence : is === 'well' ? wall.well : words[is];
    const hotspot = devices.some(({ type }) => types.get(type)?.consoles.includes('wifi') === true);
    const at = site.position && ([site.position[1], site.position[0]] as const);
    const { name: organisation = '', population = 0 } = members.get(site.organisation) ?? {};
    return [{ site, name: site.name, organisation, at, is, word, hotspot, population }];
  });
  return listed.sort((a, b) => gravity.indexOf(a.is) - gravity.indexOf(b.is) || compare(a.name, b.name));
}
