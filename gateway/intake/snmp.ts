import { type Dialect, parseObject } from './dialect.ts';

/**
 * What the collector found in a range, or heard from an address that no device has, on the topic `snmp/<host>[:<port>]`. It
 * holds no reading: known, the device is asked; unknown, it waits for a technician.
 */
export const snmp: Dialect = {
  id: 'snmp',
  topic: /^snmp\/(\S{1,200})$/,
  read({ groups: [place = ''], payload }, say) {
    const body = parseObject(payload);
    return typeof body === 'string' ? body : say(`snmp:${place}`, { fields: {}, partial: true });
  },
};
