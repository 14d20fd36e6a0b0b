import { z } from 'zod';
import type * as domain from '../../../gateway/domain/account.ts';
import type { AuditEntry } from '../../../gateway/domain/audit.ts';
import {
  AuditLine,
  IssuedToken,
  NewToken,
  NewUser,
  PasswordChange,
  Token,
  User,
  UserChange,
} from '../../contract/http.ts';
import { nameOf } from '../identify.ts';
import { cutPage, IdPage, listOf, listSchema, NumberPage } from '../page.ts';
import { Refusal } from '../problem.ts';
import { administrators } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';
import { IdParams } from './territory-routes.ts';

/** People, tokens and the audit. A change ends what the person or the token had open, at once. */
export function accountRoutes({ accounts, audit, territory }: ServerParts, sockets: () => Sockets): Route[] {
  const common = { roles: administrators } as const;
  return [
    route(
      {
        ...common,
        method: 'get',
        path: '/audit',
        summary: 'Who did what, newest first',
        query: z.strictObject(NumberPage),
        success: { status: 200, schema: listSchema(AuditLine) },
      },
      async ({ query: { limit = 100, cursor } }) => ({
        status: 200,
        body: listOf(await audit.list({ limit, ...(cursor === undefined ? {} : { before: cursor }) }), asAuditLine),
      }),
    ),
    route(
      {
        ...common,
        method: 'get',
        path: '/users',
        summary: 'People with an account',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(User) },
      },
      async ({ query }) => ({ status: 200, body: await cutPage(accounts.users, query, asUser) }),
    ),
    route(
      {
        ...common,
        method: 'post',
        path: '/users',
        summary: 'Open an account',
        body: NewUser,
        success: { status: 201, schema: User },
      },
      async ({ identity, body, now }) => {
        mustKnow(body.organisations);
        const user = await accounts.addUser(body, now);
        await record(identity, now, 'user.add', user.email, `${user.role} ${user.organisations.join(' ')}`);
        return { status: 201, body: asUser(user) };
      },
    ),
    route(
      {
        ...common,
        method: 'patch',
        path: '/users/:id',
        summary: 'Change what a person may; ends their sessions',
        params: IdParams,
        body: UserChange,
        success: { status: 200, schema: User },
      },
      async ({ identity, params, body: { role, organisations, disabled }, now }) => {
        if (organisations !== undefined) mustKnow(organisations);
        const user = await accounts.changeUser(params.id, {
          ...(role === undefined ? {} : { role }),
          ...(organisations === undefined ? {} : { organisations }),
          ...(disabled === undefined ? {} : { disabled }),
        });
        if (user === undefined) throw new Refusal(404, `There is no account "${params.id}"`);
        sockets().end({ user: user.id });
        await record(identity, now, 'user.change', user.email, JSON.stringify({ role, organisations, disabled }));
        return { status: 200, body: asUser(user) };
      },
    ),
    route(
      {
        ...common,
        method: 'put',
        path: '/users/:id/password',
        summary: 'Give a person a new password; ends their sessions',
        params: IdParams,
        body: PasswordChange,
        success: { status: 204 },
      },
      async ({ identity, params, body, now }) => {
        await accounts.setPassword(params.id, body.password);
        sockets().end({ user: params.id });
        await record(identity, now, 'user.password', params.id, '');
        return { status: 204 };
      },
    ),
    route(
      {
        ...common,
        method: 'get',
        path: '/tokens',
        summary: 'Keys of scripts and screens',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(Token) },
      },
      async ({ query }) => ({ status: 200, body: await cutPage(accounts.tokens, query, asToken) }),
    ),
    route(
      {
        ...common,
        method: 'post',
        path: '/tokens',
        summary: 'Make a key; it is shown this once',
        body: NewToken,
        success: { status: 201, schema: IssuedToken },
      },
      async ({ identity, body: { name, role, organisation }, now }) => {
        if (organisation !== undefined) mustKnow([organisation]);
        if ((role === 'responsable' || role === 'agent') && organisation === undefined) {
          throw new Refusal(400, `body.organisation: a token of the role ${role} needs one`);
        }
        const rights = { name, role, ...(organisation === undefined ? {} : { organisation }) };
        const issued = await accounts.addToken(rights, now);
        await record(identity, now, 'token.add', issued.id, `${name}: ${role} ${organisation ?? ''}`);
        return { status: 201, body: issued satisfies IssuedToken };
      },
    ),
    route(
      {
        ...common,
        method: 'delete',
        path: '/tokens/:id',
        summary: 'Take a key back; ends its sessions',
        params: IdParams,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        if (!(await accounts.removeToken(params.id))) throw new Refusal(404, `There is no token "${params.id}"`);
        sockets().end({ token: params.id });
        await record(identity, now, 'token.remove', params.id, '');
        return { status: 204 };
      },
    ),
  ];

  function mustKnow(organisations: readonly string[]): void {
    const known = territory().organisations;
    const unknown = organisations.find((id) => !known.has(id));
    if (unknown !== undefined) throw new Refusal(404, `There is no organisation "${unknown}"`);
  }

  async function record(identity: domain.Identity, time: number, action: string, subject: string, details: string) {
    await audit.record({ time, who: nameOf(identity), action, subject, details });
  }
}

function asUser({ id, email, name, role, organisations, disabled, createdAt }: domain.User): User {
  return {
    id,
    email,
    name,
    role,
    organisations: [...organisations],
    disabled,
    createdAt: new Date(createdAt).toISOString(),
  };
}

function asToken({ id, name, role, organisation, createdAt, lastUsedAt }: domain.Token): Token {
  return {
    id,
    name,
    role,
    ...(organisation === undefined ? {} : { organisation }),
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === undefined ? null : new Date(lastUsedAt).toISOString(),
  };
}

function asAuditLine({ id, time, who, action, subject, details }: AuditEntry & { readonly id: number }): AuditLine {
  return { id, time: new Date(time).toISOString(), who, action, subject, details };
}
