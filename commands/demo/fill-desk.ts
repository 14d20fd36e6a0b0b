import type { Territory } from '../../devices/territory.ts';
import type { User } from '../../gateway/domain/account.ts';
import { type TicketCategory, type Tickets, ticketCategories } from '../../gateway/domain/tickets.ts';
import { type DeskHand, type DeskTicket, deskAt } from '../../simulators/helpdesk/desk.ts';
import { helpdeskCsv, helpdeskYear } from '../../simulators/helpdesk/year.ts';
import { readHistory } from '../tickets/read-history.ts';

/** The people of the demonstration who work with tickets. */
export interface DeskPeople {
  readonly technician: User;
  readonly administrator: User;
  /** the member's own account, where it has one */
  of(organisation: string): User | undefined;
}

/** The last whole year of the agency's helpdesk and this one so far, then what lies on its desk now; each taken once. */
export async function fillDesk(parts: {
  readonly tickets: Tickets;
  readonly territory: Pick<Territory, 'organisations'>;
  readonly people: DeskPeople;
  readonly seed: number;
  readonly now: number;
}): Promise<void> {
  const { tickets, territory, people, seed, now } = parts;
  const members = [...territory.organisations.keys()].sort();
  const organisations = new Map(members.map((id) => [id, id]));
  const year = new Date(now).getUTCFullYear();
  for (const one of [year - 1, year]) {
    const past = helpdeskYear({ year: one, organisations: members, department: members[0] ?? '', seed });
    const so = past.filter(({ closed }) => Date.parse(closed) < now);
    await tickets.take(readHistory(helpdeskCsv(so), { organisations, onBad: () => {} }));
  }
  for (const ticket of deskAt(now)) {
    if (!organisations.has(ticket.organisation)) continue;
    const { items } = await tickets.list({ author: handOf(people, ticket, ticket.by).id }, { limit: 500 });
    if (items.some(({ title }) => title === ticket.title)) continue;
    const nameOf = (id: string) => territory.organisations.get(id)?.name ?? id;
    await open(tickets, ticket, people, nameOf);
  }
}

async function open(
  tickets: Tickets,
  ticket: DeskTicket,
  people: DeskPeople,
  nameOf: (organisation: string) => string,
): Promise<void> {
  const { organisation, title, description, priority, caller, by, kind = 'request', openedAt, acts } = ticket;
  const hand = (of: DeskHand) => handOf(people, ticket, of);
  const author = hand(by);
  const { number } = await tickets.add(
    {
      ...{ kind, organisation, priority, title, description, evidence: [], alerts: [] },
      ...{ category: categoryOf(ticket.category), source: caller === undefined ? 'mairie' : 'call' },
      ...{ author: author.id, by: author.email },
      ...(caller !== undefined && { caller }),
    },
    openedAt,
  );
  for (const { at, by: who, is, text = '', organisation: calls } of acts) {
    const { email } = hand(who);
    if (is === 'taken') await tickets.change(number, { state: 'progress', assignee: email }, email, at);
    else if (is === 'waiting' || is === 'closed') await tickets.change(number, { state: is }, email, at);
    else
      await tickets.act(
        number,
        { is, by: email, text: [calls && nameOf(calls), text].filter(Boolean).join(' : ') },
        at,
      );
  }
}

/** The technician writes for a member without an account. */
function handOf(people: DeskPeople, { organisation }: DeskTicket, of: DeskHand): User {
  return (of === 'member' ? people.of(organisation) : people[of]) ?? people.technician;
}

function categoryOf(written: string): TicketCategory {
  return ticketCategories.find((one) => one === written) ?? 'other';
}
