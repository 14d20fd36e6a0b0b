import type { Logger } from 'pino';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Config } from '../../config.ts';
import type { RunningServer } from '../../dashboard/server/create-server.ts';
import { createBucketMemo } from '../../dashboard/server/energy/bucket-memo.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import type { Maintenances } from '../../gateway/domain/maintenance.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import type { Broker } from '../../gateway/intake/broker.ts';
import type { Directory } from '../../gateway/intake/directory.ts';
import type { Intake } from '../../gateway/intake/intake.ts';
import { createLive } from '../../gateway/live/live.ts';
import { createTickets } from '../../gateway/state/create-tickets.ts';
import type { State } from '../../gateway/state/open-state.ts';
import { createOperations } from '../local/operations/create-operations.ts';
import { serveLocally } from '../local/serve.ts';
import type { ApiSecrets } from './api-secrets.ts';
import { startGlpiMirror } from './glpi.ts';
import { startHelpdesk } from './helpdesk.ts';
import { startJudging } from './judging.ts';
import { openKeeping } from './keeping.ts';
import { createRuleBook } from './rule-book.ts';
import { type Showing, startShowing } from './showing.ts';
import { openDataFolder, startTrouble } from './start-trouble.ts';
import { startTakingIn } from './taking-in.ts';
import { startUpkeep } from './upkeep.ts';

export interface PlatformOptions {
  readonly config: Config;
  /** what the files declare; without it the territory stays as it was applied */
  readonly territory?: Territory;
  readonly log: Logger;
  /** a demonstration is ready only once `setBackfill` has said so */
  readonly demo?: boolean;
  /** secrets of MQTT clients made at run time, by client id */
  readonly secrets?: ReadonlyMap<string, string>;
  /** what lets the collector ask devices, by the name that they refer to */
  readonly credentials?: ReadonlyMap<string, SnmpCredentials>;
  /** what lets the collector read the interfaces that its settings name */
  readonly apiSecrets?: ApiSecrets;
  /** notices by mail leave by this, whatever mail server the configuration names */
  readonly sender?: MailSender;
  /** what must be there before anybody can knock: the first account */
  readonly prepare?: (accounts: Accounts) => Promise<void>;
  /** told when a part died and the process cannot go on */
  readonly onDeath: (error: Error) => void;
}

export interface Platform extends AsyncDisposable {
  readonly server: RunningServer;
  readonly broker: Broker;
  readonly intake: Intake;
  readonly directory: Directory;
  readonly store: Store;
  readonly accounts: Accounts;
  readonly tickets: Tickets;
  readonly maintenances: Maintenances;
  readonly state: State;
  /** as it is now */
  territory(): Territory;
  /** 0…1 while a history is filled in */
  setBackfill(share: number): void;
  /** The store holds more of these devices' past than came live: what is usual of them is learned from it. */
  learn(devices: readonly string[]): Promise<void>;
}

/** Starts every part; what the world has against it (a busy port, a disk) is a `CommandError` of one line. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  openDataFolder(options.config.data);
  return wire(options).catch((error: unknown) => {
    throw startTrouble(error, options.config);
  });
}

/**
 * Wires every part of the gateway and the dashboard: what keeps, what judges, what takes in, what shows; disposing of it stops
 * them in reverse.
 */
async function wire(options: PlatformOptions): Promise<Platform> {
  const { config, log } = options;
  await using stack = new AsyncDisposableStack();
  const keeping = stack.use(await openKeeping(options));
  const { disk, store, state, audit, clients, madeRules, maintenances, territoryState } = keeping;
  let territory = await territoryState.read();
  const current = () => territory;

  const ruleBook = createRuleBook({
    catalogue,
    territory: current,
    made: madeRules,
    onWrong: (rule, reason) => log.warn({ rule, reason }, 'a rule is left out'),
  });
  const live = stack.use(createLive());
  const judging = stack.use(
    await startJudging({
      ...{ disk, state, territory: current, rules: ruleBook, maintenances, log },
      lastSign: live.lastSeen,
    }),
  );

  const { glpi } = config.helpdesk;
  const tickets = await createTickets(state, { mirrored: glpi !== undefined });
  const desk = { tickets, alerts: judging.alerts, now: Date.now, log };
  stack.use(startHelpdesk(desk));
  if (glpi !== undefined) stack.use(startGlpiMirror({ ...desk, setting: glpi, state }));
  const accounts: Accounts = {
    ...keeping.accounts,
    // who is erased stands in the memory of what happens with alerts too
    async removeUser(id) {
      const user = await judging.apart(() => keeping.accounts.removeUser(id));
      await Promise.all([maintenances.readAgain(), madeRules.readAgain(), tickets.readAgain()]);
      return user;
    },
  };

  let showing: Showing | undefined;
  const remembered = createBucketMemo({ store, settled: () => showing?.isSettled() ?? false, now: Date.now });
  const taking = stack.use(await startTakingIn({ ...options, keeping, territory: current, live, remembered }));
  const { directory, intake, broker, discovering } = taking;

  /** What the store knows of devices may be newer than what is shown. */
  async function shown(devices: readonly string[]): Promise<void> {
    live.fill(await store.latest(devices));
  }

  async function territoryChanged(): Promise<void> {
    const before = territory.devices;
    territory = await territoryState.read();
    taking.replace(territory);
    ruleBook.changed();
    judging.replace();
    await shown([...territory.devices.keys()].filter((id) => !before.has(id)));
  }

  showing = stack.use(
    await startShowing({
      ...{ config, demo: options.demo ?? false, log },
      ...{ keeping, taking, judging, live, remembered, accounts, tickets, ruleBook },
      ...{ territory: current, territoryChanged },
      ...(options.sender !== undefined && { sender: options.sender }),
    }),
  );
  const { server, notifying, setBackfill } = showing;
  stack.use(
    startUpkeep({
      ...{ disk, store, audit, alerts: judging.alerts, tickets, catalogue, territory: current },
      ...{ retention: config.retention, now: Date.now, log },
    }),
  );

  const readings = {
    ...{ store, directory, intake, series: disk.series },
    async imported(devices: readonly string[]) {
      await shown(devices);
      for (const device of devices) remembered.forget(device);
      await disk.learn(devices);
      const failed = (error: Error) => log.error({ reason: error.message }, 'compaction after an import failed');
      store.compact(Date.now()).catch(failed); // the command need not wait for it
    },
  };
  stack.use(
    await serveLocally(
      config.data,
      createOperations({
        ...{ config, state, accounts, audit, tickets, clients, territoryState, territoryChanged, discovering, disk },
        startSecrets: new Set(options.secrets?.keys()),
        readings,
        endClient: broker.end,
        endUser: (user) => server.end({ user }),
      }),
    ),
  );

  judging.begin(notifying.tell);
  const owned = stack.move();
  return {
    ...{ server, broker, intake, directory, store, accounts, tickets, maintenances, state, setBackfill },
    territory: current,
    learn: disk.learn,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
