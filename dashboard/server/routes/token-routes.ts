import { z } from 'zod';
import type * as domain from '../../../gateway/domain/account.ts';
import { NewOwnToken } from '../../contract/account.ts';
import { IssuedToken, NewToken, Token } from '../../contract/users.ts';
import { nameOf, personOf } from '../identify.ts';
import { cutPage, IdPage, listSchema } from '../page.ts';
import { Refusal } from '../problem.ts';
import { administrators, ownTokenMakers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { mustKnow } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';
import { IdParams } from './territory-routes.ts';

/** Keys of scripts and screens: all of them for administrators, and those that one makes for oneself. */
export function tokenRoutes({ accounts, audit, territory }: ServerParts, sockets: () => Sockets): Route[] {
  const everybodys = { roles: administrators } as const;
  const own = { roles: ownTokenMakers } as const;
  return [
    route(
      {
        ...everybodys,
        method: 'get',
        path: '/tokens',
        summary: 'Keys of scripts and screens',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Token) },
      },
      async ({ query }) => {
        const page = await cutPage(accounts.tokens, query, (token) => token);
        const owners = new Map<string, string>();
        for (const { owner } of page.items) {
          if (owner !== undefined && !owners.has(owner))
            owners.set(owner, (await accounts.user(owner))?.email ?? owner);
        }
        return { status: 200, body: { ...page, items: page.items.map((token) => asToken(token, owners)) } };
      },
    ),
    route(
      {
        ...everybodys,
        method: 'post',
        path: '/tokens',
        summary: 'Make a key; it is shown this once',
        body: NewToken,
        success: { status: 201, schema: IssuedToken },
      },
      ({ identity, body, now }) => add(identity, body, now),
    ),
    route(
      {
        ...everybodys,
        method: 'delete',
        path: '/tokens/:id',
        summary: 'Take a key back; ends its sessions',
        params: IdParams,
        success: { status: 204 },
      },
      ({ identity, params, now }) => remove(identity, params.id, now),
    ),
    route(
      {
        ...own,
        method: 'get',
        path: '/session/tokens',
        summary: 'Keys that one made for oneself',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Token) },
      },
      async ({ identity, query }) => {
        const owner = personOf(identity).user.id;
        const list = (page: { limit: number; after?: string }) => accounts.tokens({ ...page, owner });
        return { status: 200, body: await cutPage(list, query, (token) => asToken(token)) };
      },
    ),
    route(
      {
        ...own,
        method: 'post',
        path: '/session/tokens',
        summary:
          'Make a key for oneself, of one’s own role or a screen’s; it is shown this once and ends with the account',
        body: NewOwnToken,
        success: { status: 201, schema: IssuedToken },
      },
      ({ identity, body, now }) => {
        const { user } = personOf(identity);
        const foreign = identity.organisations !== undefined && body.organisation !== undefined;
        if (foreign && !user.organisations.includes(body.organisation ?? '')) {
          throw new Refusal(404, `There is no organisation "${body.organisation}"`);
        }
        return add(identity, body, now, user.id);
      },
    ),
    route(
      {
        ...own,
        method: 'delete',
        path: '/session/tokens/:id',
        summary: 'Take a key of one’s own back; ends its sessions',
        params: IdParams,
        success: { status: 204 },
      },
      ({ identity, params, now }) => remove(identity, params.id, now, personOf(identity).user.id),
    ),
  ];

  async function add(
    identity: domain.Identity,
    { name, role, organisation }: z.infer<typeof NewToken>,
    time: number,
    owner?: string,
  ) {
    if (organisation !== undefined) mustKnow(territory(), [organisation]);
    if ((role === 'responsable' || role === 'agent') && organisation === undefined) {
      throw new Refusal(400, `body.organisation: a token of the role ${role} needs one`);
    }
    const rights = {
      name,
      role,
      ...(organisation === undefined ? {} : { organisation }),
      ...(owner === undefined ? {} : { owner }),
    };
    const issued = await accounts.addToken(rights, time);
    const details = `${name}: ${role} ${organisation ?? ''}`;
    await audit.record({ time, who: nameOf(identity), action: 'token.add', subject: issued.id, details });
    return { status: 201, body: issued satisfies IssuedToken };
  }

  async function remove(identity: domain.Identity, id: string, time: number, owner?: string) {
    if (!(await accounts.removeToken(id, owner))) throw new Refusal(404, `There is no token "${id}"`);
    sockets().end({ token: id });
    await audit.record({ time, who: nameOf(identity), action: 'token.remove', subject: id, details: '' });
    return { status: 204 };
  }
}

function asToken(token: domain.Token, owners?: ReadonlyMap<string, string>): Token {
  const { id, name, role, organisation, owner, createdAt, lastUsedAt } = token;
  return {
    id,
    name,
    role,
    ...(organisation === undefined ? {} : { organisation }),
    ...(owner === undefined || owners === undefined ? {} : { owner: owners.get(owner) ?? owner }),
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === undefined ? null : new Date(lastUsedAt).toISOString(),
  };
}
