import type { Identity } from '../../gateway/domain/account.ts';
import type { Audit } from '../../gateway/domain/audit.ts';
import { nameOf } from './identify.ts';

const hour = 3_600_000;
const remembered = 10_000;

/** Writes into the audit who looked at the habits of few people, once an hour for each person and device. */
export interface FineReads {
  note(identity: Identity, device: string, now: number): Promise<void>;
}

export function createFineReads(audit: Audit): FineReads {
  const last = new Map<string, number>();
  return {
    async note(identity, device, now) {
      const who = nameOf(identity);
      const key = `${who} ${device}`;
      if ((last.get(key) ?? 0) > now - hour) return;
      const oldest = last.keys().next().value;
      if (last.size >= remembered && oldest !== undefined) last.delete(oldest);
      // Set anew, so that the map stays in the order of time.
      last.delete(key);
      last.set(key, now);
      const entry = {
        time: now,
        who,
        action: 'readings.fine',
        subject: device,
        details: 'a site of few people',
      } as const;
      await audit.record(entry).catch((error: unknown) => {
        last.delete(key); // what does not stand in the audit is asked for again
        throw error;
      });
    },
  };
}
