import { InfluxDB, type Transport, type WriteApi } from '@influxdata/influxdb-client';
import { troubleOf } from './answers.ts';
import type { Engine } from './engine.ts';
import type { InfluxHttp } from './http.ts';

/** Lines that are compressed at least, bytes, where requests are compressed at all. */
const worthCompressing = 4_096;

/**
 * InfluxDB's own client for one engine: it makes the request, our transport sends it where that version takes lines. Its
 * retries are off, because the journal behind us has all that is not written yet, and its own buffer would forget.
 */
export function createWriteClient(
  http: InfluxHttp,
  { write }: Engine,
  gzip: boolean,
): (lines: Uint8Array<ArrayBuffer>) => Promise<void> {
  // the client carries texts, and counts their bytes letter by letter: what it carries is the number of a request's lines
  const waiting = new Map<string, Uint8Array<ArrayBuffer>>();
  let requests = 0;
  const transport: Transport = {
    send: (_path, number, _options, callbacks) => {
      const lines = waiting.get(number);
      waiting.delete(number);
      if (lines === undefined) throw new Error(`there are no lines for request ${number}`);
      http.write({ ...write, lines, gzip: gzip && lines.length > worthCompressing }).then(
        (answer) => {
          if (answer.status >= 300) callbacks?.error?.(troubleOf(answer, http.url));
          else callbacks?.complete?.();
        },
        (error: Error) => callbacks?.error?.(error),
      );
    },
    request: () => Promise.reject(new Error('only lines are written through this client')),
    iterate: () => {
      throw new Error('only lines are written through this client');
    },
    chunkCombiner: {
      concat: (first, second) => Buffer.concat([first, second]),
      toUtf8String: (chunk, start, end) => Buffer.from(chunk).toString('utf8', start, end),
      copy: (chunk, start, end) => chunk.slice(start, end),
    },
  };
  const { org = '', bucket = '' } = write.query;
  const api: WriteApi = new InfluxDB({ url: http.url, transport }).getWriteApi(org, bucket, 'ms', {
    maxRetries: 0,
    flushInterval: 0,
    // one record of many lines a call, sent by the `flush` behind it, which hears of its failure
    batchSize: 2,
    maxBatchBytes: Number.MAX_SAFE_INTEGER,
    writeFailed: (error) => Promise.reject(error),
  });
  return (lines) => {
    const number = `${++requests}`;
    waiting.set(number, lines);
    api.writeRecord(number);
    return api.flush();
  };
}
