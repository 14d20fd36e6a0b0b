/** The lines of a file that a command passed over. */
export interface BadLines {
  /** once for `lines` that are bad for the same reason; with an empty one they are only counted */
  tell(reason: string, lines?: number): void;
  end(): void;
  count(): number;
}

/** Tells the first twenty bad lines, and how many more there were. */
export function createBadLines(most = 20, stream: Pick<NodeJS.WriteStream, 'write'> = process.stderr): BadLines {
  let count = 0;
  let told = 0;
  let toldLines = 0;
  return {
    tell(reason, lines = 1) {
      count += lines;
      if (told >= most || reason === '') return;
      told++;
      toldLines += lines;
      stream.write(`${reason}${lines > 1 ? ` (and ${lines - 1} lines more)` : ''}\n`);
    },
    end() {
      if (count > toldLines) stream.write(`… and ${count - toldLines} more bad lines\n`);
    },
    count: () => count,
  };
}
