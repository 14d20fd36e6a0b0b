import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { ClientToServer, ServerToClient, WatchAnswer } from '../contract/socket.ts';
import type { FineReads } from './fine-reads.ts';
import { identify } from './identify.ts';
import { originOf } from './origin.ts';
import { readers } from './roles.ts';
import type { ServerParts } from './server-parts.ts';
import { type Client, createWatching, type PerSocket, type Watching } from './watching.ts';

const checkedEvery = 10_000;
/** A screen asks for its watches when it opens a page; a hundred a second is nobody's hand. */
const askedAtMost = 1_000;

export interface Sockets extends AsyncDisposable {
  /** Closes the sockets of a person and their own tokens (or of all their sessions but one), a token or a session, at once. */
  end(whose: { user: string; but?: string | undefined } | { token: string } | { session: string }): void;
}

/** The live road to the screens, for those who may read and who come from our own pages or with a token. */
export function createSockets(http: HttpServer, parts: ServerParts, fineReads: FineReads): Sockets {
  const io = new Server<ClientToServer, ServerToClient, Record<string, never>, PerSocket>(http, {
    serveClient: false,
    maxHttpBufferSize: 16_384,
    perMessageDeflate: false,
    allowRequest: (request, callback) => {
      const origin = originOf(request.headers, parts.config);
      const passes =
        origin === 'ours' || (origin === 'absent' && /^Bearer /i.test(request.headers.authorization ?? ''));
      callback(passes ? null : 'The request does not come from a page of this Vigie (Origin)', passes);
    },
  });
  const watching = createWatching(io, parts, fineReads);

  io.use((client, next) => {
    identify(client.request.headers, parts.accounts, Date.now()).then(
      ({ identity }) => {
        if (identity === undefined) return next(refusal('unauthenticated'));
        if (!readers.includes(identity.role)) return next(refusal('forbidden'));
        Object.assign(client.data, { identity, watches: new Map(), behind: false, waiting: 0 } satisfies PerSocket);
        return next();
      },
      (error: unknown) => {
        parts.log.error({ err: error }, 'a socket could not be identified');
        next(refusal('unavailable'));
      },
    );
  });
  io.on('connection', (client) => serve(client, watching));

  const following = parts.live.follow(watching.changed);
  const followingAlerts = parts.alerts.follow(watching.changedAlerts);
  const followingTickets = parts.tickets.follow(watching.changedTickets);
  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(check).catch((error: unknown) => {
      parts.log.error({ err: error }, 'open sockets could not be checked');
    });
  }, checkedEvery);

  /** What was changed elsewhere (another process, the territory, time) counts for open sockets within ten seconds. */
  async function check(): Promise<void> {
    for (const client of [...io.sockets.sockets.values()]) {
      const { identity } = client.data;
      const again = await parts.accounts.again(identity, Date.now());
      const same = again?.role === identity.role && String(again.organisations) === String(identity.organisations);
      if (same) watching.renew(client);
      else client.disconnect(true);
    }
  }

  return {
    end(whose) {
      for (const client of io.sockets.sockets.values()) {
        const { identity } = client.data;
        const isKept = 'but' in whose && identity.session === whose.but;
        const theirs =
          ('user' in whose && identity.is === 'user' && identity.user.id === whose.user && !isKept) ||
          ('user' in whose && identity.is === 'token' && identity.token.owner === whose.user && !('but' in whose)) ||
          ('token' in whose && identity.is === 'token' && identity.token.id === whose.token) ||
          ('session' in whose && identity.session === whose.session);
        if (theirs) client.disconnect(true);
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      following[Symbol.dispose]();
      followingAlerts[Symbol.dispose]();
      followingTickets[Symbol.dispose]();
      await checking;
      await io.close();
    },
  };
}

function serve(client: Client, watching: Watching): void {
  let asked = 0;
  let since = Date.now();
  client.conn.on('packetCreate', () => {
    client.data.waiting++;
  });
  client.conn.on('flush', () => {
    client.data.waiting = 0;
  });
  client.conn.on('drain', () => watching.caughtUp(client));
  client.use((_event, next) => {
    if (Date.now() - since > checkedEvery) {
      since = Date.now();
      asked = 0;
    }
    if (++asked > askedAtMost) client.disconnect(true);
    else next();
  });
  client.on('watch', (what, answer) => reply(answer, watching.watch(client, what)));
  client.on('unwatch', (what, answer) => reply(answer, watching.unwatch(client, what)));
}

/** A client may send anything in the place of the function that acknowledges. */
function reply(answer: unknown, result: WatchAnswer): void {
  if (typeof answer === 'function') answer(result);
}

/** What Socket.IO hands the client as `connect_error`, with a code that the screens know. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
