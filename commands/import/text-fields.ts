/** Numbers and times straight from the bytes of a line: a text for each field would take most of an import's time. */

const [zero, nine, minus, plus, dot, colon, space] = [48, 57, 45, 43, 46, 58, 32];
const [bigT, bigZ] = [84, 90];
const powers = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/** A plain decimal number of at most 15 digits, exactly what `Number` makes of it; NaN for anything else. */
export function plainNumber(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  const first = bytes[at];
  if (first === minus || first === plus) at++;
  let digits = 0;
  let mantissa = 0;
  let decimals = -1;
  for (; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (byte >= zero && byte <= nine) {
      mantissa = mantissa * 10 + (byte - zero);
      digits++;
      if (decimals >= 0) decimals++;
    } else if (byte === dot && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (digits === 0 || digits > 15) return Number.NaN;
  // both are exact, so their quotient is the nearest double (Clinger 1990)
  const value = decimals > 0 ? mantissa / (powers[decimals] ?? Number.NaN) : mantissa;
  return first === minus ? 0 - value : value;
}

/** Epoch ms of 12 to 14 digits, or of ISO 8601 with an offset; NaN for anything else. */
export function createPlainTime(): (bytes: Uint8Array, from: number, to: number) => number {
  let [year, month, day, midnight] = [0, 0, 0, Number.NaN];

  function midnightOf(y: number, m: number, d: number): number {
    if (y === year && m === month && d === day) return midnight;
    [year, month, day] = [y, m, d];
    const time = Date.UTC(y, m - 1, d);
    const date = new Date(time);
    midnight = y >= 1000 && date.getUTCMonth() === m - 1 && date.getUTCDate() === d ? time : Number.NaN;
    return midnight;
  }

  return (bytes, from, to) => {
    const length = to - from;
    if (bytes[from + 4] !== minus) return length >= 12 && length <= 14 ? whole(bytes, from, to) : Number.NaN;
    const separator = bytes[from + 10];
    if (length < 17 || bytes[from + 7] !== minus || (separator !== bigT && separator !== space)) return Number.NaN;
    if (bytes[from + 13] !== colon) return Number.NaN;
    const date = midnightOf(
      whole(bytes, from, from + 4),
      whole(bytes, from + 5, from + 7),
      whole(bytes, from + 8, from + 10),
    );
    const [hour, minute] = [whole(bytes, from + 11, from + 13), whole(bytes, from + 14, from + 16)];
    let at = from + 16;
    let ms = 0;
    if (bytes[at] === colon) {
      const second = whole(bytes, at + 1, at + 3);
      if (!(second < 60)) return Number.NaN;
      ms = second * 1000;
      at += 3;
      if (bytes[at] === dot) {
        let scale = 100;
        const fraction = ++at;
        for (; at < to && isDigit(bytes[at]); at++) {
          ms += Math.trunc(((bytes[at] ?? zero) - zero) * scale);
          scale /= 10;
        }
        if (at === fraction) return Number.NaN;
      }
    }
    if (!(hour < 24 && minute < 60)) return Number.NaN;
    return date + (hour * 60 + minute) * 60_000 + ms - offsetOf(bytes, at, to);
  };
}

/** ms of `Z`, `+02:00` or `+0200` that fills the rest; NaN where there is none: a zone is never guessed. */
function offsetOf(bytes: Uint8Array, at: number, to: number): number {
  const sign = bytes[at];
  if (sign === bigZ && to === at + 1) return 0;
  if (sign !== plus && sign !== minus) return Number.NaN;
  const minutesAt = bytes[at + 3] === colon ? at + 4 : at + 3;
  if (to !== minutesAt + 2) return Number.NaN;
  const [hours, minutes] = [whole(bytes, at + 1, at + 3), whole(bytes, minutesAt, to)];
  if (!(hours < 24 && minutes < 60)) return Number.NaN;
  return (sign === minus ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

function whole(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte === undefined || !isDigit(byte)) return Number.NaN;
    value = value * 10 + (byte - zero);
  }
  return value;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= nine;
}
