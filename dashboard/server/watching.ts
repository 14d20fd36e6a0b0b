import type { Server, Socket } from 'socket.io';
import type { Identity } from '../../gateway/domain/account.ts';
import type { ListedAlert } from '../../gateway/domain/alerts.ts';
import type { LatestReading as Latest } from '../../gateway/domain/store.ts';
import type { Ticket } from '../../gateway/domain/tickets.ts';
import type { LatestReading } from '../contract/readings.ts';
import {
  type ClientToServer,
  type HeardAlert,
  type ServerToClient,
  Watch,
  type WatchAnswer,
} from '../contract/socket.ts';
import { asHeard } from './alert-view.ts';
import { type Audience, createAudiences } from './audiences.ts';
import type { FineReads } from './fine-reads.ts';
import { asLatest, changesOf, snapshotOf } from './latest.ts';
import { createRooms, type Room, watchKey } from './rooms.ts';
import type { ServerParts } from './server-parts.ts';
import { asTicket } from './ticket-view.ts';

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
  /** packets that its network has not taken yet, the snapshots of a catching up left aside */
  waiting: number;
}

export type Client = Socket<ClientToServer, ServerToClient, Record<string, never>, PerSocket>;
export type Clients = Server<ClientToServer, ServerToClient, Record<string, never>, PerSocket>;

/** Who watches what: a snapshot first, then changes in one batch a client, and nobody buffered for without bound. */
export interface Watching {
  watch(client: Client, what: unknown): WatchAnswer;
  unwatch(client: Client, what: unknown): WatchAnswer;
  changed(readings: readonly Latest[]): void;
  changedAlerts(alerts: readonly ListedAlert[]): void;
  changedTickets(tickets: readonly Ticket[]): void;
  /** Brings a client that was too slow back with fresh snapshots, once its network has taken all that waited. */
  caughtUp(client: Client): void;
  /** Puts a client into the rooms that its watches mean now that the territory may have changed. */
  renew(client: Client): void;
}

const nothing: WatchAnswer = { ok: false, code: 'not_found' };

export function createWatching(io: Clients, parts: ServerParts, fineReads: FineReads): Watching {
  const rooms = createRooms(parts.catalogue);
  const audiences = createAudiences(io);

  /** The snapshot leaves before anything of the room can, so that changes always follow it. */
  function enter(client: Client, { watch, room }: { watch: Watch; room: Room }): void {
    if (client.data.waiting > waitingAtMost) client.data.behind = true;
    // who is behind gets it with all others
    if (!client.data.behind) client.emit('snapshot', watch, snapshotOf(room, parts));
  }

  function place(client: Client): void {
    const { behind, watches } = client.data;
    audiences.place(client, behind ? [] : [...watches.values()].flatMap(({ room }) => room.names));
  }

  /** Takes those whose network does not keep up out of their rooms. */
  function dropTheSlow(): void {
    for (const client of io.sockets.sockets.values()) {
      if (client.data.behind || client.data.waiting <= waitingAtMost) continue;
      client.data.behind = true;
      place(client);
    }
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

  function renew(client: Client): void {
    for (const [key, one] of client.data.watches) {
      const room = rooms.of(one.watch, client.data.identity, parts.territory());
      if (String(room?.names) === String(one.room.names)) continue;
      if (room === undefined) client.data.watches.delete(key);
      else {
        client.data.watches.set(key, { ...one, room });
        note(client.data.identity, room);
        enter(client, { ...one, room });
      }
    }
    place(client);
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
      place(client);
      return { ok: true };
    },
    unwatch(client, what) {
      const parsed = Watch.safeParse(what);
      if (!parsed.success || !client.data.watches.delete(watchKey(parsed.data))) return nothing;
      place(client);
      return { ok: true };
    },
    changed(readings) {
      dropTheSlow();
      if (io.sockets.sockets.size === 0) return;
      const territory = parts.territory();
      const hearing = new Map<string, ReadonlySet<Audience>>();
      const told = new Map<Audience, LatestReading[]>();
      for (const reading of readings) {
        const { device } = reading;
        const hear = hearing.get(device) ?? audiences.hearing(rooms.ofDevice(device, territory));
        hearing.set(device, hear);
        const shaped = hear.size === 0 ? undefined : asLatest(reading, parts);
        if (shaped === undefined) continue;
        for (const audience of hear) {
          const list = told.get(audience);
          if (list === undefined) told.set(audience, [shaped]);
          else list.push(shaped);
        }
      }
      for (const [{ name }, list] of told) io.to(name).emit('changes', changesOf(list, parts));
    },
    changedAlerts(alerts) {
      dropTheSlow();
      if (io.sockets.sockets.size === 0) return;
      const territory = parts.territory();
      const told = new Map<Audience, HeardAlert[]>();
      for (const alert of alerts) {
        // one that was raised elsewhere belongs to whoever had the device then: they read it, nobody hears it
        if (territory.devices.get(alert.device)?.site !== alert.site) continue;
        if (territory.sites.get(alert.site)?.organisation !== alert.organisation) continue;
        const heardIn = rooms.ofAlerts(alert.device, territory);
        const isHidden = territory.sites.get(alert.site)?.fewStaff === true;
        for (const grain of ['fine', 'coarse'] as const) {
          const hear = audiences.hearing(heardIn[grain]);
          if (hear.size === 0) continue;
          const shaped = asHeard(alert, parts, grain === 'fine' || !isHidden);
          for (const audience of hear) {
            const list = told.get(audience);
            if (list === undefined) told.set(audience, [shaped]);
            else list.push(shaped);
          }
        }
      }
      for (const [{ name }, list] of told) io.to(name).emit('changes', { ...changesOf([], parts), alerts: list });
    },
    changedTickets(tickets) {
      dropTheSlow();
      for (const ticket of tickets) {
        const told = { ...changesOf([], parts), tickets: [asTicket(ticket)] };
        for (const { name } of audiences.hearing(rooms.ofTicket(ticket))) io.to(name).emit('changes', told);
      }
    },
    caughtUp(client) {
      if (!client.data.behind || !client.connected) return;
      renew(client);
      for (const { watch, room } of client.data.watches.values()) {
        client.emit('snapshot', watch, snapshotOf(room, parts));
      }
      client.data.behind = false;
      // slow is who leaves changes waiting: many watches mean many snapshots, and counting those would end in sending them for ever
      client.data.waiting = 0;
      place(client);
    },
    renew,
  };
}
