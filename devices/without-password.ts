/** An address as it may be shown: `influxdb://vigie:…@host/database`. */
export function withoutPassword(address: string): string {
  return address.replace(/(:\/\/[^:/@\s]*):[^@\s]*@/g, '$1:…@');
}
