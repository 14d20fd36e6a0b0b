import type { Organisation } from '../../contract/territory.ts';
import type { User } from '../../contract/users.ts';
import { useVoice } from '../world.ts';
import { PickOrganisations } from './pick-organisations.tsx';

export const personRoles = ['administrator', 'technician', 'responsable', 'agent'] as const;
export type PersonRole = (typeof personRoles)[number];

/** Of which organisations somebody sees what role lets them: these two see only those they are tied to. */
export function isTied(role: User['role']): boolean {
  return role === 'responsable' || role === 'agent';
}

interface Props {
  role: PersonRole;
  chosen: readonly string[];
  organisations: readonly Organisation[];
  change(rights: { role?: PersonRole; chosen?: string[] }): void;
}

/** Role, and the organisations where the role is tied to some. */
export function PersonRights({ role, chosen, organisations, change }: Props) {
  const { words } = useVoice();
  return (
    <>
      <label class="field">
        {words.role}
        <select
          value={role}
          onChange={(event) =>
            change({ role: personRoles.find((one) => one === event.currentTarget.value) ?? 'agent' })
          }
        >
          {personRoles.map((one) => (
            <option value={one} key={one}>
              {words.roles[one]}
            </option>
          ))}
        </select>
      </label>
      {isTied(role) && (
        <PickOrganisations all={organisations} chosen={chosen} choose={(ids) => change({ chosen: ids })} />
      )}
    </>
  );
}
