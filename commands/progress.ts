/** A bar that redraws itself on a terminal; elsewhere a line every tenth. */
export function createProgress(label: string, stream: NodeJS.WriteStream = process.stderr) {
  const width = 28;
  let tenth = -1;
  let drawn = '';
  return {
    /** `share` 0…1 */
    show(share: number, note: string): void {
      const percent = Math.min(100, Math.floor(share * 100));
      if (stream.isTTY) {
        const full = Math.round((percent / 100) * width);
        const line = `${label} ${'█'.repeat(full)}${'░'.repeat(width - full)} ${String(percent).padStart(3)} % ${note}`;
        if (line === drawn) return;
        drawn = line;
        stream.write(`\r\x1b[2K${line}`);
      } else if (Math.floor(percent / 10) > tenth) {
        tenth = Math.floor(percent / 10);
        stream.write(`${label} ${percent} % ${note}\n`);
      }
    },
    end(note: string): void {
      stream.write(stream.isTTY ? `\r\x1b[2K${label} ${note}\n` : `${label} ${note}\n`);
    },
  };
}

/** As `createProgress`, on a terminal alone and only after two seconds; `end` takes the bar away. */
export function createLateProgress(label: string, stream: NodeJS.WriteStream = process.stderr) {
  const began = performance.now();
  const bar = createProgress(label, stream);
  let isShown = false;
  return {
    show(share: number, note: string): void {
      if (!stream.isTTY || performance.now() - began < 2_000) return;
      isShown = true;
      bar.show(share, note);
    },
    end(): void {
      if (isShown) stream.write('\r\x1b[2K');
    },
  };
}
