import type { Account } from '../../contract/account.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { TokenForm } from './token-form.tsx';
import { TokenList } from './token-list.tsx';

/** Keys for one's own scripts and screens: of one's own role, or only to look. */
export function OwnTokens({ account }: { account: Account }) {
  const { api } = useWorld();
  const { words } = useVoice();
  const everything = account.organisations === undefined;
  const all = useAsk('organisations', (signal) => (everything ? api.organisations(signal) : Promise.resolve([])));
  const organisations = account.organisations ?? all.value ?? [];
  return (
    <TokenList
      id="own-tokens"
      title={words.ownTokens}
      lead={words.ownTokensLead}
      none={words.noOwnTokens}
      organisations={organisations}
      ask={api.ownTokens}
      revoke={api.revokeOwnToken}
      form={(made) => (
        <TokenForm
          roles={['screen', account.role]}
          organisations={organisations}
          needsOne={() => !everything}
          issue={api.addOwnToken}
          made={made}
        />
      )}
    />
  );
}
