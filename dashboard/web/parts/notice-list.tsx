import type { Notice } from '../../contract/notices.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { OlderListing } from './older-listing.tsx';
import { Reason } from './reason.tsx';

/** What was told and what was not, with the reason: of one alert, or of all that one may see. */
export function NoticeList({ alert, level = 2, note }: { alert?: string; level?: 1 | 2; note?: string }) {
  const { api } = useWorld();
  const { words, format } = useVoice();
  const of = alert === undefined ? {} : { alert };
  const lines = useOlder<Notice>((cursor) => api.notices({ limit: 50, ...of, ...cursor }));
  return (
    <OlderListing
      id="notices"
      level={level}
      title={words.notices}
      lead={note === undefined ? words.noticesLead : `${words.noticesLead} ${note}`}
      lines={lines}
      none={words.noticesNone}
      heads={[
        words.when,
        ...(alert === undefined ? [words.noticeAbout] : []),
        words.noticeTo,
        words.noticeState,
        words.mailAnswer,
      ]}
      row={(notice) => (
        <tr key={notice.id}>
          <td class="nowrap">{format.moment(Date.parse(notice.decidedAt))}</td>
          {alert === undefined && (
            <td class="details">
              <a href={`/alertes/${notice.alert}`}>{notice.about ?? notice.device}</a>
            </td>
          )}
          <td class="details">{notice.to?.name ?? words.noticeEverybody}</td>
          <td>
            <Standing of={notice} />
          </td>
          <td class="soft details">{notice.answer !== undefined && <Reason text={notice.answer} />}</td>
        </tr>
      )}
    />
  );
}

function Standing({ of: { state, at, channel, why, digest, reason } }: { of: Notice }) {
  const { words, format } = useVoice();
  const how = [
    ...(channel === undefined ? [] : [words.channels[channel]]),
    ...(why === undefined ? [] : [words.noticeWhy[why]]),
    ...(digest ? [words.noticeDigest] : []),
    ...(reason === undefined ? [] : [say(words.noticeNot[reason.because], { device: reason.device ?? '' })]),
    ...(state === 'waiting' ? [format.moment(Date.parse(at))] : []),
  ];
  return (
    <>
      <span class={state === 'failed' ? 'state-warning' : undefined}>{words.noticeStates[state]}</span>
      {how.length > 0 && <span class="soft"> · {how.join(' · ')}</span>}
    </>
  );
}
