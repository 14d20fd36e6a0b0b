import { ipAddressText, parseIpAddress } from './ip-address.ts';

/** Where an SNMP agent listens. */
export interface SnmpAddress {
  readonly host: string;
  readonly port: number;
}

const spelling = /^snmp:(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9.-]{1,253}))(?::(\d{1,5}))?$/;
const usualPort = 161;

/** Reads `snmp:10.0.0.5`, `snmp:ups.mairie.lan:1161` or `snmp:[2001:db8::1]`; undefined for anything else. Port 161 unless said. */
export function parseSnmpAddress(address: string): SnmpAddress | undefined {
  const [, v6, host = v6, written = String(usualPort)] = spelling.exec(address) ?? [];
  const port = Number(written);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

/** As `parseSnmpAddress` reads it, one spelling for each: `snmp:[fd00::5]:1161`, without the usual port. */
export function snmpAddressText({ host, port }: SnmpAddress): string {
  const ip = parseIpAddress(host);
  const spelled = ip === undefined ? host.toLowerCase() : ipAddressText(ip);
  return `snmp:${ip?.family === 6 ? `[${spelled}]` : spelled}${port === usualPort ? '' : `:${port}`}`;
}
