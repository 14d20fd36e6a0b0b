import { useState } from 'preact/hooks';
import { useAttempt } from '../attempt.ts';
import { changeQuery } from '../router.ts';
import { worksWordsOf } from '../texts/works.ts';
import { useVoice } from '../world.ts';

/** What the address asks: an energy, the works' days and a declared change of use as `DAY=PERCENT`. */
export interface Asked {
  readonly supply: 'electricity' | 'gas' | 'heat';
  readonly from: string;
  readonly to: string;
  readonly change?: string | undefined;
}

/** Asks for the works' dates and writes them into the address. */
export function WorksForm({ asked }: { asked: Asked | undefined }) {
  const { language } = useVoice();
  const own = worksWordsOf(language);
  const [changed, setChanged] = useState(asked?.change !== undefined);
  const { wrong, refuse } = useAttempt();
  const [changeDay, changeShare] = asked?.change?.split('=') ?? [];
  return (
    <form
      class="works-form"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string) => String(form.get(name) ?? '');
        if (text('from') === '' || text('to') < text('from')) return refuse(own.datesWrong);
        changeQuery({
          energie: text('supply'),
          debut: text('from'),
          fin: text('to'),
          changement: changed && text('day') !== '' ? `${text('day')}=${Number(text('share'))}` : undefined,
        });
      }}
    >
      <label class="field">
        <span>{own.supply}</span>
        <select name="supply" defaultValue={asked?.supply ?? 'gas'}>
          {(['gas', 'electricity', 'heat'] as const).map((supply) => (
            <option key={supply} value={supply} selected={supply === (asked?.supply ?? 'gas')}>
              {own.supplies[supply]}
            </option>
          ))}
        </select>
      </label>
      <label class="field">
        <span>{own.from}</span>
        <input type="date" name="from" required defaultValue={asked?.from ?? ''} />
      </label>
      <label class="field">
        <span>{own.to}</span>
        <input type="date" name="to" required defaultValue={asked?.to ?? ''} />
      </label>
      <label class="works-check">
        <input type="checkbox" checked={changed} onChange={(event) => setChanged(event.currentTarget.checked)} />
        <span>{own.changeAsk}</span>
      </label>
      {changed && (
        <>
          <label class="field">
            <span>{own.changeDay}</span>
            <input type="date" name="day" defaultValue={changeDay ?? ''} />
          </label>
          <label class="field">
            <span>{own.changeShare}</span>
            <input type="number" name="share" min="-90" max="99" step="1" defaultValue={changeShare ?? '8'} />
          </label>
        </>
      )}
      <p class="form-actions">
        <button type="submit" class="button">
          {own.calculate}
        </button>
      </p>
      {wrong !== undefined && (
        <p class="form-wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}
