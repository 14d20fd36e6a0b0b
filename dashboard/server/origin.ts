import type { IncomingHttpHeaders } from 'node:http';
import type { ServerConfig } from './server-parts.ts';

export type OriginIs = 'absent' | 'ours' | 'foreign';

/** Whether the page that asks is ours: its Origin is the host it asked, or the public address. */
export function originOf(headers: IncomingHttpHeaders, config: ServerConfig): OriginIs {
  const { origin } = headers;
  if (origin === undefined) return 'absent';
  const url = URL.parse(origin);
  if (url === null) return 'foreign';
  if (config.publicUrl !== undefined && URL.parse(config.publicUrl)?.origin === url.origin) return 'ours';
  return url.host !== '' && url.host === hostOf(headers, config) ? 'ours' : 'foreign';
}

/** Where people have this Vigie: its public address, or the one that this request was sent to. */
export function ownOrigin(headers: IncomingHttpHeaders, secure: boolean, config: ServerConfig): string {
  const asked = config.publicUrl ?? `${secure ? 'https' : 'http'}://${hostOf(headers, config) ?? 'localhost'}`;
  return URL.parse(asked)?.origin ?? 'http://localhost';
}

function hostOf(headers: IncomingHttpHeaders, config: ServerConfig): string | undefined {
  const forwarded = headers['x-forwarded-host'];
  const host = config.trustProxy && typeof forwarded === 'string' ? forwarded.split(',')[0]?.trim() : headers.host;
  // Browsers leave a scheme's own port out of Origin, and some clients write it into Host.
  return host?.toLowerCase().replace(/:(80|443)$/, '');
}
