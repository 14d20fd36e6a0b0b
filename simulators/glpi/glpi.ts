import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';

/** A ticket as the simulated GLPI keeps it. */
export interface SimulatedTicket {
  readonly id: number;
  name: string;
  content: string;
  status: number;
  urgency: number;
  type: number;
  external_id: string | null;
  readonly followups: SimulatedFollowUp[];
  readonly solutions: string[];
  /** `YYYY-MM-DD hh:mm:ss`, as GLPI keeps it */
  date_mod: string;
}

export interface SimulatedFollowUp {
  readonly id: number;
  readonly content: string;
  readonly is_private: number;
}

/**
 * A GLPI 10 (`/apirest.php`) and 11 (`/api.php`) in one, as its documentation describes both; secrets are fixed. It can be
 * told to break down, or to do what it is asked and lose its answer.
 */
export async function startGlpi(): Promise<
  AsyncDisposable & {
    readonly url: string;
    readonly tickets: Map<number, SimulatedTicket>;
    trouble: 'none' | 'down' | 'answer lost';
    forget(): void;
    /** Somebody writes a follow-up there. */
    write(ticket: number, content: string, isPrivate?: boolean): void;
    /** Somebody changes its state there. */
    move(ticket: number, status: number): void;
    readonly opened: () => number;
    readonly asked: () => number;
  }
