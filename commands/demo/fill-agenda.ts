import { addDays, dayOf, type LocalDate, weekday } from '../../devices/calendar/local-date.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import type { Maintenances } from '../../gateway/domain/maintenance.ts';

const zone = createZone('Europe/Paris');

/** What is worked on in the demonstration: done, to come, every week. Filled in once. */
export async function fillAgenda(maintenances: Maintenances, now: number): Promise<void> {
  const today = dayOf(zone.dayAt(now));
  if (maintenances.all().length > 0) return;
  const announced = { by: 'technicien@demo', createdAt: now, mode: 'mute' } as const;
  const at = (day: LocalDate, hour: number) => zone.toInstant(day, hour * 60);
  const nextSunday = addDays(mondayBefore(today), 6);
  await maintenances.add({
    ...announced,
    scope: { device: 'pare-feu-dax' },
    from: at(addDays(today, -6), 18),
    to: at(addDays(today, -6), 19),
    reason: 'Mise à jour du micrologiciel du pare-feu',
  });
  await maintenances.add({
    ...announced,
    scope: { site: 'mairie-tartas' },
    from: at(addDays(today, 3), 12),
    to: at(addDays(today, 3), 14),
    reason: 'Remplacement de l’onduleur de la baie',
  });
  await maintenances.add({
    ...announced,
    scope: { organisation: 'alpi' },
    from: at(nextSunday, 6),
    to: at(nextSunday, 8),
    weeklyUntil: at(addDays(nextSunday, 60), 0),
    reason: 'Entretien hebdomadaire de la grille de sauvegarde',
  });
}

function mondayBefore(day: LocalDate): LocalDate {
  return addDays(day, -weekday(day));
}
