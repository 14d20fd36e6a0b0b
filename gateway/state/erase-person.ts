import type { Transaction } from 'kysely';
import { erasedPerson } from '../domain/audit.ts';
import type { Schema } from './schema.ts';

interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

/** Takes a person out of all that they did: audit, alerts, maintenances and rules keep the deed without mail address and name. */
export async function erasePerson(trx: Transaction<Schema>, person: Person): Promise<void> {
  const { id, email } = person;
  await trx.updateTable('audit').set({ who: erasedPerson }).where('who', '=', email).execute();
  await trx.updateTable('audit').set({ subject: erasedPerson }).where('subject', 'in', [email, id]).execute();
  await trx
    .updateTable('audit')
    .set(({ fn, val }) => ({ details: fn<string>('replace', ['details', val(email), val(erasedPerson)]) }))
    .execute();
  await trx.updateTable('maintenances').set({ by: erasedPerson }).where('by', '=', email).execute();
  await trx.updateTable('rules').set({ by: erasedPerson }).where('by', '=', email).execute();
  await trx.updateTable('meter_entries').set({ by: erasedPerson }).where('by', '=', email).execute();
  await trx
    .updateTable('meter_entries')
    .set({ confirmed_by: erasedPerson })
    .where('confirmed_by', '=', email)
    .execute();
  await eraseFromTickets(trx, person);
  await eraseFromAlerts(trx, person);
}

/** A ticket is its organisation's: it stays, without who opened it, who did what, and both names in what was said. */
async function eraseFromTickets(trx: Transaction<Schema>, { id, email, name }: Person): Promise<void> {
  await trx.updateTable('tickets').set({ author: '' }).where('author', '=', id).execute();
  await trx.updateTable('tickets').set({ by: erasedPerson }).where('by', '=', email).execute();
  await trx.updateTable('tickets').set({ caller: null }).where('caller', 'in', [email, name]).execute();
  await trx.updateTable('tickets').set({ assignee: erasedPerson }).where('assignee', 'in', [email, name]).execute();
  await trx.updateTable('ticket_actions').set({ by: erasedPerson }).where('by', '=', email).execute();
  for (const said of [email, name].filter((text) => text.length > 3)) {
    await trx
      .updateTable('ticket_actions')
      .set(({ fn, val }) => ({ text: fn<string>('replace', ['text', val(said), val(erasedPerson)]) }))
      .execute();
    await trx
      .updateTable('tickets')
      .set(({ fn, val }) => ({ description: fn<string>('replace', ['description', val(said), val(erasedPerson)]) }))
      .execute();
  }
}

async function eraseFromAlerts(trx: Transaction<Schema>, person: Person): Promise<void> {
  const without = withoutPerson(person);
  // one after the other: bodies and timelines of all alerts at once would be a lot of memory
  for (const { id } of await trx.selectFrom('alerts').select('id').execute()) {
    const { body, timeline } = await trx
      .selectFrom('alerts')
      .select(['body', 'timeline'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const erased = { body: without(body), timeline: without(timeline) };
    if (erased.body === body && erased.timeline === timeline) continue;
    await trx.updateTable('alerts').set(erased).where('id', '=', id).execute();
  }
  for (const { key, body } of await trx.selectFrom('alert_slots').select(['key', 'body']).execute()) {
    const erased = without(body);
    if (erased !== body) await trx.updateTable('alert_slots').set({ body: erased }).where('key', '=', key).execute();
  }
}

/** In JSON that Vigie wrote: the address wherever it stands alone, and the name where an alert was handed to it. */
function withoutPerson({ email, name }: Person): (json: string) => string {
  const address = new RegExp(`(?<![\\w.+-])${RegExp.escape(email)}(?![\\w-]|\\.\\w)`, 'gi');
  const handed = new RegExp(`"(assignee|to)":${RegExp.escape(JSON.stringify(name))}`, 'g');
  return (json) => json.replace(address, erasedPerson).replace(handed, `"$1":${JSON.stringify(erasedPerson)}`);
}
