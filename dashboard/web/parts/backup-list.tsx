import type { Backup, BackupState } from '../../contract/backups.ts';
import { badness, stateInWords } from '../states.ts';
import { scaleFor } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { Amount } from './amount.tsx';
import { State, StateWord } from './state.tsx';

/** In the order of the metric's values. */
const states: readonly BackupState[] = ['good', 'running', 'warning', 'failed', 'missing'];
const metric = { id: 'backup.state' };
/** a last good one too old is as bad as a failure */
const late = badness(metric, states.indexOf('failed'));

/** An organisation's backups: one sentence, then each server, what needs a person first. */
export function BackupList({ backups, now }: { backups: readonly Backup[]; now: number }) {
  const { words, format, language } = useVoice();
  const good = backups.filter(({ is }) => is === 'well' || is === 'information').length;
  const ages = backups.map(({ lastGood }) => (lastGood === null ? Number.NaN : now - Date.parse(lastGood)));
  const oldest = Math.max(...ages);
  const compare = new Intl.Collator(language).compare;
  const rank = (one: Backup) => Math.max(badnessOf(one), one.isLate ? late : 0);
  const sorted = [...backups].sort((a, b) => rank(b) - rank(a) || compare(a.client, b.client));
  return (
    <>
      <p class="soft">
        {good === backups.length && !Number.isNaN(oldest)
          ? say(words.backupsWell, { age: format.duration(oldest) })
          : say(words.backupsOf, { good, all: backups.length })}
      </p>
      <div class="table-scroll">
        <table class="list backups">
          <thead>
            <tr>
              <th scope="col">{words.backupClient}</th>
              <th scope="col">{words.state}</th>
              <th scope="col">{words.lastGood}</th>
              <th scope="col">{words.backupSize}</th>
              <th scope="col">{words.backupTook}</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((backup) => (
              <Row key={`${backup.device}/${backup.client}`} backup={backup} now={now} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ backup, now }: { backup: Backup; now: number }) {
  const { words, format } = useVoice();
  const { client, state, lastGood, bytes, durationSeconds, device } = backup;
  const inWords = stateInWords(metric, states.indexOf(state), words);
  return (
    <tr>
      <th scope="row">
        <a href={`/devices/${device}`}>{client}</a>
      </th>
      <td>
        {backup.isLate && badnessOf(backup) < late ? (
          <State is="critical" word={words.backupLate} />
        ) : (
          <StateWord state={inWords} old={backup.is === 'unknown'} />
        )}
      </td>
      <td>
        {lastGood === null ? (
          <span class="soft">{words.neverGood}</span>
        ) : (
          <time dateTime={lastGood} title={format.moment(Date.parse(lastGood))}>
            {format.ago(now - Date.parse(lastGood))}
          </time>
        )}
      </td>
      <td>
        <Amount value={bytes ?? undefined} scale={scaleFor('B', bytes ?? 0)} />
      </td>
      <td>{durationSeconds === null ? words.none : format.duration(durationSeconds * 1_000)}</td>
    </tr>
  );
}

function badnessOf({ state }: Backup): number {
  return badness(metric, states.indexOf(state));
}
