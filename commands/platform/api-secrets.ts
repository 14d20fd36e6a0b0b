import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../../config.ts';

/** What proves who asks, and whom: the secrets and certificates of the interfaces that the collector reads. */
export interface ApiSecrets {
  readonly avamar?: ApiSecret;
  readonly sophos?: ApiSecret;
}

interface ApiSecret {
  readonly secret: string;
  /** PEM */
  readonly ca?: string;
}

/** Takes secrets out of their files; `wrong` is told of each setting whose file is no good, and that interface is left out. */
export function readApiSecrets(
  { avamar, sophos }: Config['collector'],
  wrong: (path: readonly string[], message: string) => void,
): ApiSecrets {
  function read(of: string, secretKey: string, secretFile: string, caFile: string | undefined): ApiSecret | undefined {
    const tell = (key: string) => (message: string) => wrong(['collector', of, key], message);
    const secret = readSecret(secretFile, tell(secretKey));
    const ca = caFile === undefined ? undefined : readText(caFile, tell('caFile'));
    if (secret === undefined || (caFile !== undefined && ca === undefined)) return undefined;
    return { secret, ...(ca !== undefined && { ca }) };
  }
  const grid = avamar && read('avamar', 'passwordFile', avamar.passwordFile, avamar.caFile);
  const central = sophos && read('sophos', 'clientSecretFile', sophos.clientSecretFile, sophos.caFile);
  return { ...(grid !== undefined && { avamar: grid }), ...(central !== undefined && { sophos: central }) };
}

/** What a file of one secret holds; one that everybody here may read is no good. */
export function readSecret(file: string, wrong: (message: string) => void): string | undefined {
  const secret = readText(file, wrong);
  if (secret === undefined || isClosed(file)) return secret;
  wrong(`"${file}" can be read by everybody here: chmod 600 it`);
  return undefined;
}

/** What a text file holds, without the space around it; empty is as good as none. */
export function readText(file: string, wrong: (message: string) => void): string | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch {
    wrong(`"${file}" cannot be read: is the path right, and may Vigie read it?`);
    return undefined;
  }
  if (text !== '') return text;
  wrong(`"${file}" holds nothing`);
  return undefined;
}

/** Where container engines lay secrets, readable for any account inside, since they do not know which one it will be. */
const engines = '/run/secrets/';

/** A file that others may read is closed where they may not enter its folder. */
function isClosed(file: string): boolean {
  try {
    const isOpen = (statSync(file).mode & 0o077) !== 0 && (statSync(dirname(file)).mode & 0o011) !== 0;
    return !isOpen || file.startsWith(engines) || process.platform === 'win32';
  } catch {
    return true; // there is none, which is told by who reads it
  }
}
