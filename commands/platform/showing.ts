import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../../config.ts';
import { createServer, type RunningServer } from '../../dashboard/server/create-server.ts';
import type { BucketMemo } from '../../dashboard/server/energy/bucket-memo.ts';
import type { ServerConfig, ServerParts } from '../../dashboard/server/server-parts.ts';
import { catalogue } from '../../devices/catalogue.ts';
import type { Territory } from '../../devices/territory.ts';
import { sayTransition } from '../../gateway/alert/saying/say-transition.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { Sender } from '../../gateway/domain/intake.ts';
import type { MailSender } from '../../gateway/domain/mail.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import { createRecognise } from '../../gateway/intake/recognise.ts';
import type { LiveTable } from '../../gateway/live/live.ts';
import { createKept } from '../../gateway/state/create-kept.ts';
import { alertsKnown } from './alerts-known.ts';
import { createAttach } from './attach.ts';
import { createBackTesting } from './back-testing.ts';
import { createHealth } from './health.ts';
import type { Judging } from './judging.ts';
import type { Keeping } from './keeping.ts';
import { smtpSenderOf } from './mail.ts';
import { startMonthlyLetters, storedMonth } from './monthly-letters.ts';
import { type Notifying, startNotifying } from './notifying.ts';
import { createProposing } from './proposing.ts';
import type { createRuleBook } from './rule-book.ts';
import { createSaying } from './saying.ts';
import type { TakingIn } from './taking-in.ts';
import { before } from './upkeep.ts';
import { version } from './version.ts';

/** All that people are told by: the server with the screens, notices as they leave, the letter of the month. */
export interface Showing extends AsyncDisposable {
  readonly server: RunningServer;
  readonly notifying: Notifying;
  /** 0…1 while a history is filled in */
  setBackfill(share: number): void;
  /** whether all that was acknowledged can be asked from the store */
  isSettled(): boolean;
}

interface ShowingParts {
  readonly config: Config;
  readonly demo: boolean;
  readonly keeping: Keeping;
  readonly taking: TakingIn;
  readonly judging: Judging;
  readonly live: LiveTable;
  readonly remembered: BucketMemo;
  readonly accounts: Accounts;
  readonly tickets: Tickets;
  readonly ruleBook: ReturnType<typeof createRuleBook>;
  readonly territory: () => Territory;
  /** called when something of the territory was kept: all parts take it over */
  readonly territoryChanged: () => Promise<void>;
  /** notices by mail leave by this instead of the configuration's mail server */
  readonly sender?: MailSender;
  readonly log: Logger;
}

/** Whoever may replay a refused message answers for it. */
const technician: Sender = { id: 'replay', mayPublish: () => true, mayWrite: () => true };

export async function startShowing(parts: ShowingParts): Promise<Showing> {
  const { config, keeping, taking, judging, live, remembered, accounts, tickets, territory, territoryChanged, log } =
    parts;
  const { disk, store, inbox, state, audit, corrections, entries, maintenances, territoryState, mail } = keeping;
  const { intake, discovering } = taking;
  const { alerts } = judging;
  await using stack = new AsyncDisposableStack();
  const say = createSaying(territory, config.tariffs);
  // a day more than is thinned: its last reading stands for it
  const fineSince = (now: number) => before(now, config.retention.fine) + 86_400_000;
  const notifying = stack.use(
    await startNotifying({
      config,
      state,
      territory,
      sender: parts.sender ?? smtpSenderOf(config.notify),
      alerts: alertsKnown({ standing: () => judging.standing(Date.now() - 300_000), say }),
      now: Date.now,
      log,
    }),
  );
  const health = stack.use(
    createHealth({
      disk,
      intake,
      connections: taking.broker.connections,
      traps: () => taking.traps?.counters(),
      collector: taking.collecting.counters,
      backfill: parts.demo ? 0 : 1,
      log,
    }),
  );
  const server = stack.use(
    await createServer({
      ...{
        territory,
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
      },
      ...{ alerts, tickets, say, sayTransition, tariffs: config.tariffs, discovering, log },
      config: serverConfig(config, parts.demo),
      rules: ruleDesk(parts),
      ...(mail !== undefined && { mail }),
      noticing: notifying.noticing,
      health: health.read,
      clockWrong: (device) => taking.directory.device(device)?.clock.is === 'wrong',
      trouble: taking.collecting.trouble,
      async addMember(organisation, site) {
        await territoryState.putMember(organisation, site);
        await territoryChanged();
      },
      attach: createAttach({
        ...{ inbox, intake, territory, credentials: discovering.credentials },
        async save(device) {
          await territoryState.putDiscovered(device);
          await territoryChanged();
        },
      }),
      recognise: createRecognise(taking.dialects, catalogue),
      replay: ({ time, ...message }) => intake.replay(technician, message, time),
      fineSince,
      async erase(device) {
        await intake.registered();
        await disk.erase(device, territory().devices.get(device)?.address);
        await alerts.erase(device);
        live.forget(device);
        remembered.forget(device);
      },
    }),
  );
  const { publicUrl } = config.http;
  if (mail !== undefined && publicUrl !== undefined) {
    const stored = { territory, catalogue, store, corrections, entries, live, alerts, maintenances, say, fineSince };
    stack.use(
      startMonthlyLetters(
        {
          ...{ mail, publicUrl, accounts, wishes: notifying.noticing.wishes, log },
          ...{ territory, kept: createKept(state, Date.now), timeZone: config.notify.timeZone },
          letter: storedMonth({ ...stored, tariffs: config.tariffs }),
        },
        Date.now,
      ),
    );
  }
  const owned = stack.move();
  return {
    ...{ server, notifying, setBackfill: health.setBackfill },
    isSettled() {
      const { backfill, store: kept } = health.read();
      return backfill === 1 && kept.ok;
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The settings that the server is handed, with the texts of its certificate. */
function serverConfig({ http, notify, serverAudit }: Config, demo: boolean): ServerConfig {
  const { listen, publicUrl, tls } = http;
  return {
    ...{ listen, auditLimits: serverAudit, demo, version },
    ...(publicUrl !== undefined && { publicUrl }),
    ...(tls !== undefined && { tls: { cert: readFileSync(tls.cert, 'utf8'), key: readFileSync(tls.key, 'utf8') } }),
    ...(http.trustProxy && { trustProxy: 1 }),
    ...(notify.contact !== undefined && { contact: notify.contact }),
  };
}

/** The rules that count, how they are changed, and how they are tried on what is stored. */
function ruleDesk({ keeping, judging, ruleBook, territory }: ShowingParts): ServerParts['rules'] {
  const { disk, store, madeRules: made } = keeping;
  const stored = { catalogue, territory, store, series: disk.series };
  return {
    made,
    book: ruleBook,
    changed: ruleBook.changed,
    backTest: createBackTesting({ ...stored, made }),
    propose: createProposing({ ...stored, alerts: judging.alerts, book: ruleBook }),
  };
}
