import { addDays } from '../../devices/calendar/local-date.ts';
import { createZone } from '../../devices/calendar/local-time.ts';
import type { Accounts, NewUser, User } from '../../gateway/domain/account.ts';
import { usualWishes, wishers } from '../../gateway/domain/wish.ts';
import { createDuty } from '../../gateway/state/create-duty.ts';
import { createWishes } from '../../gateway/state/create-wishes.ts';
import type { State } from '../../gateway/state/open-state.ts';

const people: readonly Omit<NewUser, 'password'>[] = [
  { email: 'admin@demo', name: 'Claire Dupouy', role: 'administrator', organisations: [] },
  { email: 'technicien@demo', name: 'Hugo Lalanne', role: 'technician', organisations: [] },
  { email: 'mairie.tartas@demo', name: 'Mairie de Tartas', role: 'responsable', organisations: ['tartas'] },
  { email: 'mairie.dax@demo', name: 'Mairie de Dax', role: 'responsable', organisations: ['dax'] },
  { email: 'agent.tartas@demo', name: 'Jeanne Castets', role: 'agent', organisations: ['tartas'] },
];
const turn = { days: 15, gone: 11 };

/** The demonstration's accounts, all with this password, in the order in which they are printed. */
export async function makePeople(accounts: Accounts, password: string, now: number): Promise<User[]> {
  const made: User[] = [];
  for (const person of people) {
    const known = await accounts.userByEmail(person.email);
    if (known !== undefined) await accounts.setPassword(known.id, password, { anyPassword: true });
    made.push(known ?? (await accounts.addUser({ ...person, password }, now, { anyPassword: true })));
  }
  return made;
}

/** Who answers the telephone these weeks, and that what is grave is told at any hour; what somebody chose stays. */
export async function settlePeople(state: State, users: readonly User[], now: number): Promise<void> {
  const wishes = createWishes(state);
  for (const { id, role } of users) {
    if (!wishers.includes(role) || (await wishes.of(id)) !== undefined) continue;
    await wishes.put(id, { ...usualWishes(role), outsideHours: ['critical'] });
  }
  const duty = createDuty(state);
  const written = await duty.read();
  const staff = users.filter(({ role }) => role === 'technician' || role === 'administrator');
  if (written.people.length > 0) return;
  const { date } = createZone('Europe/Paris').toLocal(now);
  const inTurn = staff.toSorted((a, b) => b.role.localeCompare(a.role)).map(({ id }) => id);
  await duty.write({ ...written, start: addDays(date, -turn.gone), days: turn.days, people: inTurn });
}
