import { z } from 'zod';
import type { AuditEntry } from '../../../gateway/domain/audit.ts';
import type { KeptMail } from '../../../gateway/domain/mail.ts';
import { MailLine } from '../../contract/mail.ts';
import { AuditLine } from '../../contract/running.ts';
import { progressOf } from '../mail-progress.ts';
import { before, listOf, listSchema, NumberPage } from '../page.ts';
import { administrators } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

/** What was done, and what was written to people. */
export function auditRoutes({ audit, mail }: ServerParts): Route[] {
  const common = { roles: administrators } as const;
  return [
    route(
      {
        ...common,
        method: 'get',
        path: '/audit',
        summary: 'Who did what, newest first',
        query: z.strictObject(NumberPage),
        success: { status: 200, schema: listSchema(AuditLine) },
      },
      async ({ query }) => ({ status: 200, body: listOf(await audit.list(before(query)), asAuditLine) }),
    ),
    route(
      {
        ...common,
        method: 'get',
        path: '/mails',
        summary: 'Mails that wait, were sent or were given up, newest first; their text is not shown',
        query: z.strictObject(NumberPage),
        success: { status: 200, schema: listSchema(MailLine) },
      },
      async ({ query }) => {
        const page = (await mail?.list(before(query))) ?? { items: [], next: null };
        return { status: 200, body: listOf(page, asMailLine) };
      },
    ),
  ];
}

function asMailLine(mail: KeptMail): MailLine {
  const { id, to, subject, createdAt } = mail;
  return { id, to, subject, createdAt: new Date(createdAt).toISOString(), ...progressOf(mail) };
}

function asAuditLine({ id, time, who, action, subject, details }: AuditEntry & { readonly id: number }): AuditLine {
  return { id, time: new Date(time).toISOString(), who, action, subject, details };
}
