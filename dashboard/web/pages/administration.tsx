import { Audit } from '../parts/audit.tsx';
import { Mails } from '../parts/mails.tsx';
import { Tokens } from '../parts/tokens.tsx';
import { Users } from '../parts/users.tsx';
import { WallScreens } from '../parts/wall-screens.tsx';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';

/** For administrators: who may come in, which scripts and screens may, and what was done. */
export function Administration(_: { id: string }) {
  const { words } = useVoice();
  const { api } = useWorld();
  useTitle(words.administration);
  const organisations = useAsk('organisations', (signal) => api.organisations(signal));
  const mails = useAsk('lost', () => api.lostHelp()).value?.by === 'mail';
  const all = organisations.value ?? [];
  return (
    <div class="lists">
      <h1>{words.administration}</h1>
      <Users organisations={all} mails={mails} />
      <WallScreens organisations={all} />
      <Tokens organisations={all} />
      {mails && <Mails />}
      <Audit />
    </div>
  );
}
