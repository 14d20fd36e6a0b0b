import type { ClientOperations } from './client-operations.ts';
import type { CopyOperations } from './copy-operations.ts';
import type { DiscoveryOperations } from './discovery-operations.ts';
import type { ReadingOperations } from './reading-operations.ts';
import type { TerritoryOperations } from './territory-operations.ts';
import type { TicketOperations } from './ticket-operations.ts';
import type { UserOperations } from './user-operations.ts';

/**
 * What the operator's commands ask of a Vigie: a running one serves these over its socket, a command serves them to
 * itself when none runs. What goes in and comes out is what threads can hand each other.
 */
export interface Operations {
  readonly territory: TerritoryOperations;
  readonly clients: ClientOperations;
  readonly users: UserOperations;
  readonly readings: ReadingOperations;
  readonly copies: CopyOperations;
  readonly discovery: DiscoveryOperations;
  readonly tickets: TicketOperations;
}

/** Who stands in the audit for what a command of this machine did. */
export const localCommand = 'commande locale';
