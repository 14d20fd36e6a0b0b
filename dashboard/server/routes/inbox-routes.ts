import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import type { Territory } from '../../../devices/territory.ts';
import type * as inbox from '../../../gateway/domain/inbox.ts';
import type { RefusedMessage } from '../../../gateway/domain/journal.ts';
import { Attach, Attached, Discovered, Refused } from '../../contract/http.ts';
import { nameOf } from '../identify.ts';
import { listOf, listSchema, NumberPage } from '../page.ts';
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
  const { inbox, audit, territory, catalogue } = parts;
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
  ];

  function asDiscovered(found: inbox.Discovered, places: Territory): Discovered {
    return {
      ...found,
      metrics: [...found.metrics],
      firstSeen: new Date(found.firstSeen).toISOString(),
      lastSeen: new Date(found.lastSeen).toISOString(),
      proposal: proposalFor(found, places, catalogue),
    };
  }
}

function before({ limit = 100, cursor }: { limit?: number | undefined; cursor?: number | undefined }) {
  return { limit, ...(cursor === undefined ? {} : { before: cursor }) };
}

function asRefused({ id, time, client, topic, reason, payload }: RefusedMessage & { readonly id: number }): Refused {
  const buffer = Buffer.from(payload);
  const utf8 = isUtf8(buffer);
  return {
    id,
    time: new Date(time).toISOString(),
    client,
    topic,
    reason,
    payload: buffer.toString(utf8 ? 'utf8' : 'base64'),
    encoding: utf8 ? 'utf8' : 'base64',
  };
}
