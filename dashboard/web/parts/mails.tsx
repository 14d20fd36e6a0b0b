import type { MailLine } from '../../contract/mail.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { Trouble } from './trouble.tsx';

/** What was written to people, and how far each mail has come. */
export function Mails() {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const { items, more, error, older } = useOlder<MailLine>((cursor) => api.mails({ limit: 50, ...cursor }));
  return (
    <section aria-labelledby="mails">
      <div class="list-head">
        <h2 id="mails">{words.mails}</h2>
      </div>
      {error !== undefined && <Trouble error={error} again={older} />}
      {items?.length === 0 && <p class="soft">{words.noMails}</p>}
      {items !== undefined && items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="table-scroll list-sheet" tabIndex={0} aria-label={`${words.table}, ${words.mails}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.mailTo}</th>
                <th scope="col">{words.mailSubject}</th>
                <th scope="col">{words.status}</th>
                <th scope="col">{words.mailAnswer}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((mail) => (
                <tr key={mail.id}>
                  <td class="nowrap">{format.moment(Date.parse(mail.createdAt))}</td>
                  <td>{mail.to}</td>
                  <td>{mail.subject}</td>
                  <td>
                    <span class={mail.state === 'failed' ? 'state-warning' : undefined}>
                      {words.mailStates[mail.state]}
                    </span>
                    {mail.state === 'waiting' && mail.attempts > 0 && (
                      <span class="soft">, {say(words.mailNext, { when: format.moment(Date.parse(mail.at)) })}</span>
                    )}
                  </td>
                  <td class="soft details">{mail.reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {more && (
        <button type="button" class="button" onClick={older}>
          {words.olderLines}
        </button>
      )}
    </section>
  );
}
