import type { AuditLine } from '../../contract/running.ts';
import { auditWordsOf } from '../texts/audit.ts';
import { auditDetails } from '../texts/audit-details.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { OlderListing } from './older-listing.tsx';

/** Who did what, the newest first. */
export function Audit() {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const own = auditWordsOf(language);
  const lines = useOlder<AuditLine>((cursor) => api.audit({ limit: 50, ...cursor }));
  return (
    <OlderListing
      id="audit"
      title={words.audit}
      lines={lines}
      none={words.noAudit}
      heads={[words.when, words.who, words.action, words.subject, words.details]}
      row={(line) => (
        <tr key={line.id}>
          <td class="nowrap">{format.moment(Date.parse(line.time))}</td>
          <td>{line.who}</td>
          <td>{own.actions[line.action]}</td>
          <td>{line.subject}</td>
          <td class="soft details">{auditDetails(line, own, words, format)}</td>
        </tr>
      )}
    />
  );
}
