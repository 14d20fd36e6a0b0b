import type { Identity, SignedIn, Throttled } from '../../../gateway/domain/account.ts';
import { Session, SignIn } from '../../contract/session.ts';
import { cookieName, nameOf } from '../identify.ts';
import { Refusal } from '../problem.ts';
import { openRoute, type Route, route } from '../route.ts';
import { createSecondFactor } from '../second-factor.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';

const cookieSeconds = { user: 30 * 86_400, token: 365 * 86_400 };

/** Sign in, sign out, who am I. */
export function sessionRoutes({ accounts, audit, config }: ServerParts, sockets: () => Sockets): Route[] {
  const secondFactor = createSecondFactor(accounts.secondFactors);
  return [
    openRoute(
      {
        method: 'post',
        path: '/session',
        summary:
          'Sign in with mail address and password, or with a token. 401 with `secondFactor` asks for a security key too: answer with its ticket',
        body: SignIn,
        success: { status: 204 },
      },
      async ({ body, address, secure, origin, now }) => {
        const { signedIn, by } = await signInBy(body, address, origin, now);
        if (!signedIn.ok) {
          if (signedIn.reason === 'throttled') throw tooMany(signedIn, now);
          if (signedIn.reason === 'wrong') throw new Refusal(401, 'The mail address, password or token is not right');
          const asked = await secondFactor.ask(signedIn.user, origin, now);
          throw new Refusal(401, 'This account asks for its security key as well', {}, { secondFactor: asked });
        }
        const { identity, secret } = signedIn;
        await audit.record({ time: now, who: nameOf(identity), action: 'session.open', subject: '', details: by });
        return { status: 204, headers: { 'Set-Cookie': cookie(secret, cookieSeconds[identity.is], secure) } };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/session',
        summary: 'Sign out',
        roles: 'signed in',
        success: { status: 204 },
      },
      async ({ identity, secure }) => {
        if (identity.session !== undefined) {
          await accounts.signOut(identity.session);
          sockets().end({ session: identity.session });
        }
        return { status: 204, headers: { 'Set-Cookie': cookie('', 0, secure) } };
      },
    ),
    route(
      {
        method: 'get',
        path: '/session',
        summary: 'Who am I, what may I',
        roles: 'signed in',
        success: { status: 200, schema: Session },
      },
      ({ identity, now }) => ({ status: 200, body: sessionOf(identity, now) }),
    ),
  ];

  async function signInBy(
    body: SignIn,
    address: string,
    origin: string,
    now: number,
  ): Promise<{ signedIn: SignedIn; by: string }> {
    if ('token' in body) return { signedIn: await accounts.signInWithToken({ ...body, address }, now), by: '' };
    if ('email' in body) return { signedIn: await accounts.signIn({ ...body, address }, now), by: '' };
    const shown = await secondFactor.check(body, origin, now);
    if (shown === undefined) throw new Refusal(401, 'The key or the code is not right: sign in again');
    return { signedIn: await accounts.signInWithKey(shown.user, address, now), by: shown.by };
  }

  function sessionOf(identity: Identity, now: number): Session {
    return {
      role: identity.role,
      ...(identity.is === 'user'
        ? { name: identity.user.name, email: identity.user.email }
        : { name: identity.token.name }),
      ...(identity.organisations === undefined ? {} : { organisations: [...identity.organisations] }),
      demo: config.demo,
      version: config.version,
      time: new Date(now).toISOString(),
    };
  }

  /** Secure where the browser came by https, seen here or through the proxy that is trusted. */
  function cookie(value: string, seconds: number, secure: boolean): string {
    return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
  }
}

/** When one may come again. */
export function tooMany({ retryAt }: Throttled, now: number): Refusal {
  const seconds = Math.max(1, Math.ceil((retryAt - now) / 1000));
  return new Refusal(429, `Too many attempts: try again in ${Math.ceil(seconds / 60)} min`, {
    'Retry-After': String(seconds),
  });
}
