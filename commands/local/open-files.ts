import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../devices/catalogue.ts';
import { createDirectory } from '../../gateway/intake/directory.ts';
import { createIntake } from '../../gateway/intake/intake.ts';
import { createCommit } from '../../gateway/pipeline.ts';
import { createAccounts } from '../../gateway/state/create-accounts.ts';
import { createAudit } from '../../gateway/state/create-audit.ts';
import { createMadeClients } from '../../gateway/state/create-made-clients.ts';
import { createTerritoryState } from '../../gateway/state/create-territory-state.ts';
import { createTickets } from '../../gateway/state/create-tickets.ts';
import { openState } from '../../gateway/state/open-state.ts';
import { startDisk } from '../platform/disk.ts';
import { createOperations } from './operations/create-operations.ts';
import type { Operations } from './operations/operations.ts';
import type { Place } from './place.ts';
import { socketPath } from './socket-path.ts';

/** The operations on the files of a folder where no Vigie runs; the caller holds the folder's lock. */
export async function openFiles(place: Place, needs: 'state' | 'readings'): Promise<Operations & AsyncDisposable> {
  const { folder, config } = place;
  if (process.platform !== 'win32') {
    using remains = socketPath(folder);
    rmSync(remains.path, { force: true });
  }
  await using stack = new AsyncDisposableStack();
  const state = stack.adopt(openState({ file: join(folder, 'state.sqlite') }), (open) => open.destroy());
  const audit = createAudit(state);
  const territoryState = createTerritoryState(state);
  const kept = needs === 'state' ? undefined : stack.use(await openReadings());

  const operations = createOperations({
    config,
    state,
    accounts: createAccounts(state),
    audit,
    tickets: await createTickets(state),
    clients: await createMadeClients(state),
    startSecrets: new Set(),
    territoryState,
    territoryChanged: async () => {},
    readings: kept,
    discovering: undefined,
    disk: kept?.disk,
    endClient: async () => 0,
    endUser: () => {},
  });
  const owned = stack.move();
  return { ...operations, [Symbol.asyncDispose]: () => owned.disposeAsync() };

  async function openReadings() {
    await using own = new AsyncDisposableStack();
    const { disk, store } = own.use(
      await startDisk(
        {
          folder,
          journalQuotaBytes: config.journal.quota,
          store: { store: config.store, influxdb: config.influxdb, memoryMb: 256 },
        },
        (error) => {
          process.stderr.write(`vigie ${place.command}: ${error.message}\n`);
          process.exit(1);
        },
      ),
    );
    const series = [...(await disk.series())];
    const directory = createDirectory({ territory: await territoryState.read(), catalogue, known: series });
    const intake = own.adopt(
      createIntake({
        directory,
        dialects: [],
        now: Date.now,
        commit: createCommit({ append: (batch) => disk.append(batch), series, live: { take: () => {} } }),
        onTrouble: (error) => {
          if (error !== undefined)
            process.stderr.write(`vigie ${place.command}: ${error.message}; it is tried again\n`);
        },
      }),
      (open) => open.close(),
    );
    const kept = own.move();
    return {
      disk,
      store,
      directory,
      intake,
      series: () => disk.series(),
      imported: disk.learn,
      [Symbol.asyncDispose]: () => kept.disposeAsync(),
    };
  }
}