> {
  const tickets = new Map<number, SimulatedTicket>();
  const sessions = new Set<string>();
  let logins = 0;
  let asked = 0;
  let followUps = 0;
  const server = createServer((request, response) => {
    asked++;
    const send = (status: number, body: unknown) => {
      if (glpi.trouble === 'answer lost') {
        request.socket.destroy();
        return;
      }
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    if (glpi.trouble === 'down') {
      response.writeHead(503).end('maintenance');
      return;
    }
    read(request).then(
      (body) => {
        const url = new URL(request.url ?? '/', 'http://glpi');
        const [status, answer] = url.pathname.startsWith('/apirest.php/')
          ? v1(request, url, body)
          : v2(request, url, body);
        send(status, answer);
      },
      () => send(400, ['ERROR_JSON_PAYLOAD_INVALID', '']),
    );
  });

  function login(): string {
    const token = `t${++logins}`;
    sessions.add(token);
    return token;
  }
  function add(some: Partial<SimulatedTicket>): SimulatedTicket {
    const id = tickets.size + 1;
    const usual = { name: '', content: '', status: 1, urgency: 3, type: 1, external_id: null };
    const ticket = { ...usual, ...some, id, followups: [], solutions: [], date_mod: moment() };
    tickets.set(id, ticket);
    return ticket;
  }
  function follow(ticket: SimulatedTicket, content: string, is_private: number): number {
    const id = ++followUps;
    ticket.followups.push({ id, content, is_private });
    ticket.date_mod = moment();
    return id;
  }
  function move(ticket: SimulatedTicket, status: number): void {
    ticket.status = status;
    ticket.date_mod = moment();
  }

  function v1(request: IncomingMessage, url: URL, body: Fields): [number, unknown] {
    const path = url.pathname.slice('/apirest.php'.length);
    if (request.headers['app-token'] !== 'app') return [400, ['ERROR_APP_TOKEN_PARAMETERS_MISSING', '']];
    if (path === '/initSession') {
      const isRight = request.headers.authorization === 'user_token user';
      return isRight ? [200, { session_token: login() }] : [401, ['ERROR_GLPI_LOGIN_USER_TOKEN', '']];
    }
    if (!sessions.has(String(request.headers['session-token']))) return [401, ['ERROR_SESSION_TOKEN_INVALID', '']];
    const input = fieldsOf(body.input);
    const call = `${request.method} ${path.replace(/\d+/, ':id')}`;
    const ticket = tickets.get(Number(/\d+/.exec(path)?.[0] ?? input.items_id));
    if (call === 'POST /Ticket') {
      const { name, content, urgency, type } = input;
      const made = add({ name: String(name), content: String(content), urgency: Number(urgency), type: Number(type) });
      return [201, { id: made.id, message: '' }];
    }
    if (call === 'GET /search/Ticket') {
      const wanted = url.searchParams.get('criteria[0][value]') ?? '';
      const found = [...tickets.values()].filter(({ name }) => name.includes(wanted));
      return [
        200,
        { totalcount: found.length, count: found.length, data: found.map(({ id, name }) => ({ 1: name, 2: id })) },
      ];
    }
    if (ticket === undefined) return [404, ['ERROR_ITEM_NOT_FOUND', '']];
    if (call === 'GET /Ticket/:id') return [200, { ...ticket, followups: undefined, solutions: undefined }];
    if (call === 'GET /Ticket/:id/ITILFollowup') {
      // the marks of its HTML are entities in this API
      const marked = (text: string) => text.replaceAll('&', '&#38;').replaceAll('<', '&#60;').replaceAll('>', '&#62;');
      const newest = ticket.followups.toReversed().slice(0, 100);
      return [200, newest.map((one) => ({ ...one, content: marked(one.content) }))];
    }
    if (call === 'PUT /Ticket/:id') {
      move(ticket, Number(input.status));
      return [200, [{ [ticket.id]: true, message: '' }]];
    }
    if (call === 'POST /ITILFollowup') {
      return [201, { id: follow(ticket, String(input.content), Number(input.is_private)), message: '' }];
    }
    if (call === 'POST /ITILSolution') {
      move(ticket, 5);
      return [201, { id: ticket.solutions.push(String(input.content)), message: '' }];
    }
    return [400, ['ERROR_RESOURCE_NOT_FOUND_NOR_COMMONDBTM', '']];
  }

  function v2(request: IncomingMessage, url: URL, body: Fields): [number, unknown] {
    const path = url.pathname.slice('/api.php'.length);
    if (path === '/token') {
      const { grant_type, client_id, client_secret, username, password, scope } = body;
      const isRight =
        [grant_type, client_id, client_secret, username, password, scope].join() ===
        'password,client,client-secret,vigie,password,api';
      return isRight
        ? [200, { access_token: login(), expires_in: 3600, token_type: 'Bearer' }]
        : [401, { title: 'no' }];
    }
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (!sessions.has(token)) return [401, { status: 'ERROR_UNAUTHENTICATED', title: 'You are not authenticated' }];
    const [, number, type] = /^\/v2\/Assistance\/Ticket(?:\/(\d+))?(?:\/Timeline\/(\w+))?$/.exec(path) ?? [path];
    const shown = ({ status, followups: _, solutions: __, ...ticket }: SimulatedTicket) => ({
      ...ticket,
      status: { id: status, name: '' },
    });
    if (number === undefined && request.method === 'POST') {
      const { name, content, urgency, type: kind, external_id } = body;
      const words = { name: String(name), content: String(content), external_id: String(external_id) };
      return [201, { id: add({ ...words, urgency: Number(urgency), type: Number(kind) }).id, href: '' }];
    }
    if (number === undefined) {
      const key = /^external_id==(.*)$/.exec(url.searchParams.get('filter') ?? '')?.[1];
      return [200, [...tickets.values()].filter(({ external_id }) => external_id === key).map(shown)];
    }
    const ticket = tickets.get(Number(number));
    if (ticket === undefined) return [404, { status: 'ERROR_ITEM_NOT_FOUND', title: 'Not found' }];
    if (request.method === 'GET' && type === 'Followup') {
      return [200, ticket.followups.map(({ is_private, ...one }) => ({ ...one, is_private: is_private === 1 }))];
    }
    if (request.method === 'GET') return [200, shown(ticket)];
    if (request.method === 'PATCH') {
      move(ticket, Number(fieldsOf(body.status).id));
      return [200, shown(ticket)];
    }
    if (type === 'Followup')
      return [201, { id: follow(ticket, String(body.content), body.is_private === true ? 1 : 0) }];
    if (type === 'Solution') {
      move(ticket, 5);
      return [201, { id: ticket.solutions.push(String(body.content)) }];
    }
    return [404, { status: 'ERROR_RESOURCE_NOT_FOUND', title: 'Not found' }];
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const glpi = {
    url: `http://127.0.0.1:${port}`,
    tickets,
    trouble: 'none' as 'none' | 'down' | 'answer lost',
    /** Ends every session, as a restart does. */
    forget: () => sessions.clear(),
    opened: () => logins,
    asked: () => asked,
    write(number: number, content: string, isPrivate = false) {
      const ticket = tickets.get(number);
      if (ticket !== undefined) follow(ticket, content, isPrivate ? 1 : 0);
    },
    move(number: number, status: number) {
      const ticket = tickets.get(number);
      if (ticket !== undefined) move(ticket, status);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return glpi;
}

function moment(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

async function read(request: IncomingMessage): Promise<Fields> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString('utf8');
  if (request.method === 'GET' && text !== '') throw new Error('a GET has no body');
  return text === '' ? {} : fieldsOf(JSON.parse(text));
}
