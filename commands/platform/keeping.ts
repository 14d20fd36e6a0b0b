import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import type { MailRoom } from '../../dashboard/server/server-parts.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { Audit } from '../../gateway/domain/audit.ts';
import type { MadeClients } from '../../gateway/domain/client.ts';
import type { Corrections } from '../../gateway/domain/correction.ts';
import type { Maintenances } from '../../gateway/domain/maintenance.ts';
import type { MeterEntries } from '../../gateway/domain/meter-entry.ts';
import type { MadeRules } from '../../gateway/domain/rule-book.ts';
import { createAccounts } from '../../gateway/state/create-accounts.ts';
import { createAudit } from '../../gateway/state/create-audit.ts';
import { createCorrections } from '../../gateway/state/create-corrections.ts';
import { createMadeClients } from '../../gateway/state/create-made-clients.ts';
import { createMadeRules } from '../../gateway/state/create-made-rules.ts';
import { createMaintenances } from '../../gateway/state/create-maintenances.ts';
import { createMeterEntries } from '../../gateway/state/create-meter-entries.ts';
import { createTerritoryState, type TerritoryState } from '../../gateway/state/create-territory-state.ts';
import { openState, type State } from '../../gateway/state/open-state.ts';
import { holdFolder } from '../local/folder-lock.ts';
import { type DiskThread, startDisk } from './disk.ts';
import { startMail } from './mail.ts';

/** What stands in the data folder: journal, store and inbox on their own thread, and the state database part by part. */
export interface Keeping extends DiskThread {
  readonly state: State;
  readonly audit: Audit;
  readonly accounts: Accounts;
  readonly territoryState: TerritoryState;
  readonly clients: MadeClients;
  readonly madeRules: MadeRules;
  readonly maintenances: Maintenances;
  readonly corrections: Corrections;
  readonly entries: MeterEntries;
  /** absent where no mail server is configured */
  readonly mail?: MailRoom;
}

/** Opens the data folder for this process alone; `territory`, where files declare one, replaces what was applied. */
export async function openKeeping(parts: {
  readonly config: Config;
  readonly territory?: Territory;
  readonly demo?: boolean;
  readonly prepare?: (accounts: Accounts) => Promise<void>;
  readonly log: Logger;
  readonly onDeath: (error: Error) => void;
}): Promise<Keeping> {
  const { config, log } = parts;
  await using stack = new AsyncDisposableStack();
  const held = stack.use(new DisposableStack()); // the folder is let go last
  const { disk, store, inbox } = stack.use(
    await startDisk(
      {
        folder: config.data,
        journalQuotaBytes: config.journal.quota,
        store: { store: config.store, influxdb: config.influxdb, memoryMb: parts.demo ? 64 : 256 },
      },
      parts.onDeath,
    ),
  );
  held.use(await holdFolder(config.data));
  const state = stack.adopt(openState({ file: join(config.data, 'state.sqlite') }), (open) => open.destroy());
  const accounts = createAccounts(state);
  await parts.prepare?.(accounts);
  const started = startMail({ config, state, accounts, log });
  const mail = started && stack.use(started);
  const territoryState = createTerritoryState(state);
  if (parts.territory !== undefined) await territoryState.replaceFiles(parts.territory);
  const keepers = {
    audit: createAudit(state),
    clients: await createMadeClients(state),
    madeRules: await createMadeRules(state),
    maintenances: await createMaintenances(state),
    corrections: createCorrections(state),
    entries: createMeterEntries(state),
  };
  const owned = stack.move();
  return {
    ...{ disk, store, inbox, state, accounts, territoryState },
    ...keepers,
    ...(mail !== undefined && { mail }),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
