import type { Linked } from '../../../gateway/domain/link.ts';
import { LinkHolder, LinkShown, LinkUse, Lost, LostHelp } from '../../contract/account.ts';
import type { LostPasswords } from '../lost-passwords.ts';
import { Refusal } from '../problem.ts';
import { openRoute, type Route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';
import type { Sockets } from '../sockets.ts';
import { tooMany } from './session-routes.ts';

/** For those who cannot sign in: a link for a lost password, and what a link lets one do. Secrets come in the body, never in a path. */
export function linkRoutes(parts: ServerParts, sockets: () => Sockets, lost: () => LostPasswords): Route[] {
  const { accounts, audit, config, mail } = parts;
  const help: LostHelp = {
    by: mail === undefined ? 'hand' : 'mail',
    ...(config.contact === undefined ? {} : { contact: config.contact }),
  };
  return [
    openRoute(
      {
        method: 'get',
        path: '/session/lost',
        summary: 'How one gets a new password here',
        success: { status: 200, schema: LostHelp },
      },
      () => ({ status: 200, body: help }),
    ),
    openRoute(
      {
        method: 'post',
        path: '/session/lost',
        summary: 'Ask for a link to choose a new password; the answer is the same whether the address has an account',
        body: Lost,
        success: { status: 200, schema: LostHelp },
      },
      async ({ body: { email }, address, now }) => {
        const asked = await accounts.links.asked(email, address, now);
        if (!asked.ok) throw tooMany(asked, now);
        lost().ask(email, now);
        return { status: 200, body: help };
      },
    ),
    openRoute(
      {
        method: 'post',
        path: '/session/link',
        summary: 'Whom an invitation’s or a lost password’s link is for; does not use it',
        body: LinkShown,
        success: { status: 200, schema: LinkHolder },
      },
      async ({ body: { link }, address, now }) => ({
        status: 200,
        body: asHolder(await accounts.links.look({ secret: link, address }, now), now),
      }),
    ),
    openRoute(
      {
        method: 'post',
        path: '/session/link/use',
        summary: 'Choose a password by a link, which works once; ends the person’s sessions',
        body: LinkUse,
        success: { status: 200, schema: LinkHolder },
      },
      async ({ body: { link, password }, address, now }) => {
        const used = await accounts.links.use({ secret: link, address }, password, now);
        const holder = asHolder(used, now);
        if (used.ok) sockets().end({ user: used.user.id, but: undefined });
        const action = holder.purpose === 'invitation' ? 'account.activate' : 'account.reset';
        await audit.record({ time: now, who: holder.email, action, subject: holder.email, details: '' });
        return { status: 200, body: holder };
      },
    ),
  ];
}

function asHolder(linked: Linked, now: number): LinkHolder {
  if (linked.ok) {
    const { user, purpose, expiresAt } = linked;
    return { purpose, email: user.email, name: user.name, expiresAt: new Date(expiresAt).toISOString() };
  }
  if (linked.reason === 'throttled') throw tooMany(linked, now);
  throw new Refusal(410, 'This link was used, replaced, or is too old: ask for another');
}
