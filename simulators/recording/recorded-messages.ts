import { z } from 'zod';
import type { SentMessage } from '../wire.ts';
import { linesOf, type OnBadLine, parseTime } from './lines.ts';

/** One line of a recording; a payload that is an object stands for its JSON, one in base64 for its bytes. */
const RecordedMessage = z.object({
  time: z.union([z.string(), z.number()]),
  topic: z.string().min(1),
  payload: z.union([z.string(), z.number(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
  encoding: z.string().optional(),
});
const Base64 = z.base64();

/** The messages of a recording in JSON lines; bad lines are told and passed over. */
export async function* recordedMessages(file: string, onBad: OnBadLine): AsyncGenerator<SentMessage> {
  for await (const { text, where } of linesOf(file)) {
    const message = parseMessage(text);
    if (typeof message === 'string') onBad(`${where} ${message}`);
    else yield message;
  }
}

/** One message as a line of a recording, without the line's end. */
export function lineOf({ time, topic, payload }: SentMessage): string {
  const written = { time: new Date(time).toISOString(), topic };
  if (typeof payload === 'string') return JSON.stringify({ ...written, payload });
  return JSON.stringify({ ...written, payload: Buffer.from(payload).toString('base64'), encoding: 'base64' });
}

function parseMessage(text: string): SentMessage | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const read = RecordedMessage.safeParse(json);
  if (!read.success) return `lacks ${read.error.issues.map((issue) => issue.path.join('.') || 'an object').join(', ')}`;
  const time = parseTime(read.data.time);
  if (time === undefined) return `time "${read.data.time}" is neither ISO 8601 with an offset nor epoch ms`;
  const { topic, payload, encoding } = read.data;
  if (encoding === undefined)
    return { time, topic, payload: typeof payload === 'string' ? payload : JSON.stringify(payload) };
  if (encoding !== 'base64') return `encoding ${JSON.stringify(encoding)} is not base64`;
  const bytes = Base64.safeParse(payload);
  if (!bytes.success) return 'payload is not base64, as its encoding says';
  return { time, topic, payload: new Uint8Array(Buffer.from(bytes.data, 'base64')) };
}
