import { build } from 'vite';

/** The screens as they are in the sources now, once for all browser tests. */
export async function setup(): Promise<void> {
  await build({
    configFile: new URL('../../dashboard/web/vite.config.ts', import.meta.url).pathname,
    logLevel: 'error',
  });
}
