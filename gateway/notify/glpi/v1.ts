import { z } from 'zod';
import { DeliveryError } from '../../domain/error.ts';
import type { Helpdesk } from '../../domain/helpdesk.ts';
import { type Answer, asHtml, asText, createAsk, refused } from './ask.ts';
import { stateNumber, stateOf, urgency } from './states.ts';

const Session = z.object({ session_token: z.string().min(1) });
const Created = z.object({ id: z.coerce.number().int() });
const Read = z.object({ status: z.coerce.number().int(), date_mod: z.string().nullish() });
const FollowUps = z.array(
  z.object({ id: z.coerce.number().int(), content: z.string().nullish(), is_private: z.coerce.number().nullish() }),
);
/** of the search options of a ticket field 1 is its name, field 2 its id */
const Found = z.object({ data: z.array(z.object({ 1: z.string(), 2: z.coerce.number().int() })).default([]) });

/** GLPI 9.5 to 11 by its first API, `apirest.php`: a session that is opened again where GLPI has forgotten it. */
export function createGlpiV1(
  setting: { readonly url: string; readonly userToken: string; readonly appToken?: string },
  closing: AbortSignal,
): Helpdesk {
  const ask = createAsk(setting.url, closing);
  const app = setting.appToken === undefined ? {} : { 'App-Token': setting.appToken };
  let session: string | undefined;

  async function opened(): Promise<string> {
    if (session !== undefined) return session;
    const headers = { Authorization: `user_token ${setting.userToken}`, ...app };
    const answer = await ask('GET', '/initSession', { headers });
    session = parsed('initSession', answer, 200, Session).session_token;
    return session;
  }

  async function call(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer> {
    const send = async () => {
      const headers = { 'Session-Token': await opened(), ...app };
      return ask(method, path, { headers, ...(body !== undefined && { body }) });
    };
    const answer = await send();
    if (answer.status !== 401 && !isForgotten(answer)) return answer;
    session = undefined;
    return send();
  }

  async function post(what: string, input: object): Promise<number> {
    return parsed(what, await call('POST', `/${what}`, { input }), 201, Created).id;
  }

  return {
    async find(key) {
      const query = new URLSearchParams({
        ...{ 'criteria[0][field]': '1', 'criteria[0][searchtype]': 'contains', 'criteria[0][value]': `[${key}]` },
        ...{ 'forcedisplay[0]': '1', 'forcedisplay[1]': '2', range: '0-49' },
      });
      const answer = await call('GET', `/search/Ticket?${query}`);
      if (answer.status !== 200 && answer.status !== 206) throw refused('search', answer);
      const { data } = parsed('search', { ...answer, status: 200 }, 200, Found);
      return data.find(({ 1: name }) => name.endsWith(` [${key}]`))?.[2];
    },
    open: ({ title, kind, priority }, key, text) =>
      post('Ticket', {
        // whoever writes a title may not write a key
        name: `${title.replaceAll(/\[(VIGIE-\d+)\]/gi, '($1)')} [${key}]`,
        content: asHtml(text || title),
        urgency: urgency[priority],
        type: kind === 'incident' ? 1 : 2,
      }),
    async followUp(remote, text) {
      return post('ITILFollowup', { itemtype: 'Ticket', items_id: remote, content: asHtml(text), is_private: 0 });
    },
    async followUps(remote) {
      const query = new URLSearchParams({ range: '0-99', sort: 'id', order: 'DESC' });
      const answer = await call('GET', `/Ticket/${remote}/ITILFollowup?${query}`);
      if (answer.status !== 200 && answer.status !== 206) throw refused('ITILFollowup', answer);
      const found = parsed('ITILFollowup', { ...answer, status: 200 }, 200, FollowUps);
      return found
        .map(({ id, content, is_private }) => ({ id, text: asText(content ?? ''), isPrivate: is_private === 1 }))
        .sort((a, b) => a.id - b.id);
    },
    async solve(remote, text) {
      await post('ITILSolution', { itemtype: 'Ticket', items_id: remote, content: asHtml(text) });
    },
    async setState(remote, state) {
      const answer = await call('PUT', `/Ticket/${remote}`, { input: { status: stateNumber(state) } });
      if (answer.status !== 200) throw refused('Ticket', answer);
    },
    async read(remote) {
      const answer = await call('GET', `/Ticket/${remote}`);
      if (answer.status === 404) return undefined;
      const { status, date_mod } = parsed('Ticket', answer, 200, Read);
      const state = stateOf(status);
      return state && { state, changed: date_mod ?? undefined };
    },
  };
}

function isForgotten({ body }: Answer): boolean {
  return Array.isArray(body) && /^ERROR_SESSION_TOKEN_(INVALID|MISSING)$/.test(String(body[0]));
}

export function parsed<T>(what: string, answer: Answer, status: number, schema: z.ZodType<T>): T {
  if (answer.status !== status) throw refused(what, answer);
  const read = schema.safeParse(answer.body);
  if (read.success) return read.data;
  throw new DeliveryError(`GLPI, ${what}: an answer that is none of its API`, { retryable: true, status });
}
