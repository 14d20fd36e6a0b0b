/** Where an SNMP agent listens. */
export interface SnmpAddress {
  readonly host: string;
  readonly port: number;
}

const spelling = /^snmp:(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]{1,253}))(?::(\d{1,5}))?$/;

/** Reads `snmp:10.0.0.5`, `snmp:ups.mairie.lan:1161` or `snmp:[2001:db8::1]`; undefined for anything else. Port 161 unless said. */
export function parseSnmpAddress(address: string): SnmpAddress | undefined {
  const [, v6, host = v6, written = '161'] = spelling.exec(address) ?? [];
  const port = Number(written);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}
