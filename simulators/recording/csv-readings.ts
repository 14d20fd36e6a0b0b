import { payloadOf, type SentMessage, topicOf } from '../wire.ts';
import { linesOf, type OnBadLine, parseNumber, parseTime } from './lines.ts';

/** Which site a device stands in; undefined for a device nobody knows. */
export type SiteOf = (device: string) => string | undefined;

/** Messages from a CSV of `time,device,metric,value` in any order of columns; rows of one device and time that follow each other make one message. */
export async function* csvReadings(
  file: string,
  options: { siteOf: SiteOf; onBad: OnBadLine },
): AsyncGenerator<SentMessage> {
  const { siteOf, onBad } = options;
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
    const site = siteOf(cell('device'));
    if (time === undefined) onBad(`${where} time "${cell('time')}" is neither ISO 8601 with an offset nor epoch ms`);
    else if (value === undefined) onBad(`${where} value "${cell('value')}" is not a number`);
    else if (site === undefined) onBad(`${where} the site of device "${cell('device')}" is unknown`);
    else if (open?.time === time && open.device === cell('device') && !(cell('metric') in open.metrics)) {
      open.metrics[cell('metric')] = value;
    } else {
      if (open !== undefined) yield messageOf(open);
      open = { time, site, device: cell('device'), metrics: { [cell('metric')]: value } };
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
