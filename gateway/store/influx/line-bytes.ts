/** Bytes of line protocol, one behind the other; a text for each number would take most of the time. */
export interface LineBytes {
  bytes(part: Uint8Array): void;
  byte(one: number): void;
  /** The shortest decimal number that is read back as exactly this double. */
  number(value: number): void;
  /** All since the last `take`; its memory is written over from the next call on. */
  take(): Uint8Array<ArrayBuffer>;
}

const [zero, minus, dot] = [48, 45, 46];
const million = 1_000_000;
const powers = [1, 10, 100, 1_000, 10_000, 100_000];
/** A double's text is never longer. */
const longestNumber = 32;

/** An empty writer, whose memory grows as needed and is used again and again. */
export function createLineBytes(): LineBytes {
  let out = Buffer.allocUnsafeSlow(1 << 16);
  let at = 0;

  function reserve(length: number): void {
    if (at + length <= out.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(out.length * 2, at + length));
    grown.set(out.subarray(0, at));
    out = grown;
  }

  /** A whole number from 0 below 2⁵³, in halves that 32 bits hold. */
  function whole(value: number): void {
    const high = Math.floor(value / million);
    if (high > 0) whole(high);
    digits(value - high * million, high > 0 ? 6 : 1);
  }

  /** A whole number below a million, with zeros in front up to `width`. */
  function digits(value: number, width: number): void {
    let length = width;
    while (length < 6 && value >= (powers[length] ?? million)) length++;
    let rest = value;
    for (let place = at + length - 1; place >= at; place--) {
      const left = (rest / 10) | 0;
      out[place] = zero + rest - left * 10;
      rest = left;
    }
    at += length;
  }

  /** `thousandths` from 0 below 2⁵³, without zeros at the end. */
  function decimal(thousandths: number): void {
    const units = Math.floor(thousandths / 1_000);
    whole(units);
    const rest = thousandths - units * 1_000;
    if (rest === 0) return;
    out[at++] = dot;
    const [tenths, hundredths] = [Math.floor(rest / 100), Math.floor(rest / 10) % 10];
    out[at++] = zero + tenths;
    if (rest % 100 === 0) return;
    out[at++] = zero + hundredths;
    if (rest % 10 !== 0) out[at++] = zero + (rest % 10);
  }

  function number(value: number): void {
    reserve(longestNumber);
    if (value < 0 || Object.is(value, -0)) out[at++] = minus;
    const size = Math.abs(value);
    const thousandths = Math.round(size * 1_000);
    // both are exact, so their quotient is the double nearest to those decimals (Clinger 1990)
    if (thousandths <= Number.MAX_SAFE_INTEGER && thousandths / 1_000 === size) decimal(thousandths);
    else at += out.write(String(size), at, 'latin1');
  }

  return {
    bytes(part) {
      reserve(part.length);
      out.set(part, at);
      at += part.length;
    },
    byte(one) {
      reserve(1);
      out[at++] = one;
    },
    number,
    take() {
      const taken = out.subarray(0, at);
      at = 0;
      return taken;
    },
  };
}
