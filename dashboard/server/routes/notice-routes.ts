import { z } from 'zod';
import type * as domain from '../../../gateway/domain/notice.ts';
import { usualWishes, wishers } from '../../../gateway/domain/wish.ts';
import { GoneBrowser, NewBrowser, Notice, OwnWishes, Wishes } from '../../contract/notices.ts';
import { nameOf, personOf } from '../identify.ts';
import { before, listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

const short = z.string().max(200).optional();

/** What people were told and were not, and what each wants to be told. */
export function noticeRoutes({ noticing, accounts, audit, territory }: ServerParts): Route[] {
  const { wishes, push } = noticing;
  return [
    route(
      {
        method: 'get',
        path: '/notices',
        summary: 'What was sent, waits or was not sent, and why, the newest first; outside the agency one’s own',
        roles: wishers,
        query: z.strictObject({ ...NumberPage, alert: short, to: short, state: Notice.shape.state.optional() }),
        success: { status: 200, schema: listSchema(Notice) },
      },
      async ({ identity, query: { alert, to, state, ...page } }) => {
        const mine = identity.role === 'responsable' ? personOf(identity).user.id : to;
        const found = await noticing.notices.list({
          ...before(page),
          ...(alert !== undefined && { alert }),
          ...(mine !== undefined && { to: mine }),
          ...(identity.organisations !== undefined && { organisations: identity.organisations }),
          ...(state !== undefined && { state }),
        });
        const names = await namesOf(found.items.map((notice) => notice.to));
        const { devices, organisations } = territory();
        return {
          status: 200,
          body: listOf(found, (notice) => {
            const about = [devices.get(notice.device), organisations.get(notice.organisation)];
            return shown(notice, names, about.flatMap((one) => one?.name ?? []).join(', '));
          }),
        };
      },
    ),
    route(
      {
        method: 'get',
        path: '/wishes',
        summary: 'What I want to be told of, and how',
        roles: wishers,
        success: { status: 200, schema: OwnWishes },
      },
      async ({ identity }) => {
        const { user } = personOf(identity);
        const chosen = await wishes.of(user.id);
        const browsers = (await push.keeper.of(user.id)).length;
        const body = {
          wishes: { ...usualWishes(user.role), ...chosen },
          usual: chosen === undefined,
          offered: [...noticing.channels],
          push: { publicKey: push.publicKey, browsers },
        };
        return { status: 200, body };
      },
    ),
    route(
      {
        method: 'put',
        path: '/wishes',
        summary: 'Choose what I am told of; counts from the next notice on',
        roles: wishers,
        body: Wishes,
        success: { status: 204 },
      },
      async ({ identity, body, now }) => {
        const { user } = personOf(identity);
        await wishes.put(user.id, body);
        // whom a person wants to be reached by is theirs: the audit says that, not what
        await audit.record({
          time: now,
          who: nameOf(identity),
          action: 'wishes.change',
          subject: user.email,
          details: '',
        });
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/wishes/browsers',
        summary: 'Take push messages in this browser',
        roles: wishers,
        body: NewBrowser,
        success: { status: 204 },
      },
      async ({ identity, body, now }) => {
        const { user } = personOf(identity);
        if (!push.accepts(body.endpoint)) {
          const { host } = new URL(body.endpoint);
          throw new Refusal(400, `body.endpoint: ${host} is no known push service (notify.push.services)`);
        }
        await push.keeper.add(user.id, body, now);
        await audit.record({ time: now, who: nameOf(identity), action: 'push.add', subject: user.email, details: '' });
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/wishes/browsers/remove',
        summary: 'No longer take push messages in this browser',
        roles: wishers,
        body: GoneBrowser,
        success: { status: 204 },
      },
      async ({ identity, body, now }) => {
        const { user } = personOf(identity);
        if (!(await push.keeper.remove(body.endpoint, user.id))) {
          throw new Refusal(404, 'This browser takes no messages of yours');
        }
        await audit.record({
          time: now,
          who: nameOf(identity),
          action: 'push.remove',
          subject: user.email,
          details: '',
        });
        return { status: 204 };
      },
    ),
  ];

  /** Of the persons; receivers have their own names. */
  async function namesOf(addressees: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const names = new Map<string, string>();
    for (const id of new Set(addressees)) {
      if (id === '' || id.includes('/')) continue;
      const user = await accounts.user(id);
      if (user !== undefined) names.set(id, user.name);
    }
    return names;
  }
}

function shown(notice: domain.Notice, names: ReadonlyMap<string, string>, about: string): Notice {
  const { id, alert, transition, is, organisation, device, to, channel, why, digest, decidedAt, attempts } = notice;
  const { state, answer } = notice;
  return {
    id,
    alert,
    transition,
    is,
    organisation,
    device,
    ...(about !== '' && { about }),
    ...(to !== '' && { to: { id: to, name: names.get(to) ?? to } }),
    ...(channel !== undefined && { channel }),
    ...(why !== undefined && { why }),
    digest,
    decidedAt: new Date(decidedAt).toISOString(),
    state: state.is,
    at: new Date(state.at).toISOString(),
    attempts,
    ...(state.is === 'not sent' && { reason: state.reason }),
    ...(answer !== undefined && { answer }),
  };
}
