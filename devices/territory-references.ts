import type { DeviceType } from './device-type.ts';
import { didYouMean } from './did-you-mean.ts';
import { type Mistake, printPath } from './mistake.ts';
import { ruleKey } from './rules/any-rule.ts';
import { parseSnmpAddress } from './snmp-address.ts';
import type { Item, Kind } from './territory-file.ts';

type Places = ReadonlyMap<string, Item>;

/** Which key of which kind names a thing of which other kind. */
const references: readonly [from: Kind, key: string, to: Kind, called: string][] = [
  ['sites', 'organisation', 'organisations', 'organisation'],
  ['sites', 'calendar', 'calendars', 'calendar'],
  ['devices', 'site', 'sites', 'site'],
  ['devices', 'parent', 'devices', 'device'],
  ['devices', 'client', 'clients', 'client'],
  ['mappings', 'device', 'devices', 'device'],
  ['rules', 'organisation', 'organisations', 'organisation'],
  ['rules', 'site', 'sites', 'site'],
  ['rules', 'device', 'devices', 'device'],
];

/** Ids and addresses that stand twice, names that nothing bears, parents in a circle, coefficients that the device's type cannot have. */
export function checkReferences(
  items: readonly Item[],
  catalogue: ReadonlyMap<string, DeviceType>,
  /** false when a file could not be read at all, so that nobody can say what it would have named */
  complete: boolean,
): Mistake[] {
  const mistakes: Mistake[] = [];
  const wrong = ({ file, path }: Item, keys: readonly PropertyKey[], message: string) => {
    const place = [...path, ...keys];
    mistakes.push({ file: file.path, line: file.lineOf(place), message: `${printPath(place)} ${message}` });
  };

  const claim = (item: Item, key: 'id' | 'address', places: Map<string, Item>) => {
    const name = item.written[key];
    if (typeof name !== 'string') return;
    const first = places.get(name);
    if (first === undefined) places.set(name, item);
    else {
      const line = first.file.lineOf([...first.path, key]);
      wrong(item, [key], `"${name}" is already used at ${first.file.path}:${line}`);
    }
  };

  /** Rules of one id are many: they differ in whom they name. */
  const claimRule = (item: Item, places: Map<string, Item>) => {
    const { id } = item.written;
    if (typeof id !== 'string') return;
    const key = ruleKey({ ...item.written, id });
    const first = places.get(key);
    if (first === undefined) places.set(key, item);
    else {
      const line = first.file.lineOf([...first.path, 'id']);
      wrong(item, ['id'], `"${id}" already stands for the same devices at ${first.file.path}:${line}`);
    }
  };

  const named = new Map<Kind, Map<string, Item>>();
  const addressed = new Map<string, Item>();
  for (const item of items) {
    const places = named.get(item.kind) ?? new Map<string, Item>();
    named.set(item.kind, places);
    if (item.kind === 'rules') claimRule(item, places);
    else claim(item, 'id', places);
    if (item.kind === 'devices') claim(item, 'address', addressed);
  }

  for (const item of items.filter(({ file }) => !file.broken)) {
    for (const [from, key, to, called] of references) {
      const name = item.written[key];
      if (from !== item.kind || typeof name !== 'string' || !complete) continue;
      const known: Places = named.get(to) ?? new Map();
      if (!known.has(name)) {
        wrong(item, [key], `"${name}" is no ${called} of the territory.${didYouMean(name, known.keys())}`);
      }
    }
    if (item.kind === 'devices') checkType(item, catalogue, (keys, message) => wrong(item, keys, message));
    if (item.kind === 'mappings')
      checkMapping(item, named.get('devices'), catalogue, (keys, message) => wrong(item, keys, message));
  }
  for (const item of circles(named.get('devices') ?? new Map())) {
    wrong(item, ['parent'], `"${item.written.parent}" leads back to the device itself`);
  }
  return mistakes;
}

