import { z } from 'zod';
import { addDays } from '../../../devices/calendar/local-date.ts';
import { createZone } from '../../../devices/calendar/local-time.ts';
import { turnsBetween } from '../../../gateway/calculate/duty-rota.ts';
import { Duty, DutyFeed, NewDuty, type Who } from '../../contract/notices.ts';
import { Secret } from '../../contract/shared.ts';
import { dutyCalendar } from '../duty-calendar.ts';
import { nameOf } from '../identify.ts';
import { Refusal } from '../problem.ts';
import { staff } from '../roles.ts';
import { openRoute, type Route, route } from '../route.ts';
import type { ServerParts } from '../server-parts.ts';

const [daysBack, daysAhead] = [31, 184];
const peopleAtMost = 1_000;

/** Who answers when: the rota, its swaps, and a feed for everybody's own calendar. */
export function dutyRoutes({ noticing, accounts, audit }: ServerParts): Route[] {
  const { duty } = noticing;
  const zone = createZone(noticing.timeZone);
  return [
    route(
      {
        method: 'get',
        path: '/duty',
        summary: 'The duty rota, from a month ago to half a year ahead',
        roles: staff,
        success: { status: 200, schema: Duty },
      },
      async ({ now }) => ({ status: 200, body: await shown(now) }),
    ),
    route(
      {
        method: 'put',
        path: '/duty',
        summary: 'Write the rota anew: who, in which order, from when, and who answers in whose place',
        roles: staff,
        body: NewDuty,
        success: { status: 200, schema: Duty },
      },
      async ({ identity, body, now }) => {
        const known = new Set((await candidates()).map(({ id }) => id));
        const stranger = [...body.people, ...body.swaps.map(({ person }) => person)].find((id) => !known.has(id));
        if (stranger !== undefined) throw new Refusal(400, `body: "${stranger}" is no technician or administrator`);
        await duty.write(body);
        const details = JSON.stringify(body).slice(0, 2_000);
        await audit.record({ time: now, who: nameOf(identity), action: 'duty.change', subject: 'duty', details });
        return { status: 200, body: await shown(now) };
      },
    ),
    route(
      {
        method: 'post',
        path: '/duty/feed',
        summary: 'A new secret address of the rota for calendar programs; the former one ends. Shown this once',
        roles: staff,
        success: { status: 200, schema: DutyFeed },
      },
      async ({ identity, origin, now }) => {
        const secret = await duty.newFeed();
        await audit.record({ time: now, who: nameOf(identity), action: 'duty.feed', subject: 'duty', details: '' });
        return { status: 200, body: { address: `${origin}/api/v1/duty/feed.ics?token=${secret}` } };
      },
    ),
    openRoute(
      {
        method: 'get',
        path: '/duty/feed.ics',
        summary: 'The rota as an iCalendar feed, for who has its secret address',
        query: z.strictObject({ token: Secret }),
        success: { status: 200, schema: z.string() },
      },
      async ({ query, now }) => {
        if (!(await duty.opensFeed(query.token))) throw new Refusal(404, 'There is nothing here');
        const { turns } = await shown(now);
        return {
          status: 200,
          body: dutyCalendar(turns),
          headers: { 'Content-Type': 'text/calendar; charset=utf-8' },
        };
      },
    ),
  ];

  async function candidates(): Promise<Who[]> {
    const users = await accounts.users({ limit: peopleAtMost, roles: staff });
    return users.filter(({ disabled }) => !disabled).map(({ id, name }) => ({ id, name }));
  }

  async function shown(now: number): Promise<Duty> {
    const rota = await duty.read();
    const there = await candidates();
    const names = new Map(there.map(({ id, name }) => [id, name]));
    // who has left since stands there by id until somebody else takes the place
    const who = (id: string): Who => ({ id, name: names.get(id) ?? id });
    const { date: today } = zone.toLocal(now);
    const turns = turnsBetween(rota, addDays(today, -daysBack), addDays(today, daysAhead));
    return {
      start: rota.start,
      days: rota.days,
      people: rota.people.map(who),
      swaps: rota.swaps.map((swap) => ({ ...swap, person: who(swap.person) })),
      turns: turns.map((turn) => ({ ...turn, person: who(turn.person) })),
      today,
      candidates: there,
    };
  }
}
