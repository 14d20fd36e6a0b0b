import { useState } from 'preact/hooks';
import type { TakenEntries } from '../../contract/meter-entries.ts';
import { useAttempt } from '../attempt.ts';
import { Wrong } from '../parts/wrong.tsx';
import { entryWordsOf } from '../texts/entries.ts';
import { entryReason } from '../texts/entry-reasons.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

/** Takes a file's lines, chosen, dropped or pasted: what could not be taken stays in the box with its reason. */
export function EntryImport({ organisation, site, done }: { organisation: string; site: string; done: () => void }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = entryWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [csv, setCsv] = useState('');
  const [taken, setTaken] = useState<TakenEntries>();
  const read = (files: FileList | null | undefined) => {
    const file = files?.[0];
    if (file !== undefined) void file.text().then(setCsv);
  };
  return (
    <form
      class="form"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        read(event.dataTransfer?.files);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => {
          setTaken(await api.importMeterEntries(organisation, { csv, site }));
          done();
        });
      }}
    >
      <p class="soft">{own.importLead}</p>
      <Wrong text={wrong} />
      <label class="field">
        {own.file}
        <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => read(event.currentTarget.files)} />
      </label>
      <label class="field">
        {own.paste}
        <textarea required rows={6} value={csv} onInput={(event) => setCsv(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {own.send}
      </button>
      <div role="status">
        {taken !== undefined && (
          <>
            <p>{say(own.taken, { ...taken, bad: taken.bad.length })}</p>
            <ul>
              {taken.bad.map(({ line, reason }) => (
                <li key={`${line} ${reason}`}>{say(own.badLine, { line, reason: entryReason(language, reason) })}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </form>
  );
}
