import type { Person, TellingWorld } from './listener.ts';

/**
 * In which round somebody hears of an alert: 0 at once, 1 and 2 when nobody has taken it. Who is on duty comes first, then
 * the other technicians, then administrators; a round that has nobody in it passes to the next.
 */
export function stepOf(
  person: Person,
  persons: readonly Person[],
  world: Pick<TellingWorld, 'onDuty'>,
  now: number,
): 0 | 1 | 2 {
  if (person.role === 'responsable' || person.wishes.offDuty) return 0;
  const its = world.onDuty(now);
  const onDuty = persons.find(({ id, reachable }) => id === its && reachable.length > 0);
  if (person === onDuty) return 0;
  const technicians = persons.some(({ role, reachable }) => role === 'technician' && reachable.length > 0);
  if (onDuty === undefined) return person.role === 'technician' || !technicians ? 0 : 2;
  return person.role === 'technician' || !technicians ? 1 : 2;
}
