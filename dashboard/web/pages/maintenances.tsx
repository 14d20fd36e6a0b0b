import { useState } from 'preact/hooks';
import type { Maintenance } from '../../contract/maintenance.ts';
import { MaintenanceMonth } from '../maintenances/month.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Listing } from '../parts/listing.tsx';
import { MaintenanceForm, type Places } from '../parts/maintenance-form.tsx';
import { State } from '../parts/state.tsx';
import { Sure } from '../parts/sure.tsx';
import { maintenanceWordsOf } from '../texts/maintenance.ts';
import { say } from '../texts/words.ts';
import { useAsk, useNow, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';
import '../style/month.css';

const yearMs = 365 * 86_400_000;

/** Announced work that the reader may know of; staff adds and deletes. */
export function MaintenancesPage(_: { id: string }) {
  const { api, session } = useWorld();
  const { words, language } = useVoice();
  const own = maintenanceWordsOf(language);
  const now = useNow();
  useTitle(words.maintenances);
  const asked = useAsk('maintenances', async (signal) => {
    const [found, organisations, sites, devices] = await Promise.all([
      api.maintenances({ from: Date.now() - yearMs }, signal),
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
    ]);
    return { found, places: { organisations, sites, devices } };
  });
  const [open, setOpen] = useState<'new' | Maintenance>();
  const staff = session.role === 'technician' || session.role === 'administrator';
  const places = asked.value?.places;
  const done = () => {
    setOpen(undefined);
    asked.again();
  };
  return (
    <div class="lists">
      <Listing
        id="maintenances"
        level={1}
        title={words.maintenances}
        lead={words.maintenancesLead}
        asked={{ ...asked, value: asked.value?.found.toSorted((a, b) => (a.from < b.from ? 1 : -1)) }}
        none={words.maintenancesNone}
        heads={[words.when, words.state, words.maintenanceWhere, words.maintenanceWhy, words.maintenanceBy]}
        {...(staff && {
          deed: words.maintenanceRemove,
          action: (
            <button type="button" class="button" onClick={() => setOpen('new')}>
              {words.maintenanceAdd}
            </button>
          ),
        })}
        row={(one) => (
          <tr key={one.id}>
            <td>
              <When of={one} />
            </td>
            <td>
              <Progress of={one} now={now} />
            </td>
            <td>{places && <Where of={one} places={places} />}</td>
            <td class="details">
              {one.reason}
              {one.mode !== 'mute' && <span class="soft">{` · ${own.modesShort[one.mode]}`}</span>}
            </td>
            <td class="soft">{one.by}</td>
            {staff && (
              <td class="num">
                <button
                  type="button"
                  class="quiet"
                  aria-label={`${words.maintenanceRemove} ${one.reason}`}
                  onClick={() => setOpen(one)}
                >
                  {words.maintenanceRemove}
                </button>
              </td>
            )}
          </tr>
        )}
      >
        {open !== undefined && places !== undefined && (
          <Dialog
            title={open === 'new' ? words.maintenanceAdd : words.maintenanceRemove}
            closed={() => setOpen(undefined)}
          >
            {open === 'new' ? (
              <MaintenanceForm places={places} done={done} />
            ) : (
              <Sure
                question={words.maintenanceRemoveSure}
                deed={words.maintenanceRemove}
                act={() => api.removeMaintenance(open.id)}
                done={done}
              />
            )}
          </Dialog>
        )}
      </Listing>
      {asked.value !== undefined && places !== undefined && (
        <MaintenanceMonth all={asked.value.found} now={now} placeOf={(one) => nameOf(one, places)} />
      )}
    </div>
  );
}

function When({ of: { from, to, weeklyUntil } }: { of: Maintenance }) {
  const { words, format } = useVoice();
  const moment = (time: string) => format.moment(Date.parse(time));
  const text = say(words.maintenanceSpan, { from: moment(from), to: moment(to) });
  if (weeklyUntil === undefined) return <>{text}</>;
  const day = format.date(Date.parse(weeklyUntil), { day: 'numeric', month: 'short', year: 'numeric' });
  return <>{`${text}, ${say(words.maintenanceWeeklyUntil, { until: day })}`}</>;
}

function Progress({ of: { from, to, weeklyUntil }, now }: { of: Maintenance; now: number }) {
  const { words } = useVoice();
  if (now < Date.parse(from)) return <>{words.maintenanceComing}</>;
  if (now < Date.parse(to)) return <State is="maintenance" word={words.maintenanceRunning} />;
  if (weeklyUntil !== undefined && now < Date.parse(weeklyUntil)) return <>{words.maintenanceWeekly}</>;
  return <span class="soft">{words.maintenanceOver}</span>;
}

function Where({ of, places }: { of: Maintenance; places: Places }) {
  const name = nameOf(of, places);
  if (of.organisation !== undefined) return <>{name}</>;
  return <a href={of.site === undefined ? `/devices/${of.device}` : `/sites/${of.site}`}>{name}</a>;
}

function nameOf({ organisation, site, device }: Maintenance, places: Places): string {
  const name = (list: readonly { id: string; name: string }[], id: string) =>
    list.find((one) => one.id === id)?.name ?? id;
  if (organisation !== undefined) return name(places.organisations, organisation);
  return site === undefined ? name(places.devices, device ?? '') : name(places.sites, site);
}
