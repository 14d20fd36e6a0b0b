import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Identity } from '../../gateway/domain/account.ts';
import type { LatestReading as Latest } from '../../gateway/domain/store.ts';
import { type ClientToServer, type ServerToClient, Watch, type WatchAnswer } from '../contract/socket.ts';
import type { FineReads } from './fine-reads.ts';
import { identify } from './identify.ts';
import { changesOf, snapshotOf } from './latest.ts';
import { originOf } from './origin.ts';
import { readers } from './roles.ts';
import { type Room, roomOf, roomsOfDevice, watchKey } from './rooms.ts';
import type { ServerParts } from './server-parts.ts';

/** A shared secretary watches each of their members. */
const watchesAtMost = 100;
/** Packets that wait for a client's network before it counts as slow. */
const waitingAtMost = 4;
const checkedEvery = 10_000;

interface PerSocket {
  identity: Identity;
  /** what it watches, by its key */
  watches: Map<string, { watch: Watch; room: Room }>;
  /** it could not keep up and waits for a fresh snapshot */
  behind: boolean;
  /** packets that its network has not taken yet */
  waiting: number;
}

type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, PerSocket>;

export interface Sockets extends AsyncDisposable {
  /** Closes the sockets of a person, a token or a session, at once. */
  end(whose: { user: string } | { token: string } | { session: string }): void;
}

/** The live road to the screens: snapshot on watch, then what changed, a room for each thing and permission. */
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

  io.use((socket, next) => {
    identify(socket.request.headers, parts.accounts, Date.now()).then(
      ({ identity }) => {
        if (identity === undefined) return next(refusal('unauthenticated'));
        if (!readers.includes(identity.role)) return next(refusal('forbidden'));
        socket.data.identity = identity;
        socket.data.watches = new Map();
        socket.data.behind = false;
        socket.data.waiting = 0;
        return next();
      },
      (error: unknown) => {
        parts.log.error({ err: error }, 'a socket could not be identified');
        next(refusal('unavailable'));
      },
    );
  });

  io.on('connection', (socket) => {
    socket.conn.on('packetCreate', () => {
      socket.data.waiting++;
    });
    socket.conn.on('flush', () => {
      socket.data.waiting = 0;
    });
    socket.on('watch', (what, answer) => reply(answer, watch(socket, what)));
    socket.on('unwatch', (what, answer) => reply(answer, unwatch(socket, what)));
  });

  function watch(socket: Client, what: unknown): WatchAnswer {
    const parsed = Watch.safeParse(what);
    if (!parsed.success) return { ok: false, code: 'not_found' };
    const room = roomOf(parsed.data, socket.data.identity, parts.territory(), parts.catalogue);
    const { watches } = socket.data;
    const key = watchKey(parsed.data);
    if (room === undefined || (!watches.has(key) && watches.size >= watchesAtMost)) {
      return { ok: false, code: 'not_found' };
    }
    watches.set(key, { watch: parsed.data, room });
    note(socket.data.identity, room);
    if (!socket.data.behind) enter(socket, parsed.data, room);
    return { ok: true };
  }

  function unwatch(socket: Client, what: unknown): WatchAnswer {
    const parsed = Watch.safeParse(what);
    const known = parsed.success ? socket.data.watches.get(watchKey(parsed.data)) : undefined;
    if (!parsed.success || known === undefined) return { ok: false, code: 'not_found' };
    socket.data.watches.delete(watchKey(parsed.data));
    for (const name of known.room.names) void socket.leave(name);
    return { ok: true };
  }

  /** The snapshot leaves before anything of the room can, so that changes always follow it. */
  function enter(socket: Client, watch: Watch, room: Room): void {
    socket.emit('snapshot', watch, snapshotOf(room, parts));
    void socket.join([...room.names]);
  }

  /** Whoever sees the live values of a site of few people stands in the audit. */
  function note(identity: Identity, room: Room): void {
    const { devices, sites } = parts.territory();
    for (const device of devices.values()) {
      const site = sites.get(device.site);
      if (!site?.fewStaff || !room.seesFine(site) || !room.covers(device, site)) continue;
      fineReads.note(identity, device.id, Date.now()).catch((error: unknown) => {
        parts.log.error({ err: error }, 'a look at a site of few people could not be audited');
      });
    }
  }

  /** Takes slow clients out of their rooms, and brings those that caught up back with a fresh snapshot. */
  function mindTheSlow(): void {
    for (const socket of io.sockets.sockets.values()) {
      const { waiting } = socket.data;
      if (!socket.data.behind && waiting > waitingAtMost) {
        socket.data.behind = true;
        for (const { room } of socket.data.watches.values()) {
          for (const name of room.names) void socket.leave(name);
        }
      } else if (socket.data.behind && waiting === 0) {
        socket.data.behind = false;
        for (const { watch, room } of socket.data.watches.values()) enter(socket, watch, room);
      }
    }
  }

  function changed(readings: readonly Latest[]): void {
    mindTheSlow();
    const { rooms } = io.sockets.adapter;
    const territory = parts.territory();
    const byRoom = new Map<string, Latest[]>();
    for (const reading of readings) {
      for (const name of roomsOfDevice(reading.device, territory, parts.catalogue)) {
        if (!rooms.has(name)) continue;
        const list = byRoom.get(name);
        if (list === undefined) byRoom.set(name, [reading]);
        else list.push(reading);
      }
    }
    for (const [name, list] of byRoom) io.to(name).emit('changes', changesOf(list, parts));
  }

  const following = parts.live.follow(changed);
  let checking = Promise.resolve();
  const timer = setInterval(() => {
    checking = checking.then(endTheStale).catch((error: unknown) => {
      parts.log.error({ err: error }, 'open sockets could not be checked');
    });
  }, checkedEvery);

  /** What was changed elsewhere (another process, time) ends sockets within ten seconds. */
  async function endTheStale(): Promise<void> {
    for (const socket of io.sockets.sockets.values()) {
      const { identity } = socket.data;
      const again = await parts.accounts.again(identity, Date.now());
      if (again?.role !== identity.role || String(again.organisations) !== String(identity.organisations)) {
        socket.disconnect(true);
      }
    }
  }

  return {
    end(whose) {
      for (const socket of io.sockets.sockets.values()) {
        const { identity } = socket.data;
        const theirs =
          ('user' in whose && identity.is === 'user' && identity.user.id === whose.user) ||
          ('token' in whose && identity.is === 'token' && identity.token.id === whose.token) ||
          ('session' in whose && identity.session === whose.session);
        if (theirs) socket.disconnect(true);
      }
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      following[Symbol.dispose]();
      await checking;
      await io.close();
    },
  };
}

function reply(answer: unknown, result: WatchAnswer): void {
  if (typeof answer === 'function') answer(result);
}

/** What Socket.IO hands the client as `connect_error`, with a code that the screens know. */
function refusal(code: string): Error {
  return Object.assign(new Error(code), { data: { code } });
}
