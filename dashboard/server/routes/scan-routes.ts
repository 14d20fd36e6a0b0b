import { Scan, ScanOrder } from '../../contract/inbox.ts';
import { nameOf } from '../identify.ts';
import { staff } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

/** Looking through a range of addresses for devices that nobody declared. */
export function scanRoutes({ discovering, audit }: Pick<ServerParts, 'discovering' | 'audit'>): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/discovery/scan',
        summary: 'The range that is looked through, or the last one',
        roles: staff,
        success: { status: 200, schema: Scan },
      },
      async () => ({ status: 200, body: now() }),
    ),
    route(
      {
        method: 'post',
        path: '/discovery/scan',
        summary: 'Ask every address of a range over SNMP what it is; what is found comes to the discovery',
        roles: staff,
        body: ScanOrder,
        success: { status: 202, schema: Scan },
      },
      async ({ identity, body, now: time }) => {
        discovering.begin(body);
        const details = JSON.stringify(body);
        await audit.record({ time, who: nameOf(identity), action: 'discovery.scan', subject: body.range, details });
        return { status: 202, body: now() };
      },
    ),
    route(
      {
        method: 'delete',
        path: '/discovery/scan',
        summary: 'Stop looking through a range; what was found stays',
        roles: staff,
        success: { status: 204 },
      },
      async ({ identity, now: time }) => {
        const subject = discovering.state()?.range ?? '';
        discovering.stop();
        await audit.record({ time, who: nameOf(identity), action: 'discovery.stop', subject, details: '' });
        return { status: 204 };
      },
    ),
  ];

  function now(): Scan {
    const state = discovering.state();
    return {
      credentials: [...discovering.credentials],
      ranges: [...discovering.ranges],
      scan: state === undefined ? null : { ...state, startedAt: new Date(state.startedAt).toISOString() },
    };
  }
}
