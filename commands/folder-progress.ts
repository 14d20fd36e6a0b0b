import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLateProgress } from './progress.ts';

const lookedEveryMs = 500;

/** On a terminal and after two seconds: how much of so many bytes has come into a folder, until disposed of. */
export function watchFolder(label: string, folder: string, bytes: number): Disposable {
  const bar = createLateProgress(label);
  const timer = setInterval(() => {
    const come = bytesUnder(folder);
    bar.show(bytes === 0 ? 1 : come / bytes, `${(come / 1e6).toFixed(0)} MB`);
  }, lookedEveryMs);
  return {
    [Symbol.dispose]() {
      clearInterval(timer);
      bar.end();
    },
  };
}

/** Bytes of all files under a folder; what goes meanwhile, or is not there yet, counts nothing. */
export function bytesUnder(folder: string): number {
  let bytes = 0;
  try {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
  }
  return bytes;
}
