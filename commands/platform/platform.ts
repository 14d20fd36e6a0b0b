import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { SnmpCredentials } from '../../collector/snmp/credentials.ts';
import type { Traps } from '../../collector/snmp/traps/traps.ts';
import type { Config } from '../../config.ts';
import { createServer, type RunningServer } from '../../dashboard/server/create-server.ts';
import { createBucketMemo } from '../../dashboard/server/energy/bucket-memo.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import { sayTransition } from '../../gateway/alert/saying/say-transition.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { Sender } from '../../gateway/domain/intake.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import { type Broker, createBroker } from '../../gateway/intake/broker.ts';
import { createDialects } from '../../gateway/intake/dialects.ts';
import { createDirectory, type Directory } from '../../gateway/intake/directory.ts';
import { createIntake, type Intake } from '../../gateway/intake/intake.ts';
import { createRecognise } from '../../gateway/intake/recognise.ts';
import { createLive } from '../../gateway/live/live.ts';
import { createCommit } from '../../gateway/pipeline.ts';
import { createAccounts } from '../../gateway/state/create-accounts.ts';
import { createAudit } from '../../gateway/state/create-audit.ts';
import { createCorrections } from '../../gateway/state/create-corrections.ts';
import { createKept } from '../../gateway/state/create-kept.ts';
import { createMadeClients } from '../../gateway/state/create-made-clients.ts';
import { createMadeRules } from '../../gateway/state/create-made-rules.ts';
import { createMaintenances } from '../../gateway/state/create-maintenances.ts';
import { createMeterEntries } from '../../gateway/state/create-meter-entries.ts';
import { createTerritoryState } from '../../gateway/state/create-territory-state.ts';
import { createTickets } from '../../gateway/state/create-tickets.ts';
import { openState, type State } from '../../gateway/state/open-state.ts';
import { holdFolder } from '../local/folder-lock.ts';
import { createOperations } from '../local/operations/create-operations.ts';
import { serveLocally } from '../local/serve.ts';
import { alertsKnown } from './alerts-known.ts';
import type { ApiSecrets } from './api-secrets.ts';
import { createAttach } from './attach.ts';
import { createBackTesting } from './back-testing.ts';
import { startCollecting } from './collecting.ts';
import { createDiscovering } from './discovering.ts';
import { startDisk } from './disk.ts';
import { fillLive } from './fill-live.ts';
import { startGlpiMirror } from './glpi.ts';
import { createHealth } from './health.ts';
import { startHearing } from './hearing.ts';
import { startHelpdesk } from './helpdesk.ts';
import { startJudging } from './judging.ts';
import { smtpSenderOf, startMail } from './mail.ts';
import { startMonthlyLetters, storedMonth } from './monthly-letters.ts';
import { createMqttAuthentication } from './mqtt-clients.ts';
import { startNotifying } from './notifying.ts';
import { createProposing } from './proposing.ts';
import { createRuleBook } from './rule-book.ts';
import { createSaying } from './saying.ts';
import { openDataFolder, startTrouble } from './start-trouble.ts';
import { before, startUpkeep } from './upkeep.ts';
import { version } from './version.ts';

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

/** Whoever may replay a refused message answers for it. */
const technician: Sender = { id: 'replay', mayPublish: () => true, mayWrite: () => true };

