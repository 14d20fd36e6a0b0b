import { useEffect, useState } from 'preact/hooks';
import type { Scan as Looked } from '../../contract/inbox.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

/** How often a scan that runs is asked how far it is. */
const everyMs = 1_000;

/** Looking through a range of addresses: what it is, how far it has come, how to stop it. */
export function Scan({ looked, again }: { looked: Looked; again: () => void }) {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const [range, setRange] = useState('');
  const [credentials, setCredentials] = useState(looked.credentials[0] ?? '');
  const [wrong, setWrong] = useState<string>();
  const { scan } = looked;
  const isRunning = scan?.is === 'running';
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(again, everyMs);
    return () => clearInterval(timer);
  }, [isRunning, again]);
  const told = (work: Promise<unknown>) =>
    work.then(
      () => {
        setWrong(undefined);
        again();
      },
      (error: unknown) =>
        setWrong(say(words.failed, { reason: error instanceof Error ? error.message : String(error) })),
    );
  function begin(event: Event) {
    event.preventDefault();
    void told(api.scan({ range: range.trim(), credentials }));
  }
  if (looked.credentials.length === 0) return <p class="soft lead">{words.scanWithout}</p>;
  return (
    <section>
      <h2>{words.scanTitle}</h2>
      <p class="soft lead">{words.scanLead}</p>
      <form class="form scan" onSubmit={begin}>
        <div role="alert">{wrong && <p class="form-wrong">{wrong}</p>}</div>
        <label class="field">
          {words.scanRange}
          <input
            required
            maxLength={1_000}
            placeholder="10.1.2.0/24, fd00:1::/112"
            value={range}
            onInput={(event) => setRange(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          {words.credentials}
          <select value={credentials} onChange={(event) => setCredentials(event.currentTarget.value)}>
            {looked.credentials.map((name) => (
              <option value={name} key={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div class="form-actions">
          <button type="submit" class="button button-main" disabled={isRunning}>
            {words.scanBegin}
          </button>
          {isRunning && (
            <button type="button" class="button" onClick={() => void told(api.stopScan())}>
              {words.scanStop}
            </button>
          )}
        </div>
      </form>
      {scan && (
        <div class="scan-state">
          {isRunning && (
            <progress max={scan.total} value={scan.done} aria-label={say(words.scanOf, { range: scan.range })} />
          )}
          <p role="status">
            {say(words[scanWords[scan.is]], { range: scan.range })} ·{' '}
            {say(words.scanCount, {
              done: format.number(scan.done),
              total: format.number(scan.total),
              found: format.number(scan.found),
              known: format.number(scan.known),
            })}
            {scan.refused > 0 && ` · ${say(words.scanRefused, { count: format.number(scan.refused) })}`}
            {scan.reason !== undefined && ` · ${scan.reason}`}
          </p>
        </div>
      )}
    </section>
  );
}

const scanWords = { running: 'scanOf', done: 'scanDone', stopped: 'scanStopped', failed: 'scanFailed' } as const;
