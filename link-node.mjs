import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/*
 * Runs on the machine's own Node, 18 or newer, at the end of `npm ci`: makes sure that `node_modules/.bin/node` is the Node
 * that package.json pins. npm 9 and 10 drop that link when they skip the pinned Nodes of other platforms.
 */
const { platform, arch } = process;
const name = `node-${platform === 'win32' ? 'win' : platform}-${arch}`;
const binary = join('node_modules', name, 'bin', platform === 'win32' ? 'node.exe' : 'node');
const bin = join('node_modules', '.bin');
if (!existsSync(binary)) {
  process.stderr.write(
    `Vigie: no pinned Node for ${platform} ${arch}; the machine's own ${process.version} is used.\n`,
  );
} else if (platform === 'win32') {
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, 'node.cmd'), `@"%~dp0\\..\\${name}\\bin\\node.exe" %*\r\n`);
} else if (!existsSync(join(bin, 'node'))) {
  mkdirSync(bin, { recursive: true });
  symlinkSync(join('..', name, 'bin', 'node'), join(bin, 'node'));
}