function checkType(
  { written }: Item,
  catalogue: ReadonlyMap<string, DeviceType>,
  wrong: (keys: readonly PropertyKey[], message: string) => void,
): void {
  const { type: name, coefficients } = written;
  if (typeof name !== 'string') return;
  const type = catalogue.get(name);
  if (type === undefined) {
    wrong(['type'], `"${name}" is not in the catalogue.${didYouMean(name, catalogue.keys())}`);
    return;
  }
  checkAsked(written, type, wrong);
  checkPlaces(written.places, type, wrong);
  if (typeof coefficients !== 'object' || coefficients === null) return;
  if ('gas' in coefficients && type.metrics['gas.volume'] === undefined) {
    wrong(['coefficients', 'gas'], `needs a device that counts gas.volume, which "${name}" does not`);
  }
  if ('pulse' in coefficients && !Object.values(type.metrics).some((metric) => metric.times === 'pulse')) {
    wrong(['coefficients', 'pulse'], `needs a device that counts pulses, which "${name}" does not`);
  }
  if (!('rollover' in coefficients) || typeof coefficients.rollover !== 'object') return;
  const counters = Object.values(type.metrics).filter((metric) => metric.kind === 'counter');
  for (const metric of Object.keys(coefficients.rollover ?? {})) {
    if (counters.some(({ id }) => id === metric)) continue;
    const hint = didYouMean(
      metric,
      counters.map(({ id }) => id),
    );
    wrong(['coefficients', 'rollover', metric], `is no counter of "${name}".${hint}`);
  }
}

/** What is asked needs to be found, and a secret; nothing is asked with a secret that everybody knows. */
function checkAsked(
  { address, credentials }: Item['written'],
  { id, source }: DeviceType,
  wrong: (keys: readonly PropertyKey[], message: string) => void,
): void {
  if (source.kind !== 'snmp') {
    if (credentials !== undefined) wrong(['credentials'], `needs a device that Vigie asks, which "${id}" is not`);
    return;
  }
  const example = 'as snmp:10.0.0.5 or snmp:10.0.0.5:1161';
  if (address === undefined) wrong([], `is asked over SNMP: give its address, ${example}`);
  else if (typeof address === 'string' && parseSnmpAddress(address) === undefined) {
    wrong(['address'], `"${address}" is not where an SNMP agent is, ${example}`);
  }
  if (credentials === undefined)
    wrong([], 'is asked over SNMP: name its credentials, of the setting collector.credentials');
}

/** A place of its own is one of a metric that is read at one place over SNMP: several instances have several. */
function checkPlaces(
  places: unknown,
  { id, source, metrics }: DeviceType,
  wrong: (keys: readonly PropertyKey[], message: string) => void,
): void {
  if (typeof places !== 'object' || places === null) return;
  if (source.kind !== 'snmp') {
    wrong(['places'], `needs a device that is asked over SNMP, which "${id}" is not`);
    return;
  }
  const known = Object.values(metrics).flatMap((metric) => (metric.instances === undefined ? [metric.id] : []));
  for (const metric of Object.keys(places)) {
    if (known.includes(metric)) continue;
    wrong(['places', metric], `is not read at one place by "${id}".${didYouMean(metric, known)}`);
  }
}

/** A mapping's metric is one that its device measures. */
function checkMapping(
  { written }: Item,
  devices: Places | undefined,
  catalogue: ReadonlyMap<string, DeviceType>,
  wrong: (keys: readonly PropertyKey[], message: string) => void,
): void {
  const { device, metric } = written;
  const type = catalogue.get(String(devices?.get(String(device))?.written.type));
  if (type === undefined || typeof metric !== 'string' || Object.hasOwn(type.metrics, metric)) return;
  wrong(['metric'], `"${metric}" is not measured by "${device}".${didYouMean(metric, Object.keys(type.metrics))}`);
}

/** One device of every circle of parents: the first of it in the files. */
function circles(devices: Places): Item[] {
  const found: Item[] = [];
  const settled = new Set<string>();
  for (const start of devices.keys()) {
    const way = new Set<string>();
    let id: unknown = start;
    while (typeof id === 'string' && !way.has(id) && !settled.has(id)) {
      way.add(id);
      id = devices.get(id)?.written.parent;
    }
    const item = typeof id === 'string' && way.has(id) ? devices.get(id) : undefined;
    if (item !== undefined) found.push(item);
    for (const passed of way) settled.add(passed);
  }
  return found;
}
