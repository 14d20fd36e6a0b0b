import type { Config } from '../../../config.ts';
import type { Accounts } from '../../../gateway/domain/account.ts';
import type { Audit } from '../../../gateway/domain/audit.ts';
import type { MadeClients } from '../../../gateway/domain/client.ts';
import type { Tickets } from '../../../gateway/domain/tickets.ts';
import { createImportPositions } from '../../../gateway/state/create-import-positions.ts';
import { createMadeRules } from '../../../gateway/state/create-made-rules.ts';
import type { TerritoryState } from '../../../gateway/state/create-territory-state.ts';
import type { State } from '../../../gateway/state/open-state.ts';
import type { Discovering } from '../../platform/discovering.ts';
import type { Disk } from '../../platform/disk-thread.ts';
import { createClientOperations } from './client-operations.ts';
import { createCopyOperations } from './copy-operations.ts';
import { createDiscoveryOperations } from './discovery-operations.ts';
import type { Operations } from './operations.ts';
import { createReadingOperations, noReadings, type ReadingParts } from './reading-operations.ts';
import { createTerritoryOperations } from './territory-operations.ts';
import { createTicketOperations } from './ticket-operations.ts';
import { createUserOperations } from './user-operations.ts';

/** What the operations work with: the parts of a running Vigie, or those of its files. */
export interface OperationParts {
  readonly config: Config;
  readonly state: State;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly tickets: Tickets;
  readonly clients: MadeClients;
  /** MQTT clients whose secret the process that runs made for itself */
  readonly startSecrets: ReadonlySet<string>;
  readonly territoryState: TerritoryState;
  readonly territoryChanged: () => Promise<void>;
  /** undefined where a command needs the state alone */
  readonly readings: ReadingParts | undefined;
  /** undefined where no Vigie runs */
  readonly discovering: Discovering | undefined;
  readonly disk: Pick<Disk, 'copyStore'> | undefined;
  readonly endClient: (id: string) => Promise<number>;
  readonly endUser: (id: string) => void;
}

export function createOperations(parts: OperationParts): Operations {
  const { config, state, accounts, audit, clients, territoryState, readings, endClient, endUser } = parts;
  const territory = () => territoryState.read();
  return {
    territory: createTerritoryOperations({
      state: territoryState,
      madeRules: async () => (await createMadeRules(state)).all().map(({ rule }) => rule),
      audit,
      folderAtStart: config.territory,
      changed: parts.territoryChanged,
      endClient,
    }),
    clients: createClientOperations({ clients, territory, startSecrets: parts.startSecrets, audit, endClient }),
    tickets: createTicketOperations({ tickets: parts.tickets, territory, audit }),
    users: createUserOperations({ accounts, territory, audit, endUser }),
    readings:
      readings === undefined
        ? noReadings
        : createReadingOperations({ ...readings, audit, positions: createImportPositions(state) }),
    discovery: createDiscoveryOperations(parts.discovering, audit),
    copies: createCopyOperations({ folder: config.data, disk: parts.disk }),
  };
}
