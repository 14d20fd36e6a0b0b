import { readFileSync } from 'node:fs';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Credentials } from '../../config.ts';

/** RFC 3414: shorter keys are no keys. */
const shortestKey = 8;

/** Takes the secrets out of their files; `wrong` is told of each setting whose file is no good, and those credentials are left out. */
export function readCredentials(
  written: Readonly<Record<string, Credentials>>,
  wrong: (path: readonly string[], message: string) => void,
): Map<string, SnmpCredentials> {
  const credentials = new Map<string, SnmpCredentials>();
  for (const [name, one] of Object.entries(written)) {
    const secret = (key: string, file: string, shortest: number): string | undefined => {
      const place = ['collector', 'credentials', name, key];
      let text: string;
      try {
        text = readFileSync(file, 'utf8').trim();
      } catch {
        wrong(place, `"${file}" cannot be read: is the path right, and may Vigie read it?`);
        return undefined;
      }
      if (text.length >= shortest) return text;
      wrong(place, `"${file}" holds ${text === '' ? 'nothing' : `less than ${shortest} characters`}`);
      return undefined;
    };
    const read = secretsOf(one, secret);
    if (read !== undefined) credentials.set(name, read);
  }
  return credentials;
}

function secretsOf(
  one: Credentials,
  secret: (key: string, file: string, shortest: number) => string | undefined,
): SnmpCredentials | undefined {
  if (one.version !== '3') {
    const community = secret('communityFile', one.communityFile, 1);
    return community === undefined ? undefined : { version: one.version, community };
  }
  const { user, authProtocol, authKeyFile, privProtocol, privKeyFile } = one;
  if (authProtocol === undefined || authKeyFile === undefined) return { version: '3', user };
  const authKey = secret('authKeyFile', authKeyFile, shortestKey);
  if (authKey === undefined) return undefined;
  const auth = { protocol: authProtocol, key: authKey };
  if (privProtocol === undefined || privKeyFile === undefined) return { version: '3', user, auth };
  const privKey = secret('privKeyFile', privKeyFile, shortestKey);
  return privKey === undefined
    ? undefined
    : { version: '3', user, auth, priv: { protocol: privProtocol, key: privKey } };
}
