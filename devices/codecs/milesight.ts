/** How a number stands in a frame, its least significant byte first; `unix` is an instant in whole seconds since 1970. */
export type FrameNumber = 'u8' | 'u16' | 'i16' | 'u32' | 'f32' | 'unix';

type Divided = '' | `/${number}`;
type Where = '' | ` where ${string}=${number}`;
type Except = '' | ` except ${number}`;

/**
 * One value of a channel, in the order of its bytes: `temperature i16/10` is ten times the value, `- u16` is passed over,
 * `pulse u32 where type=2` counts only if the value `type` before it is 2, `current u16/100 except 65535` is no value
 * when the bytes say 65535.
 */
export type FrameValue = `${string} ${FrameNumber}${Divided}${Where}${Except}`;

/** What a model's frames hold, by channel and type in hex: `03 67`. A channel with a `unix` value is history, of that instant. */
export type Channels = Readonly<Record<string, readonly FrameValue[]>>;

/** What a frame held: its values of now, those of its history, how many channels were understood, and why it was not read to its end. */
export interface FrameContent {
  readonly now: Readonly<Record<string, number>>;
  /** `time` is epoch ms */
  readonly history: readonly { readonly time: number; readonly values: Readonly<Record<string, number>> }[];
  readonly understood: number;
  readonly reason: string | undefined;
}

/** What every model says about itself: protocol, hardware, firmware, power on, class, serial, reset, TSL version. */
const information: Channels = {
  'FF 01': ['- u8'],
  'FF 08': ['- u32', '- u16'],
  'FF 09': ['- u16'],
  'FF 0A': ['- u16'],
  'FF 0B': ['- u8'],
  'FF 0F': ['- u8'],
  'FF 16': ['- u32', '- u32'],
  'FF FE': ['- u8'],
  'FF FF': ['- u16'],
};

const widths: Readonly<Record<FrameNumber, number>> = { u8: 1, u16: 2, i16: 2, u32: 4, f32: 4, unix: 4 };

interface Step {
  readonly name: string | undefined;
  readonly as: FrameNumber;
  readonly divisor: number;
  readonly where: readonly [name: string, value: number] | undefined;
  readonly except: number | undefined;
}

/**
 * Reads the frames of Milesight sensors, `[channel][type][value]…`, by their model's channels. A channel that is not among
 * them has no length: what stands before it is kept. Throws on a channel that cannot be read as it is written, as a bug of
 * the catalogue; never on bytes.
 */
export function createFrameReader(channels: Channels): (bytes: Uint8Array) => FrameContent {
  const known = new Map(
    Object.entries({ ...information, ...channels }).map(([key, values]) => {
      const steps = values.map(stepOf);
      return [keyOf(key), { steps, bytes: steps.reduce((sum, { as }) => sum + widths[as], 0) }];
    }),
  );

  return function readFrame(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const now: Record<string, number> = {};
    const history: { time: number; values: Record<string, number> }[] = [];
    let understood = 0;
    let reason: string | undefined;
    let at = 0;
    while (at < bytes.length) {
      const [channel = 0, type] = [bytes[at], bytes[at + 1]];
      if (type === undefined) {
        reason = `the frame ends behind the channel ${hex(channel)}`;
        break;
      }
      const item = known.get((channel << 8) | type);
      if (item === undefined) {
        // an answer to a downlink, of a length that only its kind knows: it measures nothing
        if (channel >= 0xfe) understood++;
        else reason = `channel ${hex(channel)} ${hex(type)} is none of its type's: what stands behind it was not read`;
        break;
      }
      at += 2;
      if (at + item.bytes > bytes.length) {
        reason = `the frame ends inside channel ${hex(channel)} ${hex(type)}`;
        break;
      }
      const { time, values } = readSteps(item.steps, view, at);
      if (time === undefined) Object.assign(now, values);
      else history.push({ time, values });
      understood++;
      at += item.bytes;
    }
    return { now, history, understood, reason };
  };
}

function readSteps(steps: readonly Step[], view: DataView, start: number) {
  const values: Record<string, number> = {};
  let time: number | undefined;
  let at = start;
  for (const { name, as, divisor, where, except } of steps) {
    const raw = numberAt(view, at, as);
    at += widths[as];
    if (as === 'unix') time = raw * 1_000;
    else if (name !== undefined && raw !== except && (where === undefined || values[where[0]] === where[1])) {
      values[name] = raw / divisor;
    }
  }
  return { time, values };
}

function numberAt(view: DataView, at: number, as: FrameNumber): number {
  switch (as) {
    case 'u8':
      return view.getUint8(at);
    case 'u16':
      return view.getUint16(at, true);
    case 'i16':
      return view.getInt16(at, true);
    case 'u32':
    case 'unix':
      return view.getUint32(at, true);
    case 'f32':
      return shortest(view.getFloat32(at, true));
  }
}

/** The shortest decimal that is this single-precision number: 12.3, not 12.300000190734863. */
function shortest(single: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const decimal = Number(single.toPrecision(digits));
    if (Math.fround(decimal) === single) return decimal;
  }
  return single;
}

const valuePattern = /^(-|\w+) (u8|u16|i16|u32|f32|unix)(?:\/(\d+))?(?: where (\w+)=(\d+))?(?: except (\d+))?$/;

function stepOf(written: FrameValue): Step {
  const match = valuePattern.exec(written);
  if (match === null) throw new Error(`devices/types: "${written}" is no value of a frame`);
  const [, name, as, divisor, where, wanted, except] = match;
  return {
    name: name === '-' ? undefined : name,
    as: as as FrameNumber, // the pattern lets no other pass
    divisor: divisor === undefined ? 1 : Number(divisor),
    where: where === undefined ? undefined : [where, Number(wanted)],
    except: except === undefined ? undefined : Number(except),
  };
}

function keyOf(written: string): number {
  const match = /^([0-9A-F]{2}) ([0-9A-F]{2})$/.exec(written);
  if (match === null) throw new Error(`devices/types: "${written}" is no channel and type of a frame, such as "03 67"`);
  return Number.parseInt(`${match[1]}${match[2]}`, 16);
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
