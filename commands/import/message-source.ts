import { decodeNative, parseNativeTopic } from '../../devices/message.ts';
import { isRecord } from '../../devices/record.ts';
import { parseTime } from '../../simulators/recording/lines.ts';
import { blocksOf } from './blocks.ts';
import { createRows } from './rows.ts';
import { impossible, isPossible, type OnBad, type Source, seriesAtMost } from './source.ts';

const newline = 10;

/** Native messages as JSON lines `{time, topic, payload}`, the payload as text or as JSON; without a time of its own a reading has the line's. */
export function messageSource(path: string, { size, now, onBad }: { size: number; now: number; onBad: OnBad }): Source {
  return {
    size,
    async *pieces(from) {
      const numbers = new Map<string, number>();
      const rows = createRows();
      let line = from?.line ?? 1;

      function take(text: string): string | undefined {
        const message = parsed(text);
        if (message === undefined) return 'is no JSON object {time, topic, payload}';
        const topic = parseNativeTopic(String(message.topic));
        if (topic === undefined) return 'has no native topic vigie/v1/<site>/<device>';
        const arrival = parseTime(message.time);
        const payload = typeof message.payload === 'string' ? message.payload : JSON.stringify(message.payload ?? null);
        return decodeNative(payload, topic.metric, (metric, instance, value, own) => {
          const time = own ?? arrival;
          if (time === undefined) return 'has no time, neither in the payload nor beside it';
          if (!isPossible(time, value, now)) return impossible(time, value);
          const key = `${topic.device}\n${metric}\n${instance}`;
          let number = numbers.get(key);
          if (number === undefined) {
            if (numbers.size >= seriesAtMost)
              return `names one more series than the ${seriesAtMost} that a file may name`;
            number = numbers.size;
            numbers.set(key, number);
            rows.met({ device: topic.device, metric, instance, where: `${path}:${line}` });
          }
          rows.add(number, time, value);
          return undefined;
        });
      }

      const tooLong = () => onBad(`${path}:${line} the line is longer than a block: are these JSON lines?`);
      for await (const { bytes, end, position } of blocksOf(path, from?.position ?? 0, tooLong)) {
        for (let at = 0; at < end; line++) {
          const next = bytes.indexOf(newline, at);
          const text = bytes.toString('utf8', at, next).trim();
          const reason = text === '' ? undefined : take(text);
          if (reason !== undefined) onBad(`${path}:${line} ${reason}`);
          at = next + 1;
        }
        yield { ...rows.take(), next: { position, line } };
      }
    },
  };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined; // told with its line by the caller
  }
}
