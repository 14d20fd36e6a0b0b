import type { Alert } from '../../contract/alerts.ts';
import type { LatestReading } from '../../contract/readings.ts';
import type { Device, DeviceType, Severity } from '../../contract/territory.ts';
import { byUrgency } from '../alerts/alert.ts';
import { isOld } from '../silence.ts';
import { badness, stateInWords } from '../states.ts';
import { type Scale, scaleFor } from '../texts/format.ts';
import type { WallWords } from '../texts/walls.ts';
import { say, type Words } from '../texts/words.ts';
import type { Console, Tile } from './board.ts';

export type FaceState = Severity | 'unreachable' | 'silent' | 'maintenance' | 'well';

export interface Figure {
  readonly label: string;
  /** a number in its unit, or a text as « 31/32 »; neither: no value */
  readonly value?: number;
  readonly scale?: Scale;
  readonly text?: string;
}

/** What a tile shows at a moment. */
export interface Face {
  readonly is: FaceState;
  /** what is the matter, absent where all is well */
  readonly word?: string;
  /** since when, epoch ms, where an alert says so */
  readonly since?: number;
  /** somebody has it in hand already */
  readonly taken?: true;
  readonly figures: readonly Figure[];
  /** the newest reading behind it, epoch ms */
  readonly time?: number;
  /** all that it shows is older than it may be */
  readonly old: boolean;
}

export interface Seeing {
  readonly words: Words;
  readonly wall: WallWords;
  readonly types: ReadonlyMap<string, DeviceType>;
  readonly now: number;
  readonly heard: (device: Device) => number | undefined;
  readonly readings: (device: string) => Iterable<LatestReading>;
  /** the active alerts of a device; absent where they are shown elsewhere on the page */
  readonly alerts?: (device: string) => readonly Alert[];
  readonly duration: (ms: number) => string;
  readonly language: 'fr' | 'en';
}

interface Known extends LatestReading {
  readonly fresh: boolean;
  readonly at: number;
}

/** From the gravest. */
export const gravity: readonly FaceState[] = [
  'critical',
  'unreachable',
  'warning',
  'silent',
  'information',
  'maintenance',
  'well',
];

/** The face of a tile; undefined where its devices speak, but never of what this wall is about. */
export function faceOf(console: Console, tile: Tile, seeing: Seeing): Face | undefined {
  const { types, now, wall } = seeing;
  const known = tile.devices.flatMap((device) => {
    const limit = types.get(device.type);
    return [...seeing.readings(device.id)].map((reading): Known => {
      const at = Date.parse(reading.time);
      return { ...reading, at, fresh: !isOld(at, limit, now) };
    });
  });
  const figures = tile.coarse ? [{ label: '', text: wall.coarse }] : figuresOf(console, known, wall);
  const shows = figures.some(({ value, text }) => value !== undefined || text !== undefined);
  // it speaks, of other things; one of which only others say that it is gone stays on the wall
  const elsewhere = known.some(({ metric }) => !metric.startsWith('device.'));
  if (!shows && elsewhere && console !== 'serveurs') return undefined;
  // what others say of it is no sign of its life
  const times = known.filter(({ metric }) => metric !== 'device.up').map(({ at }) => at);
  const newest = times.length > 0 ? times.reduce((a, b) => Math.max(a, b)) : newestOf(tile, seeing);
  return {
    ...stateOf(console, tile, known, seeing),
    figures: figures.filter(({ value, text }) => value !== undefined || text !== undefined),
    ...(newest !== undefined && { time: newest }),
    old: !tile.coarse && !known.some(({ fresh }) => fresh),
  };
}

/** What needs a person, and nobody has in hand: shown larger. */
export function isLoud({ is, taken }: Pick<Face, 'is' | 'taken'>): boolean {
  return taken === undefined && is !== 'well' && is !== 'maintenance' && is !== 'information';
}

function stateOf(
  console: Console,
  tile: Tile,
  known: readonly Known[],
  seeing: Seeing,
): Pick<Face, 'is' | 'word' | 'since' | 'taken'> {
  const { words, wall, types, now } = seeing;
  const alerts = tile.devices.flatMap(({ id }) => seeing.alerts?.(id) ?? []).sort(byUrgency);
  const told = alerts.find(({ maintenance, shelvedUntil }) => maintenance === undefined && shelvedUntil === undefined);
  const cut = tile.devices.find(({ trouble }) => trouble !== undefined && trouble.is !== 'answers');
  const silent = tile.devices.filter((device) => isOld(seeing.heard(device), types.get(device.type), now));
  if (cut !== undefined && (tile.devices.length === 1 || silent.length === tile.devices.length)) {
    return {
      is: 'unreachable',
      word: `${wall.unreachable} ${seeing.duration(now - Date.parse(cut.trouble?.since ?? ''))}`,
    };
  }
  if (silent.length === tile.devices.length) {
    const heard = newestOf(tile, seeing);
    const word = heard === undefined ? words.neverSpoke : say(words.silentFor, { age: seeing.duration(now - heard) });
    return { is: 'silent', word };
  }
  const bad = known
    .filter(({ fresh, metric }) => fresh && isStateOf(console, metric))
    .map((reading) => ({ reading, state: stateInWords({ id: reading.metric }, reading.value, words) }))
    .filter(({ state }) => state.is !== undefined && state.is !== 'information')
    .sort(
      (a, b) => badness({ id: b.reading.metric }, b.reading.value) - badness({ id: a.reading.metric }, a.reading.value),
    );
  const [first] = bad;
  if (told !== undefined && gravityOf(told.severity) <= gravityOf(first?.state.is ?? 'well')) {
    const others = alerts.length > 1 ? ` +${alerts.length - 1}` : '';
    return {
      is: told.severity,
      word: (told.instance === undefined ? told.title : `${told.title} · ${told.instance}`) + others,
      since: Date.parse(told.since),
      ...(told.acknowledged && { taken: true as const }),
    };
  }
  if (first?.state.is !== undefined) {
    const kind = Object.hasOwn(wall.kinds, first.reading.metric) ? wall.kinds[first.reading.metric] : undefined;
    const { instance } = first.reading;
    const label =
      instance === undefined
        ? (kind ?? labelOf(first.reading.metric, tile, seeing))
        : [kind, instance].filter(Boolean).join(' ');
    const others = bad.length > 1 ? ` +${bad.length - 1}` : '';
    return { is: first.state.is, word: `${label} : ${first.state.word.toLowerCase()}${others}` };
  }
  if (silent.length > 0) {
    const word = silent.length === 1 ? wall.silentDevicesOne : say(wall.silentDevices, { count: silent.length });
    return { is: 'silent', word };
  }
  const worked = alerts.find(({ maintenance }) => maintenance !== undefined);
  if (worked !== undefined) return { is: 'maintenance', word: `${words.maintenance} : ${worked.title}` };
  return { is: 'well' };
}

