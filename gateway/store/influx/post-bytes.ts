import { Agent, type ClientRequest, type IncomingMessage, request as plain } from 'node:http';
import { request as overTls, Agent as TlsAgent } from 'node:https';

/** An answer of at most `longestAnswer` bytes. */
export interface Posted {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** sent as it lies in memory: not to be changed before the promise has ended */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly timeoutMs: number;
}

/** Posts bodies of megabytes over connections that stay open; `fetch` would copy each of them three times. */
export function createPoster({ isTls, longestAnswer }: { isTls: boolean; longestAnswer: number }) {
  const agent = isTls ? new TlsAgent({ keepAlive: true }) : new Agent({ keepAlive: true });
  const request = isTls ? overTls : plain;

  async function once({ url, headers, body, timeoutMs }: Posting): Promise<Posted> {
    const signal = AbortSignal.timeout(timeoutMs);
    const length = { 'content-length': `${body.byteLength}` };
    const asking = request(url, { method: 'POST', agent, signal, headers: { ...headers, ...length } });
    try {
      const answered = answerTo(asking);
      asking.end(body);
      const answer = await answered;
      let text = '';
      answer.setEncoding('utf8');
      for await (const piece of answer) {
        text += piece;
        if (text.length > longestAnswer) throw new Error(`an answer of more than ${longestAnswer} bytes`);
      }
      return { status: answer.statusCode ?? 0, headers: answer.headers, text };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw asking.reusedSocket && isReset(error) ? new StaleConnection('closed while idle', { cause: error }) : error;
    } finally {
      // an answer ahead of the body's end refuses it: what is left must not follow out of memory that is used again
      if (!asking.writableFinished) asking.destroy();
    }
  }

  return async (posting: Posting): Promise<Posted> => {
    try {
      return await once(posting);
    } catch (error) {
      // the other side had closed the connection when it was taken up again (nodejs.org/api/http.html#requestreusedsocket)
      if (error instanceof StaleConnection) return once(posting);
      throw error;
    }
  };
}

class StaleConnection extends Error {}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}

function answerTo(asking: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asking.once('response', resolve);
    asking.on('error', reject); // stays: a request that is destroyed later may complain once more
  });
}
