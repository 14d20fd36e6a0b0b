import type { Backup, BackupState } from '../../contract/backups.ts';
import { scaleFor } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';
import { Amount } from './amount.tsx';
import { State, type StateOf } from './state.tsx';

/** What needs a person; the others show nothing but their word. */
const shown: Partial<Record<BackupState, StateOf>> = { warning: 'information', failed: 'warning', missing: 'critical' };
const order: readonly BackupState[] = ['missing', 'failed', 'warning', 'running', 'good'];

/** An organisation's backups: one sentence, then each server, what needs a person first. */
export function BackupList({ backups, now }: { backups: readonly Backup[]; now: number }) {
  const { words, format, language } = useVoice();
  const good = backups.filter(({ state }) => shown[state] === undefined).length;
  const ages = backups.map(({ lastGood }) => (lastGood === null ? Number.NaN : now - Date.parse(lastGood)));
  const oldest = Math.max(...ages);
  const compare = new Intl.Collator(language).compare;
  const sorted = [...backups].sort(
    (a, b) => order.indexOf(a.state) - order.indexOf(b.state) || compare(a.client, b.client),
  );
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
  const is = shown[state];
  const word = words.backupStates[state];
  return (
    <tr>
      <th scope="row">
        <a href={`/devices/${device}`}>{client}</a>
      </th>
      <td>{is === undefined ? word : <State is={is} word={word} />}</td>
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
