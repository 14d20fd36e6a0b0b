import { useState } from 'preact/hooks';
import type { Energy } from '../../contract/energy.ts';
import type { EntryDoubt, MeterEntry } from '../../contract/meter-entries.ts';
import { Bones } from '../parts/bones.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { State } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { type EntryWords, entryWordsOf } from '../texts/entries.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { type Format, useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { euros } from './compared.ts';
import { ConfirmEntryForm, EntryForm } from './entry-form.tsx';
import { EntryImport } from './entry-import.tsx';
import { quantityIn } from './quantity.ts';
import { monthName } from './supply-row.tsx';
import '../style/lists.css';
import '../style/mairie.css';
import '../style/entries.css';

/** A building's meter readings and invoices: typed or from a file, what looks like a slip on top, and the month that comes of it. */
export function EntriesPage({ id }: { id: string }) {
  const { api, session } = useWorld();
  const { language, format } = useVoice();
  const own = entryWordsOf(language);
  const mairie = mairieWordsOf(language);
  const [said, setSaid] = useState('');
  const [changing, setChanging] = useState<MeterEntry>();
  const [asking, setAsking] = useState<{ entry: MeterEntry; what: 'confirm' | 'remove' }>();
  const [importing, setImporting] = useState(false);
  const asked = useAsk(`entries ${id} ${language}`, async (signal) => {
    const [site, entries] = await Promise.all([api.site(id, signal), api.meterEntries(id, signal)]);
    const newest = entries.map(lastDay).sort().at(-1);
    const month = newest === undefined ? undefined : monthBefore(newest);
    const energy = month === undefined ? undefined : await api.energy(site.organisation, { month, language }, signal);
    return { site, entries, energy };
  });
  useTitle(asked.value && `${own.title}, ${asked.value.site.name}`);
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={6} /> : <Trouble error={asked.error} again={asked.again} />;
  const { site, entries, energy } = asked.value;
  const mayWrite = session.role !== 'agent' && session.role !== 'screen';
  const done = (entry?: MeterEntry) => {
    setChanging(undefined);
    setAsking(undefined);
    setSaid(entry === undefined ? '' : entry.counts ? own.saved : own.savedDoubt);
    asked.again();
  };
  const newestFirst = [...entries].reverse();
  const waiting = newestFirst.filter(({ counts }) => !counts);
  const rows = (some: readonly MeterEntry[]) => (
    <ul class="entries">
      {some.map((entry) => (
        <Row
          key={entry.id}
          entry={entry}
          act={mayWrite ? (what) => (what === 'change' ? setChanging(entry) : setAsking({ entry, what })) : undefined}
        />
      ))}
    </ul>
  );
  return (
    <div class="mairie">
      <nav class="crumbs" aria-label={mairie.buildings}>
        <a href={`/mairie/${id}`}>{site.name}</a>
      </nav>
      <div class="page-head">
        <h1>{own.title}</h1>
        <p class="soft lead">{own.lead}</p>
      </div>
      <div role="status">{said !== '' && <p class="entries-said">{said}</p>}</div>
      {energy !== undefined && <MonthLine energy={energy} site={id} own={own} format={format} />}
      {mayWrite && (
        <section aria-labelledby="type">
          <h2 id="type">
            {changing === undefined ? own.type : say(own.corrected, { date: dayIn(lastDay(changing), format) })}
          </h2>
          <EntryForm
            key={changing?.id ?? 'new'}
            site={id}
            changing={changing}
            done={done}
            cancel={() => setChanging(undefined)}
          />
          <p class="form-actions">
            <button type="button" class="button" onClick={() => setImporting(true)}>
              {own.import}
            </button>
          </p>
        </section>
      )}
      {waiting.length > 0 && (
        <section aria-labelledby="waits">
          <h2 id="waits">{own.waits}</h2>
          {rows(waiting)}
        </section>
      )}
      <section aria-labelledby="typed">
        <h2 id="typed">{own.list}</h2>
        {entries.length === 0 ? (
          <div class="empty">
            <p>{own.none}</p>
            <p class="soft">{own.noneHelp}</p>
          </div>
        ) : (
          rows(newestFirst.filter(({ counts }) => counts))
        )}
      </section>
      {importing && (
        <Dialog title={own.import} closed={() => setImporting(false)}>
          <EntryImport organisation={site.organisation} site={id} done={asked.again} />
        </Dialog>
      )}
      {asking?.what === 'confirm' && (
        <Dialog title={own.confirmTitle} closed={() => setAsking(undefined)}>
          <ConfirmEntryForm entry={asking.entry} done={done} />
        </Dialog>
      )}
      {asking?.what === 'remove' && (
        <Dialog title={own.remove} closed={() => setAsking(undefined)}>
          <Sure
            question={own.removeAsk}
            deed={own.remove}
            act={() => api.removeMeterEntry(asking.entry.id)}
            done={() => done()}
          />
        </Dialog>
      )}
    </div>
  );
}

type Act = (what: 'change' | 'confirm' | 'remove') => void;

function Row({ entry, act }: { entry: MeterEntry; act: Act | undefined }) {
  const { format, language } = useVoice();
  const own = entryWordsOf(language);
  const mairie = mairieWordsOf(language);
  const unit = entry.unit === 'm3' ? 'm³' : 'kWh';
  const what =
    entry.is === 'index'
      ? `${dayIn(entry.date, format)} · ${format.number(entry.index, fine(entry.index))} ${unit}`
      : `${dayIn(entry.from, format)} – ${dayIn(entry.to, format)} · ${format.number(entry.amount, fine(entry.amount))} ${unit}${entry.euros === null ? '' : ` · ${euros(entry.euros, format)}`}`;
  return (
    <li class={`entry tone-${entry.supply}`}>
      <p>
        <strong>{mairie.supplies[entry.supply]}</strong>
        {entry.meter !== '' && <span class="soft"> {entry.meter}</span>}{' '}
        <span class="entry-mark">{own.kinds[entry.is]}</span>
      </p>
      <p>{what}</p>
      {entry.note !== '' && <p class="soft">{entry.note}</p>}
      {entry.confirmed !== undefined && (
        <p class="soft">{say(own.confirmed, { who: entry.confirmed.by, note: entry.confirmed.note })}</p>
      )}
      {(!entry.counts || entry.confirmed === undefined) &&
        entry.doubts.map((doubt) => (
          <p key={doubt.kind}>
            <State is={entry.counts ? 'information' : 'warning'} word={doubtIn(doubt, unit, own, format)} />
            {doubt.instead !== undefined &&
              ` ${say(own.instead, { value: `${format.number(doubt.instead, fine(doubt.instead))} ${unit}` })}`}
          </p>
        ))}
      {act !== undefined && (
        <p class="form-actions">
          {!entry.counts && (
            <button type="button" class="button" onClick={() => act('confirm')}>
              {own.confirm}
            </button>
          )}
          <button type="button" class="quiet" onClick={() => act('change')}>
            {own.correct}
            <span class="unseen"> {what}</span>
          </button>
          <button type="button" class="quiet" onClick={() => act('remove')}>
            {own.remove}
            <span class="unseen"> {what}</span>
          </button>
        </p>
      )}
    </li>
  );
}

/** What comes of it: the building's month, by supply. */
function MonthLine(of: { energy: Energy; site: string; own: EntryWords; format: Format }) {
  const { energy, site, own, format } = of;
  const { language } = useVoice();
  const mairie = mairieWordsOf(language);
  const uses = energy.buildings.find((one) => one.site === site)?.supplies ?? [];
  const known = uses.flatMap((use) => {
    const quantity = quantityIn(use, format);
    return quantity === undefined ? [] : [{ use, quantity }];
  });
  if (known.length === 0) return null;
  return (
    <ul class="entries-month">
      {known.map(({ use, quantity }) => (
        <li key={use.supply} class={`tone-${use.supply}`}>
          <strong>{mairie.supplies[use.supply]}</strong>{' '}
          {say(own.month, {
            month: monthName(energy.month, format),
            amount: quantity,
            euros: use.euros === null ? '' : ` · ${euros(use.euros, format)}`,
          })}{' '}
          <span class="entry-mark">{use.sources.map((by) => own.told[by]).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** Why an entry is doubtful, in words that need no training. */
export function doubtIn(doubt: EntryDoubt, unit: string, own: EntryWords, format: Format): string {
  const decimals = doubt.kind === 'price' ? 3 : undefined;
  const number = (value: number | undefined) =>
    value === undefined ? '' : format.number(value, decimals ?? fine(value));
  return say(own.doubts[doubt.kind], {
    found: number(doubt.found),
    against: number(doubt.against),
    date: doubt.date === undefined ? '' : dayIn(doubt.date, format),
    unit,
  });
}

function lastDay(entry: MeterEntry): string {
  return entry.is === 'index' ? entry.date : entry.to;
}

/** The month of the last day that an entry of this day tells: an index tells the days before it. */
function monthBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);
}

function dayIn(day: string, format: Format): string {
  return format.date(Date.parse(`${day}T12:00:00Z`), { dateStyle: 'medium' }, 'UTC');
}

function fine(value: number): number {
  return Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
}
