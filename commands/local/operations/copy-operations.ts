import { VigieError } from '../../../gateway/domain/error.ts';
import { type Copied, copyData } from '../../backup/copy-data.ts';
import type { Disk } from '../../platform/disk-thread.ts';

export interface CopyOperations {
  /** A consistent copy of everything that is kept, into a folder that is there and empty; says what it holds. */
  copyTo(folder: string): Promise<Copied>;
}

export function createCopyOperations(parts: {
  folder: string;
  disk: Pick<Disk, 'copyStore'> | undefined;
}): CopyOperations {
  let isCopying = false;
  return {
    async copyTo(folder) {
      const { disk } = parts;
      if (disk === undefined) throw new VigieError('unavailable', 'the readings are not open');
      if (isCopying) throw new VigieError('conflict', 'another backup is being made: wait for its end');
      isCopying = true;
      try {
        return await copyData({ from: parts.folder, to: folder, copyStore: (to) => disk.copyStore(to) });
      } finally {
        isCopying = false;
      }
    },
  };
}
