import type { Territory } from '../../../devices/territory.ts';
import { AddedMember, NewMember } from '../../contract/territory.ts';
import { nameOf } from '../identify.ts';
import { Refusal } from '../problem.ts';
import { administrators } from '../roles.ts';
import { type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

const membersAtMost = 5_000;

/** Members that an administrator adds on screen; the territory's files declare the others, and win. */
export function memberRoutes({ territory, addMember, audit }: ServerParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/organisations',
        summary: 'Add a member with its first site, beside those that the territory’s files declare',
        roles: administrators,
        body: NewMember,
        success: { status: 201, schema: AddedMember },
      },
      async ({ identity, body, now }) => {
        const known = territory();
        if (known.organisations.size >= membersAtMost)
          throw new Refusal(409, `There are ${membersAtMost} members already`);
        const twin = [...known.organisations.values()].find(
          ({ name, insee }) => name === body.name || (insee !== undefined && insee === body.insee),
        );
        if (twin !== undefined) throw new Refusal(409, `There is an organisation "${twin.name}" already`);
        const organisation = freeId(body.name, known.organisations);
        const site = freeId(body.site.name, known.sites);
        const { name, insee } = body;
        await addMember(
          { id: organisation, name, ...(insee !== undefined && { insee }) },
          { id: site, name: body.site.name, organisation, timeZone: 'Europe/Paris', fewStaff: false },
        );
        const details = `${name}, ${body.site.name}`;
        await audit.record({ time: now, who: nameOf(identity), action: 'member.add', subject: organisation, details });
        return { status: 201, body: { organisation, site } };
      },
    ),
  ];
}

/** An id of a name's letters and digits, numbered where it is taken. */
function freeId(name: string, taken: Territory['organisations'] | Territory['sites']): string {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const plain =
    letters
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 56)
      .replace(/^-|-$/g, '') || 'lieu';
  if (!taken.has(plain)) return plain;
  let number = 2;
  while (taken.has(`${plain}-${number}`)) number++;
  return `${plain}-${number}`;
}
