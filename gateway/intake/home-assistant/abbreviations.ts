import { isRecord } from '../../../devices/record.ts';

/** Short keys of Home Assistant's discovery messages, block by block: the same short name means other things elsewhere. */
const ofEntity: Readonly<Record<string, string>> = {
  avty: 'availability',
  avty_t: 'availability_topic',
  avty_tpl: 'availability_template',
  cmps: 'components',
  dev: 'device',
  dev_cla: 'device_class',
  o: 'origin',
  obj_id: 'object_id',
  p: 'platform',
  pl_avail: 'payload_available',
  pl_not_avail: 'payload_not_available',
  pl_off: 'payload_off',
  pl_on: 'payload_on',
  stat_cla: 'state_class',
  stat_t: 'state_topic',
  uniq_id: 'unique_id',
  unit_of_meas: 'unit_of_measurement',
  val_tpl: 'value_template',
};
const ofDevice: Readonly<Record<string, string>> = {
  ids: 'identifiers',
  cns: 'connections',
  mdl: 'model',
  mf: 'manufacturer',
  sa: 'suggested_area',
  sn: 'serial_number',
};
const ofAvailability: Readonly<Record<string, string>> = { t: 'topic', ...ofEntity };

/** Characters: a topic may have no more, and every topic may begin with it. */
const baseAtMost = 1_024;

type Block = Readonly<Record<string, unknown>>;

/** A discovery message with its keys written out and `~` replaced by its base topic. */
export function expand(message: Block): Block {
  const base = baseOf(message);
  const { components, ...rest } = written(message, ofEntity);
  const whole = expandBlock(rest, base);
  if (isRecord(components)) {
    whole.components = Object.fromEntries(
      Object.entries(components).flatMap(([id, one]) =>
        isRecord(one) ? [[id, withBase(expandBlock(written(one, ofEntity), baseOf(one)), base)]] : [],
      ),
    );
  }
  return whole;
}

function baseOf({ '~': base }: Block): string | undefined {
  return typeof base === 'string' && base.length <= baseAtMost ? base : undefined;
}

/** All but the components, which have none of their own. */
function expandBlock({ device, availability, ...rest }: Block, base: string | undefined): Record<string, unknown> {
  const whole = withBase(rest, base);
  if (isRecord(device)) whole.device = written(device, ofDevice);
  if (Array.isArray(availability)) {
    whole.availability = availability.filter(isRecord).map((one) => withBase(written(one, ofAvailability), base));
  }
  return whole;
}

function written(block: Block, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const own = (key: string) => (Object.hasOwn(names, key) ? (names[key] ?? key) : key);
  return Object.fromEntries(Object.entries(block).map(([key, value]) => [own(key), value]));
}

/** In topics a `~` at the beginning or at the end stands for the base topic. */
function withBase(block: Block, base: string | undefined): Record<string, unknown> {
  if (base === undefined) return { ...block };
  const whole = (topic: string) => topic.replace(/^~|~$/, () => base);
  return Object.fromEntries(
    Object.entries(block).map(([key, value]) => [
      key,
      /topic$/.test(key) && typeof value === 'string' ? whole(value) : value,
    ]),
  );
}
