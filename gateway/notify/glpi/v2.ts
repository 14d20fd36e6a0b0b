import { z } from 'zod';
import type { Helpdesk } from '../../domain/helpdesk.ts';
import { type Answer, asHtml, asText, createAsk, refused } from './ask.ts';
import { stateNumber, stateOf, urgency } from './states.ts';
import { parsed } from './v1.ts';

const Token = z.object({ access_token: z.string().min(1) });
const Created = z.object({ id: z.coerce.number().int() });
const Read = z.object({ status: z.object({ id: z.coerce.number().int() }), date_mod: z.string().nullish() });
const FollowUp = z.object({
  id: z.coerce.number().int(),
  content: z.string().nullish(),
  is_private: z.union([z.boolean(), z.number()]).nullish(),
});
/** public notes disagree whether an entry of a timeline is bare or under `item` */
const FollowUps = z.array(z.union([FollowUp, z.object({ item: FollowUp }).transform(({ item }) => item)]));
const Found = z.array(z.object({ id: z.coerce.number().int() }));

/** GLPI 11 by its second API, `/api.php/v2`: a bearer token, asked for again on 401. Our key is its `external_id`. */
export function createGlpiV2(
  setting: {
    /** up to `/api.php` */
    readonly url: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly user: string;
    readonly password: string;
  },
  closing: AbortSignal,
): Helpdesk {
  const ask = createAsk(setting.url, closing);
  let token: string | undefined;

  async function opened(): Promise<string> {
    if (token !== undefined) return token;
    const { clientId: client_id, clientSecret: client_secret, user: username, password } = setting;
    const body = { grant_type: 'password', client_id, client_secret, username, password, scope: 'api' };
    token = parsed('token', await ask('POST', '/token', { body }), 200, Token).access_token;
    return token;
  }

  async function call(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown): Promise<Answer> {
    const send = async () => {
      const headers = { Authorization: `Bearer ${await opened()}` };
      return ask(method, `/v2/Assistance/Ticket${path}`, { headers, ...(body !== undefined && { body }) });
    };
    const answer = await send();
    if (answer.status !== 401) return answer;
    token = undefined;
    return send();
  }

  async function timeline(remote: number, type: 'Followup' | 'Solution', body: object): Promise<number> {
    const answer = await call('POST', `/${remote}/Timeline/${type}`, body);
    if (answer.status !== 200 && answer.status !== 201) throw refused(type, answer);
    return parsed(type, { ...answer, status: 201 }, 201, Created).id;
  }

  return {
    async find(key) {
      const answer = await call('GET', `?${new URLSearchParams({ filter: `external_id==${key}` })}`);
      if (answer.status !== 200 && answer.status !== 206) throw refused('search', answer);
      return parsed('search', { ...answer, status: 200 }, 200, Found)[0]?.id;
    },
    async open({ title, kind, priority }, key, text) {
      const body = { name: title, content: asHtml(text || title), external_id: key };
      const more = { urgency: urgency[priority], type: kind === 'incident' ? 1 : 2 };
      return parsed('Ticket', await call('POST', '', { ...body, ...more }), 201, Created).id;
    },
    followUp: (remote, text) => timeline(remote, 'Followup', { content: asHtml(text), is_private: false }),
    async followUps(remote) {
      const answer = await call('GET', `/${remote}/Timeline/Followup`);
      if (answer.status !== 200 && answer.status !== 206) throw refused('Followup', answer);
      const found = parsed('Followup', { ...answer, status: 200 }, 200, FollowUps);
      return found
        .map(({ id, content, is_private }) => ({ id, text: asText(content ?? ''), isPrivate: Boolean(is_private) }))
        .sort((a, b) => a.id - b.id)
        .slice(-100);
    },
    async solve(remote, text) {
      await timeline(remote, 'Solution', { content: asHtml(text) });
    },
    async setState(remote, state) {
      const answer = await call('PATCH', `/${remote}`, { status: { id: stateNumber(state) } });
      if (answer.status !== 200) throw refused('Ticket', answer);
    },
    async read(remote) {
      const answer = await call('GET', `/${remote}`);
      if (answer.status === 404) return undefined;
      const { status, date_mod } = parsed('Ticket', answer, 200, Read);
      const state = stateOf(status.id);
      return state && { state, changed: date_mod ?? undefined };
    },
  };
}
