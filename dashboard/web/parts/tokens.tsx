import type { Role } from '../../contract/shared.ts';
import type { Organisation } from '../../contract/territory.ts';
import { useVoice, useWorld } from '../world.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';

const roles = ['writer', 'technician', 'responsable', 'agent', 'administrator'] as const satisfies readonly Role[];

/** The keys of all scripts, for administrators; wall displays have a list of their own. */
export function Tokens({ organisations }: { organisations: readonly Organisation[] }) {
  const { api } = useWorld();
  const { words } = useVoice();
  return (
    <TokenList
      id="tokens"
      title={words.tokens}
      none={words.noTokens}
      organisations={organisations}
      ask={async () => (await api.tokens()).filter(({ role }) => role !== 'screen')}
      revoke={api.revokeToken}
      form={(made) => (
        <TokenForm
          roles={roles}
          organisations={organisations}
          needsOne={(role) => role === 'responsable' || role === 'agent'}
          issue={api.addToken}
          made={made}
        />
      )}
    />
  );
}
