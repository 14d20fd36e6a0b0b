import type * as contract from '../../contract/tickets.ts';

export type TicketCategory = contract.TicketCategory;
export type TicketPriority = contract.TicketPriority;
export type TicketState = contract.TicketState;

/** As the forms offer them. */
export const TicketCategory: readonly TicketCategory[] = [
  ...(['workstation', 'printer', 'software', 'server', 'network', 'wifi'] as const),
  ...(['security', 'backup', 'telephony', 'building', 'other'] as const),
];
export const TicketPriority: readonly TicketPriority[] = ['low', 'normal', 'high', 'urgent'];
export const TicketState: readonly TicketState[] = ['new', 'progress', 'waiting', 'solved', 'closed'];
