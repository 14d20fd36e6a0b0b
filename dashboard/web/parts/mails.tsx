import type { MailLine } from '../../contract/mail.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { OlderListing } from './older-listing.tsx';
import { Reason } from './reason.tsx';

/** What was written to people, and how far each mail has come. */
export function Mails() {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const lines = useOlder<MailLine>((cursor) => api.mails({ limit: 50, ...cursor }));
  return (
    <OlderListing
      id="mails"
      title={words.mails}
      lines={lines}
      none={words.noMails}
      heads={[words.when, words.mailTo, words.mailSubject, words.status, words.mailAnswer]}
      row={(mail) => (
        <tr key={mail.id}>
          <td class="nowrap">{format.moment(Date.parse(mail.createdAt))}</td>
          <td>{mail.to}</td>
          <td>{mail.subject}</td>
          <td>
            <span class={mail.state === 'failed' ? 'state-warning' : undefined}>{words.mailStates[mail.state]}</span>
            {mail.state === 'waiting' && mail.attempts > 0 && (
              <span class="soft">, {say(words.mailNext, { when: format.moment(Date.parse(mail.at)) })}</span>
            )}
          </td>
          <td class="soft details">{mail.reason !== undefined && <Reason text={mail.reason} />}</td>
        </tr>
      )}
    />
  );
}
