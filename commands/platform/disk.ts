import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Inbox } from '../../gateway/domain/inbox.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Disk, DiskSettings } from './disk-thread.ts';
import { connectParts } from './remote.ts';

/** The journal and the store on the thread that waits for disks, as the main thread calls them. */
export interface DiskThread extends AsyncDisposable {
  readonly disk: Disk;
  readonly store: Store;
  readonly inbox: Inbox;
}

/** Starts the thread; `onDeath` is told when it ends without being asked, which nobody can go on from. */
export async function startDisk(settings: DiskSettings, onDeath: (error: Error) => void): Promise<DiskThread> {
  const worker = new Worker(new URL('./disk-thread.ts', import.meta.url), { workerData: settings });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  const parts = connectParts(worker);
  let isClosing = false;
  const died = (error: Error) => {
    parts.end(error);
    if (!isClosing) onDeath(error);
  };
  worker.removeAllListeners('error');
  worker.on('error', died);
  worker.on('exit', (code) => died(new Error(`the disk thread ended with code ${code}`)));
  const disk = parts.part<Disk>('disk');
  return {
    disk,
    store: parts.part<Store>('store'),
    inbox: parts.part<Inbox>('inbox'),
    async [Symbol.asyncDispose]() {
      isClosing = true;
      const ended = once(worker, 'exit');
      await disk.close();
      await ended;
    },
  };
}
