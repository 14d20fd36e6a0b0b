import type { AuditLine } from '../../contract/http.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { Trouble } from './trouble.tsx';

/** Who did what, the newest first. */
export function Audit() {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const actions = new Map(Object.entries(words.actions));
  const { items, more, error, older } = useOlder<AuditLine>((cursor) => api.audit({ limit: 50, ...cursor }));
  return (
    <section aria-labelledby="audit">
      <div class="list-head">
        <h2 id="audit">{words.audit}</h2>
      </div>
      {error !== undefined && <Trouble error={error} again={older} />}
      {items?.length === 0 && <p class="soft">{words.noAudit}</p>}
      {items !== undefined && items.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section class="table-scroll list-sheet" tabIndex={0} aria-label={`${words.table}, ${words.audit}`}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.when}</th>
                <th scope="col">{words.who}</th>
                <th scope="col">{words.action}</th>
                <th scope="col">{words.subject}</th>
                <th scope="col">{words.details}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((line) => (
                <tr key={line.id}>
                  <td class="nowrap">{format.moment(Date.parse(line.time))}</td>
                  <td>{line.who}</td>
                  <td>{actions.get(line.action) ?? line.action}</td>
                  <td>{line.subject}</td>
                  <td class="soft details">{line.details}</td>
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
