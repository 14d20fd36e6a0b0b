import type { TicketPriority, TicketState } from '../../domain/tickets.ts';

/** GLPI: 1 new, 2 assigned, 3 planned, 4 pending, 5 solved, 6 closed. */
const numbers: Readonly<Record<TicketState, number>> = { new: 1, progress: 2, waiting: 4, solved: 5, closed: 6 };
const states = ['new', 'new', 'progress', 'progress', 'waiting', 'solved', 'closed'] as const;

export function stateNumber(state: TicketState): number {
  return numbers[state];
}

export function stateOf(number: number): TicketState | undefined {
  return states[number];
}

/** GLPI's urgency, 1 very low … 5 very high. */
export const urgency: Readonly<Record<TicketPriority, number>> = { low: 2, normal: 3, high: 4, urgent: 5 };
