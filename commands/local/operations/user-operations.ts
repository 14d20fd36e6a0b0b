import type { Territory } from '../../../devices/territory.ts';
import type { Accounts, NewUser, User } from '../../../gateway/domain/account.ts';
import { type Audit, type AuditAction, erasedPerson } from '../../../gateway/domain/audit.ts';
import { VigieError } from '../../../gateway/domain/error.ts';
import { localCommand } from './operations.ts';

/** Local accounts by their mail address; a change ends the person's sessions and sockets at once. */
export interface UserOperations {
  list(): Promise<User[]>;
  add(user: NewUser): Promise<User>;
  disable(email: string, disabled: boolean): Promise<User>;
  /** Removes the account and what is kept of the person. */
  remove(email: string): Promise<void>;
  setPassword(email: string, password: string): Promise<void>;
}

const pageOf = 500;

export function createUserOperations(parts: {
  accounts: Accounts;
  territory: () => Promise<Territory>;
  audit: Pick<Audit, 'record'>;
  endUser: (id: string) => void;
}): UserOperations {
  const { accounts, audit } = parts;
  const record = (action: AuditAction, subject: string, details = '') =>
    audit.record({ time: Date.now(), who: localCommand, action, subject, details });

  async function known(email: string): Promise<User> {
    const user = await accounts.userByEmail(email);
    if (user === undefined) throw new VigieError('not_found', `there is no account ${email} (vigie user list)`);
    return user;
  }

  return {
    async list() {
      const all: User[] = [];
      for (;;) {
        const after = all.at(-1)?.id;
        const page = await accounts.users({ limit: pageOf, ...(after !== undefined && { after }) });
        all.push(...page);
        if (page.length < pageOf) return all.sort((a, b) => (a.email < b.email ? -1 : 1));
      }
    },
    async add(user) {
      const { organisations } = await parts.territory();
      const unknown = user.organisations.find((id) => !organisations.has(id));
      if (unknown !== undefined) throw new VigieError('not_found', `the territory has no organisation "${unknown}"`);
      const added = await accounts.addUser(user, Date.now());
      await record('user.add', added.email, `${user.role} ${user.organisations.join(' ')}`);
      return added;
    },
    async disable(email, disabled) {
      const { id } = await known(email);
      const user = await accounts.changeUser(id, { disabled });
      if (user === undefined) throw new VigieError('not_found', `there is no account ${email}`);
      parts.endUser(id);
      await record('user.change', user.email, JSON.stringify({ disabled }));
      return user;
    },
    async remove(email) {
      const { id } = await known(email);
      await accounts.removeUser(id);
      parts.endUser(id);
      await record('user.remove', erasedPerson);
    },
    async setPassword(email, password) {
      const { id } = await known(email);
      await accounts.setPassword(id, password);
      parts.endUser(id);
      await record('user.password', id);
    },
  };
}
