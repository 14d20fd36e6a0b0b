import { Bones } from '../parts/bones.tsx';
import { Choices } from '../parts/choices.tsx';
import { OwnKeys } from '../parts/own-keys.tsx';
import { OwnPassword } from '../parts/own-password.tsx';
import { OwnSessions } from '../parts/own-sessions.tsx';
import { OwnTokens } from '../parts/own-tokens.tsx';
import { OwnWishes } from '../parts/own-wishes.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { useAsk, useTitle, useTurn, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';

/** One's own account: who one is here and what one sees, password, keys, tokens, sessions. */
export function AccountPage(_: { id: string }) {
  const { api } = useWorld();
  const { words, format } = useVoice();
  useTitle(words.myAccount);
  const asked = useAsk('account', () => api.account());
  const [turn, sessionsChanged] = useTurn();
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={4} /> : <Trouble error={asked.error} again={asked.again} />;
  const account = asked.value;
  return (
    <div class="lists">
      <div>
        <h1>{words.myAccount}</h1>
        <dl class="identity">
          <div>
            <dt>{words.name}</dt>
            <dd>{account.name}</dd>
          </div>
          <div>
            <dt>{words.email}</dt>
            <dd>{account.email}</dd>
          </div>
          <div>
            <dt>{words.role}</dt>
            <dd>{words.roles[account.role]}</dd>
          </div>
          <div>
            <dt>{words.sees}</dt>
            <dd>
              {account.organisations === undefined
                ? words.everyOrganisation
                : format.list(account.organisations.map(({ name }) => name))}
            </dd>
          </div>
          <div>
            <dt>{words.accountSince}</dt>
            <dd>{format.date(Date.parse(account.createdAt), { day: 'numeric', month: 'long', year: 'numeric' })}</dd>
          </div>
        </dl>
        <Choices />
      </div>
      {account.role !== 'agent' && <OwnWishes />}
      <OwnPassword email={account.email} changed={sessionsChanged} />
      <OwnKeys account={account} changed={asked.again} />
      {account.role !== 'agent' && <OwnTokens account={account} />}
      <OwnSessions key={turn} />
    </div>
  );
}