function gravityOf(is: FaceState): number {
  return gravity.indexOf(is);
}

/** Which states make a tile stand out; the state of each building's sensors is told by their silence. */
function isStateOf(console: Console, metric: string): boolean {
  const domains: Record<Console, RegExp> = {
    batiments: /^(heat|air)\.(up|health)$/,
    serveurs: /^(host|power|fan|disk|volume|ups|http|icmp|tcp|dns|device)\.(health|up|mains)$/,
    wifi: /^(wifi\.up|hotspot\.|device\.up)/,
    antivirus: /^antivirus\.health$/,
    parefeu: /^(firewall\.(service|licence|pair|peer)|vpn\.up|device\.up)$/,
    sauvegardes: /^backup\.state$/,
    alertes: /^$/,
  };
  return domains[console].test(metric);
}

function figuresOf(console: Console, known: readonly Known[], wall: WallWords): Figure[] {
  const all = (metric: string) => {
    const found = known.filter((one) => one.metric === metric);
    const fresh = found.filter((one) => one.fresh);
    // a sensor that went quiet no longer counts for the place, unless all did
    return (fresh.length > 0 ? fresh : found).map(({ value }) => value);
  };
  const number = (label: string, metric: string, unit: string, join: (values: number[]) => number): Figure => {
    const values = all(metric);
    if (values.length === 0) return { label };
    const value = join(values);
    return { label, value, scale: scaleFor(unit, value, resolutionOf(unit, value)) };
  };
  const share = (label: string, metric: string, isGood: (value: number) => boolean): Figure => {
    const values = all(metric);
    return values.length === 0 ? { label } : { label, text: `${values.filter(isGood).length}/${values.length}` };
  };
  switch (console) {
    case 'batiments':
      return [
        number(wall.power, 'electricity.power', 'W', sum),
        number(wall.co2, 'air.co2', 'ppm', most),
        number(wall.temperature, 'air.temperature', '°C', mean),
      ];
    case 'serveurs':
      return [
        number(wall.cpu, 'host.cpu', '%', most),
        number(wall.memory, 'host.memory', '%', most),
        number(wall.disk, 'disk.used', '%', most),
        number(wall.charge, 'ups.charge', '%', least),
        number(wall.latency, 'http.latency', 'ms', most),
        number(wall.latency, 'icmp.latency', 'ms', most),
      ].filter(({ value }, at) => value !== undefined || at < 3);
    case 'wifi':
      return [number(wall.clients, 'wifi.clients', '', sum)];
    case 'antivirus': {
      const [guarded, computers] = [all('antivirus.protected'), all('antivirus.computers')];
      const text = guarded.length > 0 && computers.length > 0 ? `${sum(guarded)}/${sum(computers)}` : undefined;
      return [
        { label: wall.protected, ...(text !== undefined && { text }) },
        number(wall.threats, 'antivirus.threats', '', sum),
      ];
    }
    case 'parefeu':
      return [
        share(wall.services, 'firewall.service', (value) => value === 1),
        share(wall.tunnels, 'vpn.up', (value) => value === 1),
        number(wall.licence, 'firewall.licenceDays', 'd', least),
      ];
    case 'sauvegardes':
      return [share(wall.good, 'backup.state', (value) => value <= 1), number(wall.lastGood, 'backup.age', 'h', most)];
    case 'alertes':
      return [];
  }
}

function resolutionOf(unit: string, value: number): number {
  if (unit === '°C') return 0.1;
  return unit === 'ms' && value < 10 ? (value < 1 ? 0.01 : 0.1) : 1;
}

function labelOf(metric: string, tile: Tile, { types, language }: Seeing): string {
  for (const device of tile.devices) {
    const found = types.get(device.type)?.metrics.find(({ id }) => id === metric);
    if (found !== undefined) return found.label[language];
  }
  return metric;
}

function newestOf(tile: Tile, { heard }: Seeing): number | undefined {
  const times = tile.devices.flatMap((device) => heard(device) ?? []);
  return times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b));
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
