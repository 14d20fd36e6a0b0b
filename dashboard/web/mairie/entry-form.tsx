import { useState } from 'preact/hooks';
import type { Supply } from '../../contract/energy.ts';
import type { MeterEntry, NewMeterEntry } from '../../contract/meter-entries.ts';
import { useAttempt } from '../attempt.ts';
import { Wrong } from '../parts/wrong.tsx';
import { entryWordsOf } from '../texts/entries.ts';
import { entryReason } from '../texts/entry-reasons.ts';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';

const supplies: readonly Supply[] = ['water', 'gas', 'electricity', 'heat'];

interface Props {
  readonly site: string;
  readonly changing: MeterEntry | undefined;
  readonly done: (entry: MeterEntry) => void;
  readonly cancel: () => void;
}

/** Types one reading or invoice, or corrects one. */
export function EntryForm({ site, changing, done, cancel }: Props) {
  const { api } = useWorld();
  const { language, format } = useVoice();
  const own = entryWordsOf(language);
  const mairie = mairieWordsOf(language);
  const inWords = (reason: string) => entryReason(language, reason.replace(/^body\./, ''));
  const { wrong, busy, attempt, refuse } = useAttempt({ 400: inWords, 409: own.same });
  const [is, setIs] = useState<MeterEntry['is']>(changing?.is ?? 'index');
  const [supply, setSupply] = useState<Supply>(changing?.supply ?? 'water');
  const units = unitsOf(supply, is);
  const [unit, setUnit] = useState<'kWh' | 'm3' | undefined>(changing?.unit);
  const chosen = unit !== undefined && units.includes(unit) ? unit : units[0];
  const wish = changing?.doubts.find(({ instead }) => instead !== undefined)?.instead;
  const plain = (value: number | undefined) =>
    value === undefined ? '' : String(value).replace('.', language === 'fr' ? ',' : '.');
  const before = changing === undefined ? undefined : changing.is === 'index' ? changing.index : changing.amount;
  const [value, setValue] = useState(plain(before));

  function save(event: SubmitEvent & { currentTarget: HTMLFormElement }) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const [typed, paid] = [numberOf(value), numberOf(text('euros'))];
    if (typed === undefined || (text('euros') !== '' && paid === undefined)) return refuse(own.numberWrong);
    const whose = { supply, meter: text('meter'), note: text('note'), ...(chosen !== undefined && { unit: chosen }) };
    const entry: NewMeterEntry =
      is === 'index'
        ? { is, ...whose, date: text('date'), index: typed }
        : { is, ...whose, from: text('from'), to: text('to'), amount: typed, euros: paid ?? null };
    const target = event.currentTarget;
    void attempt(async () => {
      const kept = await (changing === undefined
        ? api.addMeterEntry(site, entry)
        : api.changeMeterEntry(changing.id, entry));
      target.reset();
      setValue('');
      done(kept);
    });
  }
  const invoice = changing?.is === 'invoice' ? changing : undefined;
  return (
    <form class="works-form entry-form" onSubmit={save}>
      <label class="field">
        <span>{own.kind}</span>
        <select value={is} onChange={(event) => setIs(event.currentTarget.value === 'invoice' ? 'invoice' : 'index')}>
          <option value="index">{own.kinds.index}</option>
          <option value="invoice">{own.kinds.invoice}</option>
        </select>
      </label>
      <label class="field">
        <span>{own.supply}</span>
        <select
          value={supply}
          onChange={(event) => setSupply(supplies.find((one) => one === event.currentTarget.value) ?? 'water')}
        >
          {supplies.map((one) => (
            <option key={one} value={one}>
              {mairie.supplies[one]}
            </option>
          ))}
        </select>
      </label>
      {is === 'index' ? (
        <label class="field">
          <span>{own.date}</span>
          <input type="date" name="date" required defaultValue={changing?.is === 'index' ? changing.date : ''} />
        </label>
      ) : (
        <>
          <label class="field">
            <span>{own.from}</span>
            <input type="date" name="from" required defaultValue={invoice?.from ?? ''} />
          </label>
          <label class="field">
            <span>{own.to}</span>
            <input type="date" name="to" required defaultValue={invoice?.to ?? ''} />
          </label>
        </>
      )}
      <label class="field">
        <span>{is === 'index' ? say(own.index, { unit: chosen === 'kWh' ? 'kWh' : 'm³' }) : own.amount}</span>
        <input required inputMode="decimal" value={value} onInput={(event) => setValue(event.currentTarget.value)} />
      </label>
      {is === 'invoice' && (
        <>
          {units.length > 1 && (
            <label class="field">
              <span>{own.unit}</span>
              <select value={chosen} onChange={(event) => setUnit(event.currentTarget.value === 'm3' ? 'm3' : 'kWh')}>
                <option value="kWh">kWh</option>
                <option value="m3">m³</option>
              </select>
            </label>
          )}
          <label class="field">
            <span>{own.euros}</span>
            <input name="euros" inputMode="decimal" defaultValue={plain(invoice?.euros ?? undefined)} />
          </label>
        </>
      )}
      <label class="field">
        <span>{own.meter}</span>
        <input name="meter" maxLength={60} defaultValue={changing?.meter ?? ''} />
      </label>
      <label class="field">
        <span>{own.note}</span>
        <input name="note" maxLength={500} defaultValue={changing?.note ?? ''} />
      </label>
      <p class="form-actions">
        {wish !== undefined && (
          <button type="button" class="button" onClick={() => setValue(plain(wish))}>
            {say(own.take, { value: format.number(wish, Number.isInteger(wish) ? 0 : 2) })}
          </button>
        )}
        <button type="submit" class="button button-main" disabled={busy}>
          {own.save}
        </button>
        {changing !== undefined && (
          <button type="button" class="quiet" onClick={cancel}>
            {own.cancel}
          </button>
        )}
      </p>
      <Wrong text={wrong} />
    </form>
  );
}

/** Says why a doubtful entry is right. */
export function ConfirmEntryForm({ entry, done }: { entry: MeterEntry; done: (entry: MeterEntry) => void }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = entryWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [note, setNote] = useState('');
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        void attempt(async () => done(await api.confirmMeterEntry(entry.id, note)));
      }}
    >
      <Wrong text={wrong} />
      <label class="field">
        {own.confirmNote}
        <input required maxLength={500} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button button-main" disabled={busy}>
        {own.confirm}
      </button>
    </form>
  );
}

function unitsOf(supply: Supply, is: MeterEntry['is']): readonly ('kWh' | 'm3')[] {
  if (supply === 'water') return ['m3'];
  if (supply !== 'gas') return ['kWh'];
  return is === 'index' ? ['m3'] : ['kWh', 'm3'];
}

/** As people type it: `1 234,5`, `1234.5`. */
function numberOf(text: string): number | undefined {
  const clean = text.replaceAll(/[\s\u00a0\u202f€]/g, '').replace(',', '.');
  return /^\d+(\.\d*)?$/.test(clean) ? Number(clean) : undefined;
}
