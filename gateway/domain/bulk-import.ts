/** How far the import of one file has come: everything before `position` is kept or was told as bad. */
export interface ImportPosition {
  /** the reader's own measure: bytes of a text, rows of a table */
  readonly position: number;
  readonly line: number;
  readonly taken: number;
  readonly bad: number;
}

/** Where interrupted imports go on, by the identity of their file. A finished one is forgotten. */
export interface ImportPositions {
  get(file: string): Promise<ImportPosition | undefined>;
  set(file: string, position: ImportPosition, now: number): Promise<void>;
  forget(file: string): Promise<void>;
}
