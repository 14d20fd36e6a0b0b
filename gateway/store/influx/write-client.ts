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
): (lines: string) => Promise<void> {
  const transport: Transport = {
    send: (_path, body, _options, callbacks) => {
      const isGzip = gzip && body.length > worthCompressing;
      const request = { method: 'POST', path: write.path, query: write.query, body, gzip: isGzip } as const;
      http.send({ ...request, contentType: 'text/plain; charset=utf-8' }).then(
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
    api.writeRecord(lines);
    return api.flush();
  };
}
