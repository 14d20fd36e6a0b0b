import { VigieError } from '../domain/error.ts';
import type { Maintenance, MaintenanceMode, MaintenanceScope, Maintenances } from '../domain/maintenance.ts';
import type { State } from './open-state.ts';
import type { Schema } from './schema.ts';

const maintenancesAtMost = 10_000;

/** Announced work, kept in the state database and read once. */
export async function createMaintenances(state: State): Promise<Maintenances> {
  let known = await read();

  async function read(): Promise<readonly Maintenance[]> {
    return (await state.selectFrom('maintenances').selectAll().orderBy('id').execute()).map(asMaintenance);
  }

  return {
    all: () => known,
    async readAgain() {
      known = await read();
    },
    async add(maintenance) {
      if (known.length >= maintenancesAtMost) {
        throw new VigieError('conflict', `there are ${maintenancesAtMost} maintenances already: delete old ones first`);
      }
      const { from, to, weeklyUntil, mode = 'mute', reason, by, createdAt } = maintenance;
      const [scope, subject] = placeOf(maintenance.scope);
      const { id } = await state
        .insertInto('maintenances')
        .values({
          scope,
          subject,
          from,
          to,
          weekly_until: weeklyUntil ?? null,
          mode,
          reason,
          by,
          created_at: createdAt,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const added = { ...maintenance, mode, id };
      known = [...known, added];
      return added;
    },
    async remove(id) {
      await state.deleteFrom('maintenances').where('id', '=', id).execute();
      const before = known.length;
      known = known.filter((one) => one.id !== id);
      return known.length < before;
    },
  };
}

type Row = Omit<Schema['maintenances'], 'id' | 'mode'> & { readonly id: number; readonly mode: MaintenanceMode };

function asMaintenance({ id, scope, subject, from, to, weekly_until, mode, reason, by, created_at }: Row): Maintenance {
  return {
    id,
    scope: scopeOf(scope, subject),
    from,
    to,
    ...(weekly_until !== null && { weeklyUntil: weekly_until }),
    mode,
    reason,
    by,
    createdAt: created_at,
  };
}

function scopeOf(scope: Row['scope'], id: string): MaintenanceScope {
  if (scope === 'organisation') return { organisation: id };
  return scope === 'site' ? { site: id } : { device: id };
}

function placeOf(scope: MaintenanceScope): [scope: Row['scope'], subject: string] {
  if ('organisation' in scope) return ['organisation', scope.organisation];
  return 'site' in scope ? ['site', scope.site] : ['device', scope.device];
}
