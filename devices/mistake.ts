/** Something wrong in a file that a person wrote: where it stands, and what to do about it. */
export interface Mistake {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** One line that a terminal can show, at most 500 characters of message: `territory/tartas.yaml:14 devices[3].type "milesight-am31" is not in the catalogue. …` */
export function printMistake({ file, line, message }: Mistake): string {
  return `${file}:${line} ${message.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 500)}`;
}

/** A path as people read it: `devices[3].coefficients.gas`. */
export function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');
}
