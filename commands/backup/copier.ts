import { Worker } from 'node:worker_threads';
import { connectParts } from '../platform/remote.ts';
import type { Copier } from './copy-thread.ts';

/** A thread for the work of a backup, ended when it is disposed of. */
export function startCopier(): Copier & AsyncDisposable {
  const worker = new Worker(new URL('./copy-thread.ts', import.meta.url));
  const parts = connectParts(worker);
  worker.on('error', (error) => parts.end(error));
  const { copyDatabase, count, seal, weigh } = parts.part<Copier>('copier');
  return {
    copyDatabase,
    count,
    seal,
    weigh,
    async [Symbol.asyncDispose]() {
      await worker.terminate();
    },
  };
}
