import type { Identity } from '../../../gateway/domain/account.ts';
import type { Message, Sender } from '../../../gateway/domain/intake.ts';
import { WrittenReadings } from '../../contract/readings.ts';
import { nameOf } from '../identify.ts';
import { Refusal } from '../problem.ts';
import { writers } from '../roles.ts';
import { type Route, route } from '../route.ts';
import { scopeOf, sees } from '../scope.ts';
import type { ServerParts } from '../server-parts.ts';

const patienceMs = 30_000;

/** Readings by HTTP: the same native messages that come by MQTT, through the same door. */
export function writeRoutes({ territory, accept, health }: ServerParts): Route[] {
  return [
    route(
      {
        method: 'post',
        path: '/readings',
        summary: 'Write readings; 204 once they are durable',
        roles: writers,
        body: WrittenReadings,
        success: { status: 204 },
      },
      async ({ identity, body }) => {
        const scope = scopeOf(identity, territory());
        const written = Array.isArray(body) ? body : [body];
        const messages = written.map(({ device, time, metrics }): Message => {
          const { site } = scope.device(device);
          return {
            topic: `vigie/v1/${site}/${device}`,
            payload: Buffer.from(JSON.stringify({ ...(time === undefined ? {} : { time }), metrics })),
          };
        });
        if (!health().intakeAccepts) throw notNow();
        const outcomes = await inTime(accept(senderOf(identity), messages));
        const reasons = outcomes.flatMap((outcome, index) =>
          outcome.ok ? [] : [`${written.length > 1 ? `[${index}] ` : ''}${outcome.reason}`],
        );
        if (reasons.length > 0) {
          const more = reasons.length > 5 ? `; and ${reasons.length - 5} more` : '';
          throw new Refusal(400, `${reasons.slice(0, 5).join('; ')}${more}`);
        }
        return { status: 204 };
      },
    ),
  ];
}

/** A journal that is full stops acknowledging; a script had better know than wait. Sending again changes nothing. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(notNow()), patienceMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function notNow(): Refusal {
  return new Refusal(503, 'Readings cannot be made durable at this moment: send them again in a minute', {
    'Retry-After': '60',
  });
}

/** A writer may write what its organisations own; one of the whole territory may also bring what nobody knows yet. */
export function senderOf(identity: Identity): Sender {
  return {
    id: nameOf(identity),
    mayWrite: ({ organisation }) => sees(identity, organisation),
    mayPublish: () => identity.organisations === undefined,
  };
}
