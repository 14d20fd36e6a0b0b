import type { Client, Clients } from './watching.ts';

/** Clients that hear the very same rooms; Socket.IO knows them as the one room `name`. */
export interface Audience {
  readonly name: string;
  readonly rooms: readonly string[];
}

/**
 * Each client belongs to one audience, whatever it watches: a change is shaped and encoded once for all who hear the
 * same, and reaches each of them once. There are at most as many audiences as clients.
 */
export interface Audiences {
  /** Makes a client hear these rooms and no others. */
  place(client: Client, rooms: Iterable<string>): void;
  /** The audiences that hear at least one of the rooms. */
  hearing(rooms: readonly string[]): ReadonlySet<Audience>;
}

export function createAudiences(io: Clients): Audiences {
  const byRooms = new Map<string, Audience>();
  const byName = new Map<string, Audience>();
  const byRoom = new Map<string, Set<Audience>>();
  let opened = 0;

  function open(key: string, rooms: readonly string[]): Audience {
    const audience: Audience = { name: `audience ${++opened}`, rooms };
    byRooms.set(key, audience);
    byName.set(audience.name, audience);
    for (const room of rooms) byRoom.set(room, (byRoom.get(room) ?? new Set()).add(audience));
    return audience;
  }

  // when the last of its clients has left or disconnected
  io.sockets.adapter.on('delete-room', (name: string) => {
    const audience = byName.get(name);
    if (audience === undefined) return;
    byName.delete(name);
    byRooms.delete(keyOf(audience.rooms));
    for (const room of audience.rooms) {
      const others = byRoom.get(room);
      others?.delete(audience);
      if (others?.size === 0) byRoom.delete(room);
    }
  });

  return {
    place(client, rooms) {
      const sorted = [...new Set(rooms)].sort();
      const key = keyOf(sorted);
      const next = sorted.length === 0 ? undefined : (byRooms.get(key) ?? open(key, sorted));
      if (next !== undefined) void client.join(next.name);
      for (const name of client.rooms) if (name !== next?.name && byName.has(name)) void client.leave(name);
    },
    hearing: (rooms) => new Set(rooms.flatMap((room) => [...(byRoom.get(room) ?? [])])),
  };
}

function keyOf(sorted: readonly string[]): string {
  return sorted.join('\n');
}
