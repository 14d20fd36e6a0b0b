import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { Territory } from '../../../devices/territory.ts';
import type * as inbox from '../../../gateway/domain/inbox.ts';
import type { RefusedMessage } from '../../../gateway/domain/journal.ts';
import { Attach, Attached, Discovered, Refused, Replayed, ReplayRefused } from '../../contract/inbox.ts';
import { nameOf } from '../identify.ts';
import { before, listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { proposalFor } from '../proposal.ts';
import { staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

const NumberParams = z.object({
  id: z
    .string()
    .regex(/^\d{1,15}$/, 'is not a number')
    .transform(Number),
});

/** What waits for a technician: devices that nobody declared and messages that could not be taken. */
export function inboxRoutes(parts: ServerParts): Route[] {
  const { inbox, audit, territory } = parts;
  return [
    route(
      {
        method: 'get',
        path: '/discovery',
        summary: 'Devices that send and that the territory does not know',
        roles: staff,
        query: z.strictObject(NumberPage),
        success: { status: 200, schema: listSchema(Discovered) },
      },
      async ({ query }) => ({
        status: 200,
        body: listOf(await inbox.discovered(before(query)), (found) => asDiscovered(found, territory())),
      }),
    ),
    route(
      {
        method: 'post',
        path: '/discovery/:id/attach',
        summary: 'Give a discovered device its place, with the readings kept',
        roles: staff,
        params: NumberParams,
        body: Attach,
        success: { status: 200, schema: Attached },
      },
      async ({ identity, params, body, now }) => {
        const { device } = await parts.attach(params.id, body);
        const details = JSON.stringify(body);
        await audit.record({ time: now, who: nameOf(identity), action: 'discovery.attach', subject: device, details });
        return { status: 200, body: { device } satisfies Attached };
      },
    ),
    route(
      {
        method: 'post',
        path: '/discovery/:id/ignore',
        summary: 'Hide a discovered device',
        roles: staff,
        params: NumberParams,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        if (!(await inbox.ignore(params.id))) throw new Refusal(404, `There is no discovered device ${params.id}`);
        const subject = String(params.id);
        await audit.record({ time: now, who: nameOf(identity), action: 'discovery.ignore', subject, details: '' });
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'get',
        path: '/refused',
        summary: 'Messages that could not be taken, with the reason',
        roles: staff,
        query: z.strictObject(NumberPage),
        success: { status: 200, schema: listSchema(Refused) },
      },
      async ({ query }) => ({ status: 200, body: listOf(await inbox.refused(before(query)), asRefused) }),
    ),
    route(
      {
        method: 'post',
        path: '/refused/:id/replay',
        summary: 'Offer a refused message again, after a correction of the territory or of the message',
        roles: staff,
        params: NumberParams,
        body: ReplayRefused,
        success: { status: 200, schema: Replayed },
      },
      async ({ identity, params, body, now }) => {
        const refused = await inbox.refusal(params.id);
        if (refused === undefined) throw new Refusal(404, `There is no refused message ${params.id}`);
        const topic = body.topic ?? refused.topic;
        const payload = body.payload === undefined ? refused.payload : Buffer.from(body.payload, body.encoding);
        const reason = await parts.replay({ topic, payload, time: refused.time });
        if (reason === undefined) await inbox.forgetRefusal(params.id);
        const details = JSON.stringify({ topic, changed: body.payload !== undefined, reason });
        const subject = String(params.id);
        await audit.record({ time: now, who: nameOf(identity), action: 'refused.replay', subject, details });
        return { status: 200, body: { taken: reason === undefined, ...(reason && { reason }) } satisfies Replayed };
      },
    ),
  ];

  function asDiscovered(found: inbox.Discovered, places: Territory): Discovered {
    const { payload, ...rest } = found;
    const recognised = parts.recognise(found.address, found.topic, payload);
    const { described } = recognised;
    return {
      ...rest,
      ...asText(payload.subarray(0, sampleBytes), 'sample'),
      firstSeen: new Date(found.firstSeen).toISOString(),
      lastSeen: new Date(found.lastSeen).toISOString(),
      metrics: [...(recognised.types[0]?.metrics ?? described?.metrics.map(({ metric }) => metric) ?? [])],
      ...(described !== undefined && {
        described: {
          ...(described.name !== undefined && { name: described.name }),
          ...(described.model !== undefined && { model: described.model }),
          ...(described.manufacturer !== undefined && { manufacturer: described.manufacturer }),
          units: Object.fromEntries(described.metrics.map(({ metric, unit }) => [metric, unit])),
          mistakes: [...described.mistakes],
        },
      }),
      proposal: proposalFor(found.address, recognised, places),
    };
  }
}

const sampleBytes = 2_048;

function asRefused({ payload, time, ...rest }: RefusedMessage & { readonly id: number }): Refused {
  return { ...rest, time: new Date(time).toISOString(), ...asText(payload, 'payload') };
}

/** Bytes as text, or as base64 where they are none. */
function asText<K extends string>(bytes: Uint8Array, key: K): Record<K, string> & { encoding: 'utf8' | 'base64' } {
  const encoding = isUtf8(bytes) ? 'utf8' : 'base64';
  // a computed key is a string to the compiler
  return { [key]: Buffer.from(bytes).toString(encoding), encoding } as Record<K, string> & {
    encoding: typeof encoding;
  };
}
