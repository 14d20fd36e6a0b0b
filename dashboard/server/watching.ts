import type { Server, Socket } from 'socket.io';
import type { Identity } from '../../gateway/domain/account.ts';
import type { LatestReading as Latest } from '../../gateway/domain/store.ts';
import { type ClientToServer, type ServerToClient, Watch, type WatchAnswer } from '../contract/socket.ts';
import type { FineReads } from './fine-reads.ts';
import { asLatest, changesOf, snapshotOf } from './latest.ts';
import { createRooms, type Room, watchKey } from './rooms.ts';
import type { ServerParts } from './server-parts.ts';

/** A secretary shared by many members watches each of them. */
const watchesAtMost = 100;
/** Packets that wait for a client's network before it counts as slow. */
const waitingAtMost = 4;

export interface PerSocket {
  identity: Identity;
  /** what it watches, by its key */
  watches: Map<string, { watch: Watch; room: Room }>;
  /** it could not keep up and waits for a fresh snapshot */
  behind: boolean;
  /** packets that its network has not taken yet */
  waiting: number;
}

export type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, PerSocket>;
export type Clients = Server<ClientToServer, ServerToClient, Record<string, never>, PerSocket>;

/** Who watches what: a snapshot first, then changes in the rooms of Socket.IO, and nobody buffered for without bound. */
export interface Watching {
  watch(client: Client, what: unknown): WatchAnswer;
  unwatch(client: Client, what: unknown): WatchAnswer;
  changed(readings: readonly Latest[]): void;
  /** Takes slow clients out of their rooms, and brings those that caught up back with a fresh snapshot. */
  mindTheSlow(): void;
  /** Puts a client into the rooms that its watches mean now that the territory may have changed. */
  renew(client: Client): void;
}

const nothing: WatchAnswer = { ok: false, code: 'not_found' };

export function createWatching(io: Clients, parts: ServerParts, fineReads: FineReads): Watching {
  const rooms = createRooms(parts.catalogue);

  /** The snapshot leaves before anything of the room can, so that changes always follow it. */
  function enter(client: Client, { watch, room }: { watch: Watch; room: Room }): void {
    if (client.data.waiting > waitingAtMost) fallBehind(client);
    if (client.data.behind) return;
    client.emit('snapshot', watch, snapshotOf(room, parts));
    void client.join([...room.names]);
  }

  function leave(client: Client, room: Room): void {
    for (const name of room.names) void client.leave(name);
  }

  function fallBehind(client: Client): void {
    client.data.behind = true;
    for (const { room } of client.data.watches.values()) leave(client, room);
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

  function mindTheSlow(): void {
    for (const client of io.sockets.sockets.values()) {
      const { waiting, behind, watches } = client.data;
      if (!behind && waiting > waitingAtMost) fallBehind(client);
      else if (behind && waiting === 0) {
        client.data.behind = false;
        for (const one of watches.values()) enter(client, one);
      }
    }
  }

  return {
    watch(client, what) {
      const parsed = Watch.safeParse(what);
      if (!parsed.success) return nothing;
      const room = rooms.of(parsed.data, client.data.identity, parts.territory());
      const { watches } = client.data;
      const key = watchKey(parsed.data);
      if (room === undefined || (!watches.has(key) && watches.size >= watchesAtMost)) return nothing;
      const one = { watch: parsed.data, room };
      watches.set(key, one);
      note(client.data.identity, room);
      enter(client, one);
      return { ok: true };
    },
    unwatch(client, what) {
      const parsed = Watch.safeParse(what);
      const known = parsed.success ? client.data.watches.get(watchKey(parsed.data)) : undefined;
      if (!parsed.success || known === undefined) return nothing;
      client.data.watches.delete(watchKey(parsed.data));
      leave(client, known.room);
      return { ok: true };
    },
    changed(readings) {
      mindTheSlow();
      if (io.sockets.sockets.size === 0) return;
      const territory = parts.territory();
      const open = io.sockets.adapter.rooms;
      const roomsOf = new Map<string, string[]>();
      const byRoom = new Map<string, ReturnType<typeof asLatest>[]>();
      for (const reading of readings) {
        const { device } = reading;
        const names = roomsOf.get(device) ?? rooms.ofDevice(device, territory).filter((name) => open.has(name));
        roomsOf.set(device, names);
        if (names.length === 0) continue;
        const shaped = asLatest(reading, parts);
        for (const name of names) {
          const list = byRoom.get(name);
          if (list === undefined) byRoom.set(name, [shaped]);
          else list.push(shaped);
        }
      }
      for (const [name, list] of byRoom) io.to(name).emit('changes', changesOf(list, parts));
    },
    mindTheSlow,
    renew(client) {
      for (const [key, one] of client.data.watches) {
        const room = rooms.of(one.watch, client.data.identity, parts.territory());
        if (String(room?.names) === String(one.room.names)) continue;
        leave(client, one.room);
        if (room === undefined) client.data.watches.delete(key);
        else {
          client.data.watches.set(key, { ...one, room });
          note(client.data.identity, room);
          enter(client, { ...one, room });
        }
      }
    },
  };
}
