import type { Proposal, Rule } from '../../contract/rules.ts';
import { useAttempt } from '../attempt.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { ruleWordsOf } from '../texts/rules.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { nameOf, valueText } from './written.ts';

/** The quieter setting that history proposes for a rule, taken with one click. */
export function QuieterDialog({ rule, closed, done }: { rule: Rule; closed: () => void; done: () => void }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = ruleWordsOf(language);
  const { busy, wrong, attempt } = useAttempt();
  const asked = useAsk(rule.key, () => api.ruleProposal(rule.key));
  function use({ rule: written }: NonNullable<Proposal['proposal']>) {
    void attempt(async () => {
      if (rule.origin === 'made') await api.changeRule(rule.key, written);
      // what the files or a type say stays: what is different is made beside it
      else await api.addRule(Object.fromEntries(Object.entries(written ?? {})));
      done();
    });
  }
  const found = asked.value;
  return (
    <Dialog title={nameOf(rule, language)} closed={closed}>
      <div class="form" aria-live="polite">
        <Wrong text={wrong} />
        {asked.error !== undefined && <Trouble error={asked.error} again={asked.again} />}
        {found === undefined ? (
          asked.error === undefined && <p class="soft">{own.asking}</p>
        ) : found.proposal === null ? (
          <p>{found.falseAlarms === 0 ? own.noMarks : own.noProposal}</p>
        ) : (
          <Offered proposal={found.proposal} busy={busy} use={use} />
        )}
      </div>
    </Dialog>
  );
}

function Offered(props: {
  proposal: NonNullable<Proposal['proposal']>;
  busy: boolean;
  use: (proposal: NonNullable<Proposal['proposal']>) => void;
}) {
  const { proposal, busy, use } = props;
  const { language } = useVoice();
  const own = ruleWordsOf(language);
  const { avoided, of, kept, change } = proposal;
  return (
    <>
      <p>{say(own.proposal, { avoided, of, kept })}</p>
      <ul>
        {Object.entries(change).map(([key, value]) => (
          <li key={key}>
            <code>
              {key}: {valueText(value)}
            </code>
          </li>
        ))}
      </ul>
      <button type="button" class="button button-main" disabled={busy} onClick={() => use(proposal)}>
        {own.use}
      </button>
    </>
  );
}
