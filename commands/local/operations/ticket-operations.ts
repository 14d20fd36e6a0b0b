import type { Territory } from '../../../devices/territory.ts';
import type { Audit } from '../../../gateway/domain/audit.ts';
import type { Tickets } from '../../../gateway/domain/tickets.ts';
import { readHistory } from '../../tickets/read-history.ts';
import { localCommand } from './operations.ts';

/** Takes a helpdesk's history in, as the text of a CSV file of this name. */
export interface TicketOperations {
  take(
    file: string,
    text: string,
  ): Promise<{ taken: number; known: number; bad: readonly { line: number; reason: string }[] }>;
}

export function createTicketOperations(parts: {
  tickets: Pick<Tickets, 'take'>;
  territory: () => Promise<Territory>;
  audit: Pick<Audit, 'record'>;
}): TicketOperations {
  return {
    async take(file, text) {
      const bad: { line: number; reason: string }[] = [];
      const { organisations } = await parts.territory();
      const names = new Map([...organisations.keys()].map((id) => [id, id]));
      for (const { id, insee } of organisations.values()) if (insee !== undefined) names.set(insee, id);
      const past = readHistory(text, { organisations: names, onBad: (line, reason) => bad.push({ line, reason }) });
      const taken = await parts.tickets.take(past);
      const details = `${taken} tickets, ${bad.length} bad lines`;
      await parts.audit.record({
        time: Date.now(),
        who: localCommand,
        action: 'ticket.import',
        subject: file,
        details,
      });
      return { taken, known: past.length - taken, bad };
    },
  };
}
