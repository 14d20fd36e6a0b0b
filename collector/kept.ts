/**
 * What a collector remembers over a restart, a text for each name. It writes at the start of an ask what the one before it
 * had come to: by then its readings are durable, so that a crash between the two reads a little again and loses nothing.
 */
export interface Kept {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}

/** Remembers as long as the process lives. */
export function createMemory(): Kept {
  const texts = new Map<string, string>();
  return {
    read: async (name) => texts.get(name),
    write: async (name, text) => void texts.set(name, text),
  };
}
