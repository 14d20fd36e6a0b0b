/** Where an InfluxDB is, and which database (1.x, 3) or bucket (2.x) of it is Vigie's. */
export interface InfluxPlace {
  /** `http://host:8086`, without a slash at its end */
  readonly url: string;
  readonly database: string;
  readonly retentionPolicy?: string;
  /** the organisation of a 2.x; the only one that the token may see when it is not named */
  readonly org?: string;
  readonly user?: string;
  readonly password?: string;
  /** requests are compressed: for a server beyond a slow line */
  readonly gzip: boolean;
}

const schemes: Readonly<Record<string, string>> = { 'influxdb:': 'http:', 'influxdbs:': 'https:' };
const form = 'influxdb://host:8086/database, or influxdbs:// over TLS';
const questions = ['org', 'rp', 'gzip'];

/** Reads `influxdb[s]://[user:password@]host[:8086]/database[?org=…&rp=…&gzip=true]`; a mistake is one reason that follows the setting's name. */
export function parseInfluxUrl(text: string): { ok: true; place: InfluxPlace } | { ok: false; reason: string } {
  const wrong = (reason: string) => ({ ok: false as const, reason });
  const [scheme = ''] = text.split('//', 1);
  const http = schemes[scheme];
  if (http === undefined) return wrong(`must be "embedded", or ${form}`);
  const rest = text.slice(scheme.length);
  if (!URL.canParse(http + rest)) return wrong(`is no address: write ${form}`);
  const url = new URL(http + rest);
  const names = decoded(url.pathname.slice(1));
  if (names === undefined) return wrong(`has a % that stands for no letter: write ${form}`);
  if (names === '' || url.pathname.slice(1).includes('/')) {
    return wrong(`must name the database (InfluxDB 1, 3) or the bucket (2) behind the host, as in ${form}`);
  }
  const unknown = [...url.searchParams.keys()].find((key) => !questions.includes(key));
  if (unknown !== undefined) {
    return wrong(`has "${unknown}" behind its question mark, where only ${questions.join(', ')} may stand`);
  }
  const [org, rp, gzip] = questions.map((key) => url.searchParams.get(key) ?? undefined);
  if (gzip !== undefined && gzip !== 'true' && gzip !== 'false') return wrong('has gzip, which is true or false');
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined) return wrong('has a % in its user or password: write it as %25');
  // the URL of http: drops port 80 as its usual one, and an InfluxDB's usual one is 8086
  const hostPort = `${url.hostname}:${portOf(rest) ?? '8086'}`;
  return {
    ok: true,
    place: {
      url: `${http}//${hostPort}`,
      database: names,
      ...(rp && { retentionPolicy: rp }),
      ...(org && { org }),
      ...(user !== '' && { user, password }),
      gzip: gzip === 'true',
    },
  };
}

/** The port as it is written in `//user@host:port/…`. */
function portOf(rest: string): string | undefined {
  const authority = /^\/\/([^/?#]*)/.exec(rest)?.[1] ?? '';
  return /:(\d+)$/.exec(authority.slice(authority.lastIndexOf('@') + 1))?.[1];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a % that is followed by no two digits: the caller says so
  }
}
