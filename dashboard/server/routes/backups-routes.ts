import { z } from 'zod';
import { Backup, BackupState } from '../../contract/backups.ts';
import { backupsOf } from '../backups.ts';
import { listSchema, pageOf, TextPage } from '../page.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

/** How every member's backups stand, from the newest readings. */
export function backupsRoutes(parts: Pick<ServerParts, 'territory' | 'catalogue' | 'live'>): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/backups',
        summary: 'How the backups of each protected machine stand, with the last good one',
        roles: readers,
        query: z.strictObject({
          ...TextPage,
          organisation: z.string().max(64).optional(),
          state: BackupState.optional(),
        }),
        success: { status: 200, schema: listSchema(Backup) },
      },
      ({ identity, query, now }) => {
        const scope = scopeOf(identity, parts.territory());
        if (query.organisation !== undefined) scope.organisation(query.organisation);
        const backups = scope.devices.flatMap((device) => {
          const type = parts.catalogue.get(device.type);
          const { organisation } = scope.siteOf(device);
          if (type?.metrics['backup.state'] === undefined) return [];
          if (query.organisation !== undefined && organisation !== query.organisation) return [];
          return backupsOf({ device, organisation, type, latest: parts.live.latest(device.id) }, now);
        });
        const wanted = backups.filter(({ state }) => query.state === undefined || state === query.state);
        const key = ({ organisation, device, client }: Backup) => [organisation, device, client].join('/');
        return { status: 200, body: pageOf(wanted, key, query, (backup) => backup) };
      },
    ),
  ];
}
