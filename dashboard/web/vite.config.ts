import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const folder = join(import.meta.dirname, 'dist');

/** Writes `.br` and `.gz` beside every script and style, which the server sends to whoever takes them. */
const compressed: Plugin = {
  name: 'compressed',
  async closeBundle() {
    const assets = join(folder, 'assets');
    const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name));
    await Promise.all(
      names.map(async (name) => {
        const plain = await readFile(join(assets, name));
        await writeFile(join(assets, `${name}.br`), await promisify(brotliCompress)(plain));
        await writeFile(join(assets, `${name}.gz`), await promisify(gzip)(plain, { level: 9 }));
      }),
    );
  },
};

/** Bundles the screens into dashboard/web/dist, wherever it is called from. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [compressed],
  build: {
    outDir: folder,
    emptyOutDir: true,
    target: 'es2022',
    // The server forbids inline scripts and styles; nothing may be turned into a data: address either.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
