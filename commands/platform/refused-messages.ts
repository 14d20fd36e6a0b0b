import type { RefusedMessage } from '../../gateway/domain/journal.ts';
import type { RefusedReading } from '../../gateway/store/influx/writer.ts';

/** Readings in one message: it is to be read by a person, and sent again as one. */
const readingsInMessage = 500;

/** What the store's engine refused for good as the native messages that it could have come from, with the engine's answer. */
export function refusedMessages(refused: readonly RefusedReading[], now: number): RefusedMessage[] {
  const groups = new Map<string, RefusedReading[]>();
  for (const one of refused) {
    const key = JSON.stringify([one.series.site, one.series.device, one.series.metric, one.reason]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [one]);
    else known.push(one);
  }
  return [...groups.values()].flatMap((group) => {
    const messages: RefusedMessage[] = [];
    for (let at = 0; at < group.length; at += readingsInMessage) {
      const some = group.slice(at, at + readingsInMessage);
      const [first] = some;
      if (first === undefined) continue;
      const { site, device } = first.series;
      const payload = some.map(({ series: { metric, instance }, time, value }) => ({
        time,
        metrics: { [metric]: instance === '' ? value : { [instance]: value } },
      }));
      messages.push({
        time: now,
        client: 'store',
        topic: `vigie/v1/${site}/${device}`,
        payload: Buffer.from(JSON.stringify(payload)),
        reason: `the store refuses it: ${first.reason}`,
      });
    }
    return messages;
  });
}
