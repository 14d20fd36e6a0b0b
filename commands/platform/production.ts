import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Config } from '../../config.ts';
import { catalogue } from '../../devices/catalogue.ts';
import { didYouMean } from '../../devices/did-you-mean.ts';
import type { Territory } from '../../devices/territory.ts';
import { parseInfluxUrl } from '../../gateway/store/influx/influx-url.ts';
import { CommandError } from '../command.ts';
import { printedInOrder } from '../config/printed-in-order.ts';
import { type ReadConfig, readConfig } from '../config/read-config.ts';
import { type ApiSecrets, readApiSecrets } from './api-secrets.ts';
import { gridsOf } from './collectors.ts';
import { readCredentials } from './credentials.ts';
import { mailMistakes } from './mail.ts';
import { emptyTerritory, readTerritory } from './territory-folder.ts';
import { waysOutMistakes } from './ways-out.ts';

export interface Production {
  readonly config: Config;
  readonly territory: Territory;
  readonly credentials: ReadonlyMap<string, SnmpCredentials>;
  readonly apiSecrets: ApiSecrets;
}

/** A production's configuration and territory; all mistakes of both, and of the files they name, at once. */
export function readProduction(path: string, env: Readonly<Record<string, string | undefined>>): Production {
  const read = readConfig(path, env);
  const folder = read.fileAt(['territory']);
  const found = folder === undefined ? { ok: true as const, territory: emptyTerritory } : readTerritory(folder);
  const secrets: string[] = [];
  const wrong = (place: readonly string[], message: string) => secrets.push(read.mistakeAt(place, message));
  const written = read.ok ? read.config.collector.credentials : {};
  const credentials = readCredentials(written, wrong);
  const apiSecrets = read.ok ? readApiSecrets(read.config.collector, wrong) : {};
  if (read.ok && found.ok) {
    checkNamed(found.territory, Object.keys(written), wrong);
    checkInterfaces(found.territory, read.config.collector, wrong);
  }
  if (read.ok) checkShared(read.config.collector.traps.credentials, Object.keys(written), wrong);
  const mistakes = printedInOrder(path, [
    ...(read.ok ? [] : read.mistakes),
    ...tlsMistakes(read, 'http'),
    ...tlsMistakes(read, 'mqtt'),
    ...secretMistakes(read),
    ...glpiMistakes(read),
    ...mailMistakes(read),
    ...waysOutMistakes(read, found.ok ? found.territory.calendars.keys() : []),
    ...secrets,
    ...(found.ok ? [] : found.mistakes),
  ]);
  if (!read.ok || !found.ok || mistakes.length > 0) throw new CommandError(2, mistakes);
  return { config: read.config, territory: found.territory, credentials, apiSecrets };
}

/** Credentials that a device names and no setting gives. */
function checkNamed(
  { devices }: Territory,
  given: readonly string[],
  wrong: (place: readonly string[], message: string) => void,
): void {
  for (const { id, credentials } of devices.values()) {
    if (credentials === undefined || given.includes(credentials)) continue;
    const hint = didYouMean(credentials, given);
    wrong(['collector', 'credentials'], `has no "${credentials}", which device "${id}" of the territory names.${hint}`);
  }
}

/** Credentials that traps may come with and that no setting gives. */
function checkShared(
  shared: readonly string[],
  given: readonly string[],
  wrong: (place: readonly string[], message: string) => void,
): void {
  for (const name of shared.filter((one) => !given.includes(one))) {
    wrong(
      ['collector', 'traps', 'credentials'],
      `"${name}" is not in collector.credentials.${didYouMean(name, given)}`,
    );
  }
}

/** Devices whose interface no setting gives, and a second grid where one is given. */
function checkInterfaces(
  territory: Territory,
  settings: Config['collector'],
  wrong: (place: readonly string[], message: string) => void,
): void {
  for (const kind of ['avamar', 'sophos'] as const) {
    const isAsked = ({ type }: { type: string }) => catalogue.get(type)?.source.kind === kind;
    const first = [...territory.devices.values()].find(isAsked);
    if (first === undefined || settings[kind] !== undefined) continue;
    wrong(['collector'], `has no "${kind}", through which device "${first.id}" of the territory is asked`);
  }
  const [grid, second] = gridsOf(territory);
  if (grid === undefined || second === undefined) return;
  wrong(['collector', 'avamar'], `leads to one grid, and the territory has two: "${grid.id}" and "${second.id}"`);
}

/** The store's secrets: files that cannot be read, and two that mean the same. */
function secretMistakes({ fileAt, mistakeAt, ...read }: ReadConfig): string[] {
  const mistakes: string[] = [];
  for (const name of ['token', 'password']) {
    const place = ['influxdb', `${name}File`];
    const file = fileAt(place);
    if (file === undefined) continue;
    // a written secret is no path, but stands where one would
    if (fileAt(['influxdb', name]) !== undefined) {
      mistakes.push(mistakeAt(place, `stands beside influxdb.${name}: give one of the two`));
    }
    try {
      readFileSync(file, 'utf8');
    } catch {
      mistakes.push(mistakeAt(place, `"${file}" cannot be read: is the path right, and may Vigie read it?`));
    }
  }
  if (!read.ok || read.config.store === 'embedded') return mistakes;
  const address = parseInfluxUrl(read.config.store);
  const { password, passwordFile } = read.config.influxdb;
  const isPassword = password !== undefined || passwordFile !== undefined;
  if (address.ok && isPassword && address.place.user === undefined) {
    const cure = 'name the user in "store", as influxdb://user@host/database, or give influxdb.token';
    mistakes.push(mistakeAt(['influxdb'], `has a password without a user: ${cure}`));
  }
  return mistakes;
}

/** Files with the secrets of GLPI that cannot be read. */
function glpiMistakes({ fileAt, mistakeAt }: ReadConfig): string[] {
  return ['userTokenFile', 'appTokenFile', 'clientSecretFile', 'passwordFile'].flatMap((name) => {
    const place = ['helpdesk', 'glpi', name];
    const file = fileAt(place);
    if (file === undefined) return [];
    try {
      readFileSync(file, 'utf8');
      return [];
    } catch {
      return [mistakeAt(place, `"${file}" cannot be read: is the path right, and may Vigie read it?`)];
    }
  });
}

/** Certificates and keys that cannot be read, or that do not belong together. */
function tlsMistakes({ fileAt, mistakeAt }: ReadConfig, part: 'http' | 'mqtt'): string[] {
  const mistakes: string[] = [];
  const [cert, key, ca] = ['cert', 'key', 'ca'].map((name) => {
    const place = [part, 'tls', name];
    const file = fileAt(place);
    if (file === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch {
      mistakes.push(mistakeAt(place, `"${file}" cannot be read: is the path right, and may Vigie read it?`));
      return undefined;
    }
  });
  if (cert === undefined || key === undefined || mistakes.length > 0) return mistakes;
  try {
    createSecureContext({ cert, key, ...(ca !== undefined && { ca }) });
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [mistakeAt([part, 'tls'], `is not a certificate (cert) with its own key (key), both in PEM: ${reason}`)];
  }
}
