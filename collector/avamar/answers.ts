import { z } from 'zod';
import { amount } from '../http/lenient.ts';

/** What the appliance answers, as far as it is read. A null and an absent key are the same: not known. Times become epoch ms. */

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined || value === '' ? undefined : String(value)));
const truth = z
  .boolean()
  .nullish()
  .catch(undefined)
  .transform((value) => value ?? undefined);
const moment = z
  .string()
  .nullish()
  .catch(undefined)
  .transform((value) => {
    const time = Date.parse(value ?? '');
    return Number.isFinite(time) ? time : undefined;
  });

/** A page of Spring; a missing `last` ends the reading. */
export const Page = z.object({
  content: z.array(z.unknown()),
  number: amount,
  totalPages: amount,
  last: truth,
});
export type Page = z.infer<typeof Page>;

export const Activity = z.object({
  id: text,
  wid: text,
  type: text,
  state: z.string().min(1),
  errorCode: amount,
  codeReason: text,
  description: text,
  cid: text,
  clientName: z.string().min(1),
  domain: text,
  pluginNumber: amount,
  scheduledDate: moment,
  queuedDate: moment,
  activatedDate: moment,
  completedDate: moment,
  stats: z
    .record(z.string(), z.unknown())
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? {}),
});
export type Activity = z.infer<typeof Activity>;

export const Client = z.object({
  id: text,
  name: z.string().min(1),
  domainFqdn: text,
  enabled: truth,
  restoreOnly: truth,
  clientType: text,
  lastBackupTime: amount,
});
export type Client = z.infer<typeof Client>;

export const SystemStatus = z.object({
  dpnState: text,
  schedulerToggleState: truth,
  utilization: z
    .object({ effectivePercentFull: amount, state: text })
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined),
});
export type SystemStatus = z.infer<typeof SystemStatus>;
