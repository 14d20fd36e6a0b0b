import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Bundles the screens into dashboard/web/dist, wherever it is called from. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // The server forbids inline scripts and styles; nothing may be turned into a data: address either.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
