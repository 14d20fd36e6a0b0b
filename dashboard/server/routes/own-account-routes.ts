import { z } from 'zod';
import type { AuditAction } from '../../../gateway/domain/audit.ts';
import type { SecurityKey as KeptKey } from '../../../gateway/domain/second-factor.ts';
import { Account, OtherSession, OwnPassword } from '../../contract/account.ts';
import { NewKey, Proof, RecoveryCodes, RegistrationBegun, type SecurityKey } from '../../contract/security-key.ts';
import type { List } from '../../contract/shared.ts';
import { nameOf, personOf } from '../identify.ts';
import { listSchema } from '../page.ts';
import { Refusal } from '../problem.ts';
import { keysOffered } from '../relying-party.ts';
import { people, staff } from '../roles.ts';
import { type Request, type Route, route } from '../route.ts';
import { createSecondFactor } from '../second-factor.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';
import { tooMany } from './session-routes.ts';

type Asked = Request & { readonly identity: NonNullable<Request['identity']> };

/** One's own account: password, other sessions, security keys. What outlives the session asks for the password again. */
export function ownAccountRoutes({ accounts, audit, territory }: ServerParts, sockets: () => Sockets): Route[] {
  const factors = accounts.secondFactors;
  const secondFactor = createSecondFactor(factors);
  return [
    route(
      {
        method: 'get',
        path: '/session/account',
        summary: 'One’s own account and its security keys',
        roles: people,
        success: { status: 200, schema: Account },
      },
      async ({ identity, origin }) => {
        const { user } = personOf(identity);
        const names = territory().organisations;
        const body: Account = {
          email: user.email,
          name: user.name,
          role: user.role,
          ...(identity.organisations === undefined
            ? {}
            : { organisations: identity.organisations.map((id) => ({ id, name: names.get(id)?.name ?? id })) }),
          createdAt: new Date(user.createdAt).toISOString(),
          keyRequired: user.keyRequired,
          keys: (await factors.keys(user.id)).map(asSecurityKey),
          codesLeft: await factors.codesLeft(user.id),
          keysOffered: keysOffered(origin),
        };
        return { status: 200, body };
      },
    ),
    route(
      {
        method: 'put',
        path: '/session/password',
        summary: 'Change one’s own password; ends one’s other sessions',
        roles: people,
        body: OwnPassword,
        success: { status: 204 },
      },
      async (request) => {
        const { user, session } = await proven(request, request.body.current);
        await accounts.setPassword(user.id, request.body.password, { keep: session });
        sockets().end({ user: user.id, but: session });
        await record(request, 'account.password');
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'get',
        path: '/session/others',
        summary: 'One’s other open sessions, the last used first',
        roles: people,
        success: { status: 200, schema: listSchema(OtherSession) },
      },
      async ({ identity, now }) => {
        const { user, session } = personOf(identity);
        const others = await accounts.otherSessions(user.id, session, now);
        const items = others.map(({ createdAt, seenAt }) => ({
          createdAt: new Date(createdAt).toISOString(),
          seenAt: new Date(seenAt).toISOString(),
        }));
        // never more than fifty: one page
        return { status: 200, body: { items, next: null } satisfies List<OtherSession> };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/session/others',
        summary: 'End one’s other sessions',
        roles: people,
        success: { status: 204 },
      },
      async (request) => {
        const { user, session } = personOf(request.identity);
        await accounts.endOtherSessions(user.id, session);
        sockets().end({ user: user.id, but: session });
        await record(request, 'account.sessions');
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/session/keys/challenge',
        summary: 'Begin to register a security key, with one’s password again',
        roles: staff,
        body: Proof,
        success: { status: 200, schema: RegistrationBegun },
      },
      async (request) => {
        const { user } = await proven(request, request.body.password);
        return { status: 200, body: await secondFactor.begin(user, request.origin, request.now) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/session/keys',
        summary: 'Register the security key that answered; signing in asks for it from now on',
        roles: staff,
        body: NewKey,
        success: { status: 204 },
      },
      async (request) => {
        const { user } = personOf(request.identity);
        if (!(await secondFactor.add(user, request.body, request.origin, request.now))) {
          throw new Refusal(400, 'The key did not answer this registration, or too late: begin again');
        }
        await record(request, 'key.add', request.body.name);
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/session/keys/:id/remove',
        summary: 'Take a security key back, with one’s password again',
        roles: people,
        params: z.object({ id: z.string().max(1_400) }),
        body: Proof,
        success: { status: 204 },
      },
      async (request) => {
        const { user } = await proven(request, request.body.password);
        const key = (await factors.keys(user.id)).find(({ id }) => id === request.params.id);
        if (key === undefined) throw new Refusal(404, `You have no key "${request.params.id.slice(0, 80)}"`);
        await factors.removeKey(user.id, key.id);
        await record(request, 'key.remove', key.name);
        return { status: 204 };
      },
    ),
    route(
      {
        method: 'post',
        path: '/session/recovery-codes',
        summary: 'Ten new codes that each stand in for a key once, shown this once; earlier ones end',
        roles: people,
        body: Proof,
        success: { status: 201, schema: RecoveryCodes },
      },
      async (request) => {
        const { user } = await proven(request, request.body.password);
        if (user.keys === 0) throw new Refusal(409, 'Register a security key first: codes stand in for it');
        const codes = await factors.newCodes(user.id);
        await record(request, 'codes.make');
        return { status: 201, body: { codes } satisfies RecoveryCodes };
      },
    ),
  ];

  /** The person, once their password was right. */
  async function proven({ identity, address, now }: Asked, password: string) {
    const person = personOf(identity);
    const proof = await accounts.proves(person.user.id, { password, address }, now);
    if ('retryAt' in proof) throw tooMany(proof, now);
    if (!proof.ok) throw new Refusal(403, 'Your password is not right');
    return person;
  }

  async function record({ identity, now }: Asked, action: AuditAction, details = ''): Promise<void> {
    const { user } = personOf(identity);
    await audit.record({ time: now, who: nameOf(identity), action, subject: user.email, details });
  }
}

function asSecurityKey({ id, name, createdAt, lastUsedAt }: KeptKey): SecurityKey {
  return {
    id,
    name,
    createdAt: new Date(createdAt).toISOString(),
    lastUsedAt: lastUsedAt === undefined ? null : new Date(lastUsedAt).toISOString(),
  };
}
