/** The bytes that a Milesight sensor of this type sends for what it measured, leaving out what the model does not know. */
export function milesightFrame(type: string, metrics: Readonly<Record<string, number>>): Uint8Array {
  const co2Channel = type === 'milesight-em500-co2' ? 0x05 : 0x07;
  const pressureChannel = type === 'milesight-em500-co2' ? 0x06 : 0x09;
  return Buffer.concat(
    Object.entries(metrics).map(([metric, value]) => {
      switch (metric) {
        case 'battery.level':
          return Buffer.of(0x01, 0x75, Math.round(value));
        case 'air.temperature':
          return short(0x03, 0x67, value * 10);
        case 'air.humidity':
          return Buffer.of(0x04, 0x68, Math.round(value * 2));
        case 'air.co2':
          return short(co2Channel, 0x7d, value);
        case 'air.pressure':
          return short(pressureChannel, 0x73, value * 10);
        case 'air.tvocPpb':
          return short(0x08, 0x7d, value);
        case 'air.tvocIndex':
          return short(0x08, 0x7d, value * 100);
        case 'air.tvoc':
          return short(0x08, 0xe6, value);
        case 'air.formaldehyde':
          return short(0x0a, 0x7d, value * 100);
        case 'air.pm25':
          return short(0x0b, 0x7d, value);
        case 'air.pm10':
          return short(0x0c, 0x7d, value);
        case 'electricity.current':
          return short(0x04, 0x98, value * 100);
        case 'water.volume':
        case 'gas.volume':
          return converted(value);
        default:
          return Buffer.alloc(0);
      }
    }),
  );
}

function short(channel: number, kind: number, value: number): Buffer {
  const bytes = Buffer.of(channel, kind, 0, 0);
  bytes.writeUInt16LE(Math.round(value) & 0xffff, 2); // two's complement below zero
  return bytes;
}

/** A counter that converts pulses itself, one pulse a unit: a single-precision number, as the device sends it. */
function converted(value: number): Buffer {
  const bytes = Buffer.from('05e10a000a0000000000', 'hex');
  bytes.writeFloatLE(value, 6);
  return bytes;
}
