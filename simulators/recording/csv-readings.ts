import { payloadOf, type SentMessage, topicOf } from '../wire.ts';
import { linesOf, type OnBadLine, parseNumber, parseTime } from './lines.ts';

/** Finds a device that a file names, and the site it stands in; undefined for one that nobody knows. */
export type Locate = (name: string) => { readonly site: string; readonly device: string } | undefined;

/** Messages from a CSV of `time,device,metric,value` in any order of columns; rows of one device and time that follow each other make one message. */
export async function* csvReadings(
  file: string,
  options: { locate: Locate; onBad: OnBadLine },
): AsyncGenerator<SentMessage> {
  const { locate, onBad } = options;
  let columns: string[] | undefined;
  let open: { time: number; device: string; site: string; metrics: Record<string, number> } | undefined;
  for await (const { text, where } of linesOf(file)) {
    const cells = text.split(',').map((cell) => cell.trim());
    if (columns === undefined) {
      columns = cells;
      const missing = ['time', 'device', 'metric', 'value'].filter((name) => !cells.includes(name));
      if (missing.length > 0) {
        onBad(`${where} the header lacks ${missing.join(', ')}: expected time,device,metric,value`);
        return;
      }
      continue;
    }
    const cell = (name: string) => cells[columns?.indexOf(name) ?? -1] ?? '';
    const time = parseTime(cell('time'));
    const value = parseNumber(cell('value'));
    const place = locate(cell('device'));
    if (time === undefined) onBad(`${where} time "${cell('time')}" is neither ISO 8601 with an offset nor epoch ms`);
    else if (value === undefined) onBad(`${where} value "${cell('value')}" is not a number`);
    else if (place === undefined) onBad(`${where} the site of device "${cell('device')}" is unknown`);
    else if (open?.time === time && open.device === place.device && !(cell('metric') in open.metrics)) {
      open.metrics[cell('metric')] = value;
    } else {
      if (open !== undefined) yield messageOf(open);
      open = { time, ...place, metrics: { [cell('metric')]: value } };
    }
  }
  if (open !== undefined) yield messageOf(open);
}

/** A message of what one device measured at one time. */
export function messageOf(of: {
  time: number;
  site: string;
  device: string;
  metrics: Readonly<Record<string, number>>;
}): SentMessage {
  const { time, site, device, metrics } = of;
  return { time, topic: topicOf(site, device), payload: payloadOf([{ time, metrics }]) };
}
