import { isUtf8 } from 'node:buffer';
import { setImmediate } from 'node:timers/promises';
import express, { type Express, type Request, type Response } from 'express';
import { linesOf } from '../../devices/line-protocol.ts';
import type { Message, Sender } from '../../gateway/domain/intake.ts';
import { identify } from './identify.ts';
import { asRefusal, Refusal } from './problem.ts';
import { writers } from './roles.ts';
import { inTime, senderOf } from './routes/write-routes.ts';
import type { ServerParts } from './server-parts.ts';

const bodyAtMost = 8 * 2 ** 20;
/** Lines taken in at once: a body may hold a million, and everybody else waits meanwhile. */
const linesAtOnce = 4_000;
const reasonsTold = 5;
const precisions = ['ns', 'us', 'ms', 's'];

/** InfluxDB's codes of errors, which its clients read to decide whether to send again. */
const codes: Readonly<Record<number, string>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  413: 'request too large',
  503: 'unavailable',
};

/**
 * `POST /api/v2/write`: InfluxDB line protocol from whatever writes to an InfluxDB 2, Telegraf above all. 204 once all is
 * durable; 400 names the first lines that could not be taken, and the others are durable all the same.
 */
export function mountLineProtocol(app: Express, parts: ServerParts): void {
  const readBody = express.raw({ type: () => true, limit: bodyAtMost });
  app.post('/api/v2/write', async (request, response) => {
    try {
      await write(request, response);
      response.status(204).end();
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === undefined) throw error;
      const message =
        refusal.status === 413 ? 'The body is larger than 8 MB: write in smaller batches' : refusal.message;
      response
        .status(refusal.status)
        .set(refusal.headers)
        .json({ code: codes[refusal.status] ?? 'internal error', message });
    }
  });

  async function write(request: Request, response: Response): Promise<void> {
    const { identity, by } = await identify(request.headers, parts.accounts, Date.now());
    if (identity === undefined || by !== 'bearer') {
      throw new Refusal(401, 'Send a token that may write: Authorization: Token …');
    }
    if (!writers.includes(identity.role)) throw new Refusal(403, `This is not open to the role ${identity.role}`);
    const { precision = 'ns' } = request.query;
    if (typeof precision !== 'string' || !precisions.includes(precision)) {
      throw new Refusal(400, `precision is one of ${precisions.join(', ')}`);
    }
    await new Promise<void>((resolve, reject) => {
      readBody(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)));
    });
    const body: unknown = request.body;
    if (!Buffer.isBuffer(body) || !isUtf8(body)) throw new Refusal(400, 'The body is not UTF-8 text in line protocol');
    if (!parts.health().intakeAccepts) throw new Refusal(503, 'Readings cannot be made durable at this moment');
    const text = body.toString('utf8');
    using patience = new DisposableStack();
    const late = patience.adopt(new AbortController(), (controller) => controller.abort());
    const { points, refused, reasons } = await inTime(
      take(senderOf(identity), `api/v2/write/${precision}`, text, late.signal),
    );
    if (refused === 0) return;
    const rest = refused > reasons.length ? `; and ${refused - reasons.length} more` : '';
    throw new Refusal(
      400,
      `partial write: ${refused} of ${points} points were not taken: ${reasons.join('; ')}${rest}`,
    );
  }

  /** Resolves once every line that could be taken is durable; `late` ends it, for a client that will send again. */
  async function take(sender: Sender, topic: string, body: string, late: AbortSignal) {
    const reasons: string[] = [];
    let points = 0;
    let refused = 0;
    const lines = linesOf(body);
    for (let next = lines.next(); !next.done && !late.aborted; ) {
      const messages: Message[] = [];
      for (; !next.done && messages.length < linesAtOnce; next = lines.next()) {
        messages.push({ topic, payload: Buffer.from(next.value) });
      }
      const before = points;
      points += messages.length;
      for (const [index, outcome] of (await parts.accept(sender, messages)).entries()) {
        if (outcome.ok) continue;
        if (refused++ < reasonsTold) reasons.push(`point ${before + index + 1}: ${outcome.reason}`);
      }
      await setImmediate();
    }
    return { points, refused, reasons };
  }
}
