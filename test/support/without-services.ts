import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/**
 * Runs `install` while Debian's policy file forbids every start of a service (invoke-rc.d(8): 101, "action forbidden by
 * policy"), and leaves the file as it was found, also where the installation fails or is interrupted.
 */
export function withoutServices(policyFile: string, install: () => void): void {
  const before = found(policyFile);
  // Ctrl-C reaches apt-get too, which ends: then the file is put back here instead of staying behind for good
  const wait = () => undefined;
  process.on('SIGINT', wait).on('SIGTERM', wait);
  try {
    put(policyFile, { text: '#!/bin/sh\nexit 101\n', mode: 0o755 });
    install();
  } finally {
    if (before === undefined) rmSync(policyFile, { force: true });
    else put(policyFile, before);
    process.off('SIGINT', wait).off('SIGTERM', wait);
  }
}

function put(file: string, { text, mode }: { text: string; mode: number }): void {
  writeFileSync(file, text);
  chmodSync(file, mode);
}

function found(file: string): { text: string; mode: number } | undefined {
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  return mode === undefined ? undefined : { text: readFileSync(file, 'utf8'), mode: mode & 0o7777 };
}