/** Wires every part of the gateway and the dashboard; disposing of it stops them in reverse. */
async function wire(options: PlatformOptions): Promise<Platform> {
  const { config, log } = options;
  await using stack = new AsyncDisposableStack();

  const held = stack.use(new DisposableStack()); // the folder is let go last
  const { disk, store, inbox } = stack.use(
    await startDisk(
      {
        folder: config.data,
        journalQuotaBytes: config.journal.quota,
        store: { store: config.store, influxdb: config.influxdb, memoryMb: options.demo ? 64 : 256 },
      },
      options.onDeath,
    ),
  );
  held.use(await holdFolder(config.data));
  const state = stack.adopt(openState({ file: join(config.data, 'state.sqlite') }), (open) => open.destroy());
  const audit = createAudit(state);
  const kept = createAccounts(state);
  await options.prepare?.(kept);
  const started = startMail({ config, state, accounts: kept, log });
  const mail = started && stack.use(started);
  const territoryState = createTerritoryState(state);
  if (options.territory !== undefined) await territoryState.replaceFiles(options.territory);
  let territory = await territoryState.read();
  const clients = await createMadeClients(state);
  const madeRules = await createMadeRules(state);
  const ruleBook = createRuleBook({
    catalogue,
    territory: () => territory,
    made: madeRules,
    onWrong: (rule, reason) => log.warn({ rule, reason }, 'a rule is left out'),
  });

  const maintenances = await createMaintenances(state);
  const live = stack.use(createLive());
  const judging = stack.use(
    await startJudging({
      ...{ disk, state, territory: () => territory, rules: ruleBook, maintenances, log },
      lastSign: live.lastSeen,
    }),
  );

  const { glpi } = config.helpdesk;
  const tickets = await createTickets(state, { mirrored: glpi !== undefined });
  const desk = { tickets, alerts: judging.alerts, now: Date.now, log };
  stack.use(startHelpdesk(desk));
  if (glpi !== undefined) stack.use(startGlpiMirror({ ...desk, setting: glpi, state }));

  const accounts: Accounts = {
    ...kept,
    // who is erased stands in the memory of what happens with alerts too
    async removeUser(id) {
      const user = await judging.apart(() => kept.removeUser(id));
      await Promise.all([maintenances.readAgain(), madeRules.readAgain(), tickets.readAgain()]);
      return user;
    },
  };
  const series = [...(await disk.series())];
  const directory = createDirectory({ territory, catalogue, known: series });
  stack.use(await fillLive({ store, isOutside: config.store !== 'embedded', live, territory: () => territory, log }));
  live.fill(await disk.ahead());

  const dialects = createDialects({ directory, publish: (topic, payload) => broker.publish(topic, payload) });
  dialects.homeAssistant.recall(await disk.announced());
  /** What the store knows of devices may be newer than what is shown. */
  async function shown(devices: readonly string[]): Promise<void> {
    live.fill(await store.latest(devices));
  }

  async function territoryChanged(): Promise<void> {
    const before = territory.devices;
    territory = await territoryState.read();
    directory.replace(territory);
    collecting.replace(territory);
    traps?.replace(territory.devices.values());
    ruleBook.changed();
    judging.replace();
    await shown([...territory.devices.keys()].filter((id) => !before.has(id)));
  }

  const remembered = createBucketMemo({
    store,
    settled() {
      const { backfill, store: kept } = health.read();
      return backfill === 1 && kept.ok;
    },
    now: Date.now,
  });
  const commit = createCommit({ append: (batch) => disk.append(batch), series, live });
  const intake = stack.adopt(
    createIntake({
      directory,
      dialects: dialects.all,
      now: Date.now,
      async commit(batch) {
        await commit(batch);
        remembered.noted(batch.readings, series);
      },
      onTrouble: (error) =>
        error === undefined
          ? log.info({}, 'the journal takes readings again')
          : log.error({ reason: error.message }, 'the journal takes nothing: messages wait unacknowledged'),
    }),
    (open) => open.close(),
  );

  const tls = config.mqtt.tls;
  const broker = stack.use(
    await createBroker({
      listen: config.mqtt.listen,
      ...(tls !== undefined && {
        tls: {
          listen: tls.listen,
          cert: readFileSync(tls.cert, 'utf8'),
          key: readFileSync(tls.key, 'utf8'),
          ...(tls.ca !== undefined && { ca: readFileSync(tls.ca, 'utf8') }),
        },
      }),
      limits: config.mqtt.limits,
      intake,
      authenticate: createMqttAuthentication(() => territory, options.secrets ?? new Map(), clients),
      log,
    }),
  );

  const collecting = stack.use(
    startCollecting({
      settings: config.collector,
      credentials: options.credentials ?? new Map(),
      secrets: options.apiSecrets ?? {},
      kept: createKept(state, Date.now),
      territory,
      accept: intake.accept,
      onEngine: (device, engine) => traps?.learnEngine(device, engine),
      log,
      onDeath: options.onDeath,
    }),
  );
  let traps: Traps | undefined;
  traps = await startHearing({
    config: config.collector,
    credentials: options.credentials ?? new Map(),
    territory,
    accept: intake.accept,
    refuse: intake.refuse,
    collecting,
    log,
    onDeath: options.onDeath,
  });
  if (traps !== undefined) stack.use(traps);

  const discovering = stack.use(
    createDiscovering({
      config: config.collector,
      credentials: options.credentials ?? new Map(),
      territory: () => territory,
      accept: intake.accept,
      log,
    }),
  );

  const say = createSaying(() => territory, config.tariffs);
  const notifying = stack.use(
    await startNotifying({
      config,
      state,
      territory: () => territory,
      sender: smtpSenderOf(config.notify),
      alerts: alertsKnown({
        standing: () => judging.standing(Date.now() - 300_000),
        say,
      }),
      now: Date.now,
      log,
    }),
  );
  const health = stack.use(
    createHealth({
      disk,
      intake,
      connections: broker.connections,
      traps: () => traps?.counters(),
      collector: collecting.counters,
      backfill: options.demo ? 0 : 1,
      log,
    }),
  );
  const http = config.http;
  const corrections = createCorrections(state);
  const entries = createMeterEntries(state);
  const server = stack.use(
    await createServer({
      config: {
        listen: http.listen,
        ...(http.publicUrl !== undefined && { publicUrl: http.publicUrl }),
        ...(http.tls !== undefined && {
          tls: { cert: readFileSync(http.tls.cert, 'utf8'), key: readFileSync(http.tls.key, 'utf8') },
        }),
        ...(http.trustProxy && { trustProxy: 1 }),
        ...(config.notify.contact !== undefined && { contact: config.notify.contact }),
        auditLimits: config.serverAudit,
        demo: options.demo ?? false,
        version,
      },
      territory: () => territory,
      catalogue,
      store,
      remembered,
      live,
      accept: intake.accept,
      inbox,
      accounts,
      audit,
      corrections,
      entries,
      maintenances,
      alerts: judging.alerts,
      tickets,
      say,
      tariffs: config.tariffs,
      sayTransition,
      rules: {
        made: madeRules,
        book: ruleBook,
        changed: ruleBook.changed,
        backTest: createBackTesting({
          catalogue,
          territory: () => territory,
          made: madeRules,
          store,
          series: disk.series,
        }),
        propose: createProposing({
          catalogue,
          territory: () => territory,
          store,
          series: disk.series,
          alerts: judging.alerts,
          book: ruleBook,
        }),
      },
      ...(mail !== undefined && { mail }),
      noticing: notifying.noticing,
      health: health.read,
      clockWrong: (device) => directory.device(device)?.clockWrong ?? false,
      trouble: collecting.trouble,
      async addMember(organisation, site) {
        await territoryState.putMember(organisation, site);
        await territoryChanged();
      },
      attach: createAttach({
        inbox,
        intake,
        territory: () => territory,
        credentials: discovering.credentials,
        async save(device) {
          await territoryState.putDiscovered(device);
          await territoryChanged();
        },
      }),
      discovering,
      recognise: createRecognise(dialects, catalogue),
      replay: ({ time, ...message }) => intake.replay(technician, message, time),
      // a day more than is thinned: its last reading stands for it
      fineSince: (now) => before(now, config.retention.fine) + 86_400_000,
      async erase(device) {
        await intake.registered();
        await disk.erase(device, territory.devices.get(device)?.address);
        await judging.alerts.erase(device);
        live.forget(device);
        remembered.forget(device);
      },
      log,
    }),
  );
  if (mail !== undefined && http.publicUrl !== undefined) {
    const stored = {
      territory: () => territory,
      catalogue,
      store,
      corrections,
      entries,
      live,
      alerts: judging.alerts,
      say,
    };
    stack.use(
      startMonthlyLetters(
        {
          ...{ mail, publicUrl: http.publicUrl, accounts, wishes: notifying.noticing.wishes, log },
          ...{ territory: () => territory, kept: createKept(state, Date.now), timeZone: config.notify.timeZone },
          energy: storedMonth({ ...stored, tariffs: config.tariffs }),
        },
        Date.now,
      ),
    );
  }
  stack.use(
    startUpkeep({
      disk,
      store,
      audit,
      alerts: judging.alerts,
      tickets,
      catalogue,
      territory: () => territory,
      retention: config.retention,
      now: Date.now,
      log,
    }),
  );

  stack.use(
    await serveLocally(
      config.data,
      createOperations({
        config,
        state,
        accounts,
        audit,
        tickets,
        clients,
        startSecrets: new Set(options.secrets?.keys()),
        territoryState,
        territoryChanged,
        readings: {
          store,
          directory,
          intake,
          series: disk.series,
          async imported(devices) {
            await shown(devices);
            for (const device of devices) remembered.forget(device);
            await disk.learn(devices);
            const failed = (error: Error) => log.error({ reason: error.message }, 'compaction after an import failed');
            store.compact(Date.now()).catch(failed); // the command need not wait for it
          },
        },
        discovering,
        disk,
        endClient: broker.end,
        endUser: (user) => server.end({ user }),
      }),
    ),
  );

  judging.begin(notifying.tell);
  const owned = stack.move();
  return {
    server,
    broker,
    intake,
    directory,
    store,
    accounts,
    tickets,
    state,
    territory: () => territory,
    setBackfill: health.setBackfill,
    learn: disk.learn,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}
