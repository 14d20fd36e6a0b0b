import type { AnyRule } from '../../../devices/rules/any-rule.ts';
import type { Territory } from '../../../devices/territory.ts';
import type { Audit } from '../../../gateway/domain/audit.ts';
import type { Difference, TerritoryState } from '../../../gateway/state/create-territory-state.ts';
import { localCommand } from './operations.ts';

export interface TerritoryOperations {
  /** As it counts: the files' part and what people attached. */
  read(): Promise<Territory>;
  difference(files: Territory): Promise<Difference>;
  /** the rules that technicians made */
  madeRules(): Promise<AnyRule[]>;
  /** Makes the files' part exactly this, at once for everything that runs. */
  apply(files: Territory): Promise<Difference>;
  /** The folder that the next start reads instead, where the running configuration names one. */
  folderAtStart(): Promise<string | undefined>;
}

export function createTerritoryOperations(parts: {
  state: TerritoryState;
  madeRules: () => Promise<AnyRule[]>;
  audit: Pick<Audit, 'record'>;
  folderAtStart: string | undefined;
  /** goes on with the territory that the state now has; resolves once it counts */
  changed: () => Promise<void>;
  endClient: (id: string) => unknown;
}): TerritoryOperations {
  return {
    read: () => parts.state.read(),
    difference: (files) => parts.state.difference(files),
    madeRules: parts.madeRules,
    async apply(files) {
      const difference = await parts.state.replaceFiles(files);
      const { added, changed, removed } = difference;
      if (added.length + changed.length + removed.length === 0) return difference;
      await parts.changed();
      // who is connected was let in with the filters of before
      for (const key of [...changed, ...removed]) {
        if (key.startsWith('clients/')) await parts.endClient(key.slice('clients/'.length));
      }
      const details = [
        ...added.map((key) => `+${key}`),
        ...changed.map((key) => `~${key}`),
        ...removed.map((key) => `-${key}`),
      ];
      const subject = `+${added.length} ~${changed.length} -${removed.length}`;
      await parts.audit.record({
        time: Date.now(),
        who: localCommand,
        action: 'territory.apply',
        subject,
        details: details.join(' '),
      });
      return difference;
    },
    folderAtStart: async () => parts.folderAtStart,
  };
}
