/** Texts by name that outlive a restart: how far others' lists have been read. */
export interface KeptTexts {
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
}
