import { parseInstant } from '../../devices/instant.ts';
import { keepFirst } from '../../devices/message.ts';
import { type Dialect, parseObject, textOf } from './dialect.ts';
import { inCoreUnits } from './tasmota-units.ts';
import { readUp } from './up.ts';

/** Below it an epoch counts seconds, above milliseconds. */
const secondsBelow = 1e11;

/**
 * Tasmota: JSON on `tele/<topic>/SENSOR` and `…/STATE`, `Online` or `Offline` on `…/LWT`, the level `tele` wherever
 * FullTopic has put it; a device's address is `tasmota:` and what remains of the topic without that level and the last.
 * Teleinfo's raw messages come without `Time` and may hold only what has changed.
 */
export const tasmota: Dialect = {
  id: 'tasmota',
  topic: /^(?!zigbee2mqtt\/)(?:(.+)\/)?(tele|stat)\/(?:(.+)\/)?([A-Z][A-Z0-9_]*)$/,
  read({ groups: [before = '', prefix, after = '', kind = ''], payload }, say) {
    if (prefix !== 'tele' || payload.length === 0) return undefined; // answers to commands
    const address = `tasmota:${[before, after].filter((level) => level !== '').join('/')}`;
    if (kind === 'LWT') {
      const saying = readUp(textOf(payload), ['Online', 'Offline']);
      return typeof saying === 'string' ? saying : say(address, saying);
    }
    if (kind !== 'SENSOR' && kind !== 'STATE') return undefined;
    const said = parseObject(payload);
    if (typeof said === 'string') return said;
    const time = timeOf(said);
    const { fields, reason } = inCoreUnits(said);
    const partial = kind === 'STATE' || said.Time === undefined || reason !== undefined;
    return keepFirst(reason, say(address, { fields, partial, ...(time !== undefined && { time }) }));
  },
};

/** Epoch ms where the message says it with a zone or as an epoch; `Time` alone has none, and is never guessed. */
function timeOf({ Epoch, Time }: Record<string, unknown>): number | undefined {
  const epoch = typeof Epoch === 'number' ? Epoch : Time;
  if (typeof epoch === 'number') return Math.round(epoch < secondsBelow ? epoch * 1000 : epoch);
  const time = parseInstant(Time);
  return typeof time === 'number' ? time : undefined;
}
