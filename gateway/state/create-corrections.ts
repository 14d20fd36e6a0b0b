import type { Corrections } from '../domain/correction.ts';
import { VigieError } from '../domain/error.ts';
import type { State } from './open-state.ts';

const perDevice = 1_000;

/** Replaced meters kept in the state database. */
export function createCorrections(state: State): Corrections {
  return {
    async of(device) {
      return state
        .selectFrom('corrections')
        .select(['metric', 'time', 'last', 'first', 'comment'])
        .where('device', '=', device)
        .orderBy('time')
        .orderBy('metric')
        .limit(perDevice)
        .execute();
    },
    async add(device, { metric, time, last, first, comment }) {
      const { count } = await state
        .selectFrom('corrections')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('device', '=', device)
        .executeTakeFirstOrThrow();
      if (count >= perDevice) {
        throw new VigieError('conflict', `${device} has ${perDevice} corrections already`);
      }
      await state
        .insertInto('corrections')
        .values({ device, metric, time, last, first, comment })
        .onConflict((on) => on.columns(['device', 'metric', 'time']).doUpdateSet({ last, first, comment }))
        .execute();
    },
  };
}
