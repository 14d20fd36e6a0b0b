import { z } from 'zod';
import { auditLimits, auditServer } from '../../../gateway/calculate/server-audit.ts';
import type { Evidence as Known } from '../../../gateway/calculate/server-finding.ts';
import { type Evidence, ServerAudit } from '../../contract/server-audit.ts';
import { auditedServer, isAudited } from '../audited-server.ts';
import type { FineReads } from '../fine-reads.ts';
import { Refusal } from '../problem.ts';
import { readers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';
import { IdParams } from './territory-routes.ts';

/** A server's audit: updates, backups, hardware, disks and memory, from its readings of the last thirty whole days. */
export function serverAuditRoutes(parts: ServerParts, fineReads: FineReads): Route[] {
  return [
    route(
      {
        method: 'get',
        path: '/devices/:id/audit',
        summary: 'Are updates applied, backups good, hardware healthy; will a disk or the memory be full',
        roles: readers,
        params: IdParams,
        query: z.strictObject({}),
        success: { status: 200, schema: ServerAudit },
      },
      async ({ identity, params, now }) => {
        const scope = scopeOf(identity, parts.territory());
        const device = scope.device(params.id);
        const site = scope.siteOf(device);
        if (!isAudited(parts.catalogue.get(device.type))) {
          throw new Refusal(
            400,
            `${device.id} is of type ${device.type}, which measures nothing that an audit looks at`,
          );
        }
        if (site.fewStaff) {
          if (!scope.seesFine(site)) {
            throw new Refusal(403, `${site.name}: few people work there, an audit is for technicians`);
          }
          await fineReads.note(identity, device.id, now);
        }
        const { from, to, server } = await auditedServer(device, { parts, scope, now });
        const limits = parts.config.auditLimits ?? auditLimits;
        const findings = auditServer(server, limits).map((finding) => ({
          ...finding,
          evidence: finding.evidence.map(asEvidence),
        }));
        return {
          status: 200,
          body: {
            device: device.id,
            time: iso(now),
            from: iso(from),
            to: iso(to),
            findings,
            limits,
          } satisfies ServerAudit,
        };
      },
    ),
  ];
}

function asEvidence(evidence: Known): Evidence {
  if (evidence.is !== 'growing') return evidence;
  const { fullAt, earliest, latest } = evidence;
  return { ...evidence, fullAt: iso(fullAt), earliest: iso(earliest), latest: iso(latest) };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
