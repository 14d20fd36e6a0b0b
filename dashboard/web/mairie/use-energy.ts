import type { Energy } from '../../contract/energy.ts';
import { usePlace } from '../router.ts';
import { type Asked, useAsk, useNow, useVoice, useWorld } from '../world.ts';

const quarterHourMs = 900_000;

/** Which organisation and month the address bar asks for; unless it does, the person's first one and the month under way. */
export function useMonth(): { organisation: string | undefined; month: string | undefined } {
  const { query } = usePlace();
  const { session } = useWorld();
  const asked = query.get('collectivite') ?? undefined;
  const month = query.get('mois') ?? undefined;
  return {
    organisation: asked ?? session.organisations?.[0],
    month: month !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? month : undefined,
  };
}

/** The month of an organisation; asked again every quarter of an hour. */
export function useEnergy(organisation: string, month: string | undefined): Asked<Energy> {
  const { api } = useWorld();
  const { language } = useVoice();
  const turn = Math.floor(useNow(60_000) / quarterHourMs);
  return useAsk(`${organisation} ${month} ${language} ${turn}`, (signal) =>
    api.energy(organisation, { month, language }, signal),
  );
}
