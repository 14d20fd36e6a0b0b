import { parseInstant } from '../../devices/instant.ts';
import { quote } from '../../devices/message.ts';
import { isRecord } from '../../devices/record.ts';
import type { Saying } from './dialect.ts';

/** What every LoRaWAN network server tells of an uplink, each under its own keys. */
export interface Uplink {
  readonly time: unknown;
  readonly port: unknown;
  /** base64 */
  readonly data: unknown;
  /** what the server's own codec made of it */
  readonly decoded: unknown;
  /** one entry for each gateway that heard it */
  readonly gateways: unknown;
}

/** Longer than any frame that LoRaWAN allows, in every region. */
const maxFrameBytes = 255;

/** A device's address is its DevEUI whatever server it speaks through, so that it keeps it when it moves to another. */
export function addressOf(devEui: string): string {
  return `lorawan:${devEui.toLowerCase()}`;
}

/** An uplink as a saying, or the reason why it can't be read. One without application payload is a sign of life. */
export function sayingOf({ time, port, data, decoded, gateways }: Uplink): Saying | string {
  const fields = { 'radio.rssi': bestRssi(gateways) };
  const at = timeOf(time);
  const portNumber = protocolNumber(port);
  if (portNumber === undefined) return `the port cannot be ${quote(port)}`;
  const bytes = bytesOf(data);
  if (typeof bytes === 'string') return bytes;
  // port 0 carries commands of the network, not of the application (LoRaWAN 1.0.4, 4.3.2)
  if (portNumber === 0 || (bytes.length === 0 && !isRecord(decoded))) return { fields, ...at, partial: true };
  return { fields, ...at, frame: { port: portNumber, bytes, ...(isRecord(decoded) && { decoded }) } };
}

/** The payload's own time, where it can be read; else the arrival counts. */
export function timeOf(written: unknown): { time?: number } {
  const time = parseInstant(written);
  return typeof time === 'number' ? { time } : {};
}

/** A number that network servers leave out when it is zero, and that some write as a text; undefined for anything else. */
function protocolNumber(written: unknown): number | undefined {
  if (written === undefined) return 0;
  const number = typeof written === 'string' && /^-?\d+(\.\d+)?$/.test(written) ? Number(written) : written;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** dBm at the gateway that heard it best. */
function bestRssi(gateways: unknown): number | undefined {
  if (!Array.isArray(gateways)) return undefined;
  let best: number | undefined;
  for (const gateway of gateways) {
    const rssi = isRecord(gateway) ? protocolNumber(gateway.rssi) : undefined;
    if (rssi !== undefined && (best === undefined || rssi > best)) best = rssi;
  }
  return best;
}

function bytesOf(data: unknown): Uint8Array | string {
  if (data === undefined || data === null) return new Uint8Array();
  if (typeof data !== 'string') return `the frame cannot be ${quote(data)}`;
  const bytes = Buffer.from(data, 'base64');
  // node passes over what is not base64: the length shows whether it did
  if (Math.ceil(bytes.length / 3) * 4 !== data.length) return 'the frame is not base64';
  if (bytes.length > maxFrameBytes) return `the frame is longer than ${maxFrameBytes} bytes`;
  return bytes;
}
