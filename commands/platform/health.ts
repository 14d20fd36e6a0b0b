import type { Health } from '../../gateway/domain/health.ts';
import type { JournalUse } from '../../gateway/domain/journal.ts';
import type { Intake } from '../../gateway/intake/intake.ts';
import type { Disk } from './disk-thread.ts';

/** Asks the disk thread every two seconds how it is, so that a health check never waits for a disk. `backfill` is the share filled in at start. */
export function createHealth(parts: {
  disk: Pick<Disk, 'use'>;
  intake: Pick<Intake, 'accepts' | 'counters'>;
  connections: () => number;
  traps?: () => NonNullable<Health['traps']> | undefined;
  collector?: () => NonNullable<Health['collector']>;
  backfill: number;
  log: { error(fields: object, message: string): void; info(fields: object, message: string): void };
}) {
  let { backfill } = parts;
  let use: Awaited<ReturnType<Disk['use']>> = {
    bytes: 0,
    quotaBytes: 0,
    hoursLeft: Number.POSITIVE_INFINITY,
    store: { position: 0, trouble: undefined },
    behind: 0,
    judgement: { position: 0, trouble: undefined, toLearn: 0, behind: 0 },
  };
  const tell = (before: string | undefined, now: string | undefined) => {
    if (before === undefined && now !== undefined) {
      parts.log.error({ reason: now }, 'the store takes nothing: readings wait in the journal');
    } else if (before !== undefined && now === undefined) parts.log.info({}, 'the store takes readings again');
  };
  const tellJudgement = (before: string | undefined, now: string | undefined) => {
    if (now !== undefined && now !== before)
      parts.log.error({ reason: now }, 'judgement is in trouble: alerts may be missing');
  };
  const tellRoom = (before: JournalUse, now: JournalUse) => {
    if (isHalfFull(before) || !isHalfFull(now)) return;
    const { bytes, quotaBytes, hoursLeft } = now;
    parts.log.error({ bytes, quotaBytes, hoursLeft }, 'the journal is half full: at its quota nothing is acknowledged');
  };
  let isAsking = false;
  const ask = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await parts.disk.use();
      tell(use.store.trouble, answer.store.trouble);
      tellJudgement(use.judgement.trouble, answer.judgement.trouble);
      tellRoom(use, answer);
      use = answer;
    } catch {
      // the thread's end has its own alarm; here the last answer stands
    } finally {
      isAsking = false;
    }
  };
  void ask();
  const timer = setInterval(() => void ask(), 2_000);
  timer.unref();

  return {
    setBackfill(share: number): void {
      backfill = share;
    },
    read: (): Health => ({
      ...spoken(parts),
      backfill,
      intakeAccepts: parts.intake.accepts(),
      store: {
        ok: use.store.trouble === undefined,
        ...(use.store.trouble !== undefined && { message: use.store.trouble }),
        behind: use.behind,
      },
      judgement: {
        ok: use.judgement.trouble === undefined,
        ...(use.judgement.trouble !== undefined && { message: use.judgement.trouble }),
        behind: use.judgement.behind,
      },
      journal: { bytes: use.bytes, quotaBytes: use.quotaBytes, hoursLeft: use.hoursLeft },
      counters: { ...parts.intake.counters, clients: parts.connections() },
    }),
    [Symbol.dispose]() {
      clearInterval(timer);
    },
  };
}

/** What is there only where something listens, or is asked. */
function spoken(
  parts: Pick<Parameters<typeof createHealth>[0], 'traps' | 'collector'>,
): Pick<Health, 'traps' | 'collector'> {
  const [traps, collector] = [parts.traps?.(), parts.collector?.()];
  return { ...(traps !== undefined && { traps }), ...(collector !== undefined && { collector }) };
}

function isHalfFull({ bytes, quotaBytes }: JournalUse): boolean {
  return quotaBytes > 0 && bytes > quotaBytes / 2;
}
