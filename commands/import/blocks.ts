import { type FileHandle, open } from 'node:fs/promises';

/** Bytes read at once: about 150,000 lines. */
const blockBytes = 8 * 2 ** 20;
export const longestLine = 64 * 1024;
const newline = 10;

/** Whole lines of a text file: `bytes[0…end)`, the last of them a line feed; valid until the next block is asked for. */
export interface Block {
  readonly bytes: Buffer;
  readonly end: number;
  /** where the file goes on behind it */
  readonly position: number;
}

/** The lines of a file from a byte on, in large blocks. A line without an end in a whole block is left out and told. */
export async function* blocksOf(path: string, from: number, onTooLong: () => void): AsyncGenerator<Block> {
  await using file: FileHandle = await open(path, 'r');
  const bytes = Buffer.allocUnsafe(blockBytes + 1);
  let held = 0;
  let position = from;
  let isSkipping = false;
  for (;;) {
    const { bytesRead } = await file.read(bytes, held, blockBytes - held, position + held);
    const isLast = bytesRead === 0;
    held += bytesRead;
    if (isSkipping) {
      const end = bytes.subarray(0, held).indexOf(newline) + 1;
      isSkipping = end === 0;
      const passed = isSkipping ? held : end;
      bytes.copyWithin(0, passed, held);
      [held, position] = [held - passed, position + passed];
      if (isLast && isSkipping) return;
      if (isSkipping) continue;
    }
    if (isLast && held > 0 && bytes[held - 1] !== newline) bytes[held++] = newline;
    const end = bytes.subarray(0, held).lastIndexOf(newline) + 1;
    if (end > 0) {
      yield { bytes, end, position: position + end };
      bytes.copyWithin(0, end, held);
      [held, position] = [held - end, position + end];
    } else if (held === blockBytes) {
      onTooLong();
      [isSkipping, position, held] = [true, position + held, 0];
    }
    if (isLast) return;
  }
}
