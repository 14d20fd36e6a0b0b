import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Organisation } from '../../contract/territory.ts';
import type { Token } from '../../contract/users.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice } from '../world.ts';
import { Dialog } from './dialog.tsx';
import { Listing } from './listing.tsx';
import { Sure } from './sure.tsx';

interface Props {
  id: string;
  title: string;
  lead?: string;
  none: string;
  /** what the button says that makes a new one */
  add?: string;
  organisations: readonly Pick<Organisation, 'id' | 'name'>[];
  ask(): Promise<Token[]>;
  revoke(id: string): Promise<void>;
  /** the form of a new one; calls `made` once it is */
  form(made: () => void): ComponentChildren;
}

/** Keys of scripts and screens: list, make (shown once), take back. */
export function TokenList({ id, title, lead, none, add, organisations, ask, revoke, form }: Props) {
  const { words, format } = useVoice();
  const adds = add ?? words.addToken;
  const asked = useAsk(id, ask);
  const [open, setOpen] = useState<'new' | Token>();
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const closed = () => setOpen(undefined);
  const owned = asked.value?.some(({ owner }) => owner !== undefined) ?? false;
  const { name, role, organisation, owner, created, lastUsed } = words;
  return (
    <Listing
      id={id}
      title={title}
      {...(lead === undefined ? {} : { lead })}
      asked={asked}
      none={none}
      heads={[name, role, organisation, ...(owned ? [owner] : []), created, lastUsed]}
      deed={words.revoke}
      action={
        <button type="button" class="button" onClick={() => setOpen('new')}>
          {adds}
        </button>
      }
      row={(token) => (
        <tr key={token.id}>
          <th scope="row">{token.name}</th>
          <td>{words.roles[token.role]}</td>
          <td>
            {token.organisation === undefined
              ? words.allOrganisations
              : (names.get(token.organisation) ?? token.organisation)}
          </td>
          {owned && <td data-head={owner}>{token.owner ?? words.none}</td>}
          <td data-head={created}>{format.moment(Date.parse(token.createdAt))}</td>
          <td data-head={lastUsed}>
            {token.lastUsedAt === null ? words.never : format.moment(Date.parse(token.lastUsedAt))}
          </td>
          <td class="num">
            <button
              type="button"
              class="quiet"
              aria-label={`${words.revoke} ${token.name}`}
              onClick={() => setOpen(token)}
            >
              {words.revoke}
            </button>
          </td>
        </tr>
      )}
    >
      {open === 'new' && (
        <Dialog title={adds} closed={closed}>
          {form(asked.again)}
        </Dialog>
      )}
      {open !== undefined && open !== 'new' && (
        <Dialog title={words.revoke} closed={closed}>
          <Sure
            question={say(words.revokeSure, { name: open.name })}
            deed={words.revoke}
            act={() => revoke(open.id)}
            done={() => {
              closed();
              asked.again();
            }}
          />
        </Dialog>
      )}
    </Listing>
  );
}
