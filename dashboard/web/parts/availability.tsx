import { useState } from 'preact/hooks';
import { movedBy } from '../calendar.ts';
import { useAsk, useNow, useVoice, useWorld } from '../world.ts';
import { AvailabilityBand, AvailabilityTable } from './availability-band.tsx';
import { availabilitySentence } from './availability-sentence.ts';
import { Bones } from './bones.tsx';
import { Dialog } from './dialog.tsx';
import { MaintenanceForm } from './maintenance-form.tsx';
import { Trouble } from './trouble.tsx';
import '../style/availability.css';
import '../style/charts.css';
import '../style/lists.css';

const spans = [30, 365] as const;
const quarterHourMs = 900_000;

/** How much of the last days a device, or the devices of a site together, worked; staff announces work on it here. */
export function Availability({ of, timeZone }: { of: { site: string } | { device: string }; timeZone: string }) {
  const { api, session } = useWorld();
  const { words, format } = useVoice();
  const now = Math.floor(useNow() / quarterHourMs) * quarterHourMs;
  const [days, setDays] = useState<(typeof spans)[number]>(30);
  const [isOpen, setOpen] = useState(false);
  const from = movedBy('day', now, 1 - days, timeZone);
  // a period of now is asked again every quarter of an hour
  const asked = useAsk(JSON.stringify([of, from, now]), (signal) =>
    api.availability({ ...of, from, to: now, step: '1d' }, signal),
  );
  const staff = session.role === 'technician' || session.role === 'administrator';
  const sentence = asked.value && availabilitySentence(asked.value, days, words, format);
  return (
    <section aria-labelledby="availability" class="availability">
      <div class="list-head">
        <h2 id="availability">{words.availability}</h2>
        <fieldset class="segments">
          <legend class="unseen">{words.availabilitySpan}</legend>
          {spans.map((span) => (
            <label key={span}>
              <input type="radio" name="availability" checked={span === days} onChange={() => setDays(span)} />
              <span>{words.availabilityDays[span]}</span>
            </label>
          ))}
        </fieldset>
      </div>
      {asked.value === undefined || sentence === undefined ? (
        asked.error === undefined ? (
          <Bones rows={2} />
        ) : (
          <Trouble error={asked.error} again={asked.again} />
        )
      ) : (
        <>
          <p class="availability-says">{sentence}</p>
          <AvailabilityBand days={asked.value.days ?? []} timeZone={timeZone} sentence={sentence} />
          <details>
            <summary>{words.table}</summary>
            <p class="soft lead">{words.availabilityHelp}</p>
            <AvailabilityTable days={asked.value.days ?? []} timeZone={timeZone} title={words.availability} />
          </details>
        </>
      )}
      <p class="form-actions">
        {staff && (
          <button type="button" class="button" onClick={() => setOpen(true)}>
            {words.maintenanceAdd}
          </button>
        )}
        <a class="button" href="/maintenances">
          {words.maintenances}
        </a>
      </p>
      {isOpen && (
        <Dialog title={words.maintenanceAdd} closed={() => setOpen(false)}>
          <MaintenanceForm
            of={of}
            done={() => {
              setOpen(false);
              asked.again();
            }}
          />
        </Dialog>
      )}
    </section>
  );
}
