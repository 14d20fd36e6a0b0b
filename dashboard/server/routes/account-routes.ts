import { z } from 'zod';
import type * as domain from '../../../gateway/domain/account.ts';
import { type AuditAction, erasedPerson } from '../../../gateway/domain/audit.ts';
import type { LinkPurpose } from '../../../gateway/domain/link.ts';
import type { KeptMail } from '../../../gateway/domain/mail.ts';
import { AddedUser, LinkIssued, LinkOrder, NewUser, PasswordChange, User, UserChange } from '../../contract/users.ts';
import { nameOf } from '../identify.ts';
import { letterTo, linkAddress } from '../letters.ts';
import { progressOf } from '../mail-progress.ts';
import { cutPage, IdPage, listSchema } from '../page.ts';
import { Refusal } from '../problem.ts';
import { keysOffered } from '../relying-party.ts';
import { administrators } from '../roles.ts';
import { type Request, type Route, route } from '../route.ts';
import { mustKnow } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';
import { IdParams } from './territory-routes.ts';

type Asked = Request & { readonly identity: domain.Identity };

/** People. A change ends what the person had open, at once. */
export function accountRoutes({ accounts, audit, mail, territory }: ServerParts, sockets: () => Sockets): Route[] {
  const common = { roles: administrators } as const;
  return [
    route(
      {
        ...common,
        method: 'get',
        path: '/users',
        summary: 'People with an account',
        query: z.strictObject(IdPage),
        success: { status: 200, schema: listSchema(User) },
      },
      async ({ query }) => {
        const page = await cutPage(accounts.users, query, (user) => user);
        const mails = (await mail?.newestOf(page.items.map(({ id }) => id))) ?? new Map<string, KeptMail>();
        return { status: 200, body: { ...page, items: page.items.map((user) => asUser(user, mails.get(user.id))) } };
      },
    ),
    route(
      {
        ...common,
        method: 'post',
        path: '/users',
        summary:
          'Open an account; without a password the person is invited, by mail or by a link that is shown this once',
        body: NewUser,
        success: { status: 201, schema: AddedUser },
      },
      async (request) => {
        const { identity, body, now } = request;
        mustKnow(territory(), body.organisations);
        const { password, ...rest } = body;
        const user = await accounts.addUser({ ...rest, ...(password === undefined ? {} : { password }) }, now);
        await record(identity, now, 'user.add', user.email, `${user.role} ${user.organisations.join(' ')}`);
        if (password !== undefined) return { status: 201, body: asUser(user) };
        const invitation = await sendLink(request, user, mail === undefined ? 'hand' : 'mail');
        return { status: 201, body: { ...asUser(user), invitation } satisfies AddedUser };
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
      async ({ identity, params, body: { role, organisations, disabled, keyRequired }, origin, now }) => {
        if (organisations !== undefined) mustKnow(territory(), organisations);
        if (keyRequired === true && !keysOffered(origin).offered) {
          throw new Refusal(400, 'body.keyRequired: keys need Vigie under a host name with https (http.publicUrl)');
        }
        const user = await accounts.changeUser(params.id, {
          ...(role === undefined ? {} : { role }),
          ...(organisations === undefined ? {} : { organisations }),
          ...(disabled === undefined ? {} : { disabled }),
          ...(keyRequired === undefined ? {} : { keyRequired }),
        });
        if (user === undefined) throw new Refusal(404, `There is no account "${params.id}"`);
        sockets().end({ user: user.id });
        const details = JSON.stringify({ role, organisations, disabled, keyRequired });
        await record(identity, now, 'user.change', user.email, details);
        return { status: 200, body: asUser(user) };
      },
    ),
    route(
      {
        ...common,
        method: 'delete',
        path: '/users/:id',
        summary: 'Erase a person: account, sessions, keys, tokens, mails; the audit keeps the deeds without the name',
        params: IdParams,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const user = await accounts.removeUser(params.id);
        if (user === undefined) throw new Refusal(404, `There is no account "${params.id}"`);
        sockets().end({ user: user.id });
        const who = nameOf(identity) === user.email ? erasedPerson : nameOf(identity);
        await audit.record({ time: now, who, action: 'user.remove', subject: erasedPerson, details: user.role });
        return { status: 204 };
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
        method: 'post',
        path: '/users/:id/link',
        summary:
          'A link to choose a password: seven days for an invitation, else one hour; by hand it is shown this once',
        params: IdParams,
        body: LinkOrder,
        success: { status: 200, schema: LinkIssued },
      },
      async (request) => {
        const user = await accounts.user(request.params.id);
        if (user === undefined) throw new Refusal(404, `There is no account "${request.params.id}"`);
        if (user.disabled) throw new Refusal(409, `${user.email} is disabled: enable the account first`);
        return { status: 200, body: await sendLink(request, user, request.body.by) };
      },
    ),
    route(
      {
        ...common,
        method: 'delete',
        path: '/users/:id/keys',
        summary: 'Take away a person’s security keys and codes, when all are lost; ends their sessions',
        params: IdParams,
        success: { status: 204 },
      },
      async ({ identity, params, now }) => {
        const user = await accounts.user(params.id);
        if (user === undefined) throw new Refusal(404, `There is no account "${params.id}"`);
        const removed = await accounts.secondFactors.clear(user.id);
        await accounts.endOtherSessions(user.id, '');
        sockets().end({ user: user.id });
        await record(identity, now, 'user.keys', user.email, `${removed} removed`);
        return { status: 204 };
      },
    ),
  ];

  async function sendLink(
    { identity, origin, now }: Asked,
    user: domain.User,
    by: LinkOrder['by'],
  ): Promise<LinkIssued> {
    const purpose: LinkPurpose = user.pending ? 'invitation' : 'reset';
    if (by === 'mail') {
      if (mail === undefined)
        throw new Refusal(409, 'No mail server is configured (notify.smtp): hand the link over yourself');
      await mail.post(letterTo(user, purpose, now));
    }
    const secret = by === 'hand' ? await accounts.links.issue(user.id, purpose, now) : undefined;
    await record(identity, now, 'user.link', user.email, `${purpose} by ${by}`);
    return { by, ...(secret === undefined ? {} : { link: linkAddress(origin, purpose, secret) }) };
  }

  async function record(
    identity: domain.Identity,
    time: number,
    action: AuditAction,
    subject: string,
    details: string,
  ) {
    await audit.record({ time, who: nameOf(identity), action, subject, details });
  }
}

function asUser(user: domain.User, mail?: KeptMail): User {
  const { id, email, name, role, organisations, disabled, pending, keyRequired, keys, createdAt } = user;
  return {
    id,
    email,
    name,
    role,
    organisations: [...organisations],
    disabled,
    pending,
    keyRequired,
    keys,
    ...(mail === undefined ? {} : { mail: progressOf(mail) }),
    createdAt: new Date(createdAt).toISOString(),
  };
}
