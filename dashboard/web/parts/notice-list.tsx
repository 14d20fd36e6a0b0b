import type { Notice } from '../../contract/notices.ts';
import { noticeWordsOf } from '../texts/notices.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import { useOlder } from './older.ts';
import { OlderListing } from './older-listing.tsx';
import { Reason } from './reason.tsx';

/** What was told and what was not, with the reason: of one alert, or of all that one may see. */
export function NoticeList({ alert, level = 2, note }: { alert?: string; level?: 1 | 2; note?: string }) {
  const { api } = useWorld();
  const { words, format, language } = useVoice();
  const own = noticeWordsOf(language);
  const of = alert === undefined ? {} : { alert };
  const lines = useOlder<Notice>((cursor) => api.notices({ limit: 50, ...of, ...cursor }));
  return (
    <OlderListing
      id="notices"
      level={level}
      title={words.notices}
      lead={note === undefined ? own.noticesLead : `${own.noticesLead} ${note}`}
      lines={lines}
      none={own.noticesNone}
      heads={[
        words.when,
        ...(alert === undefined ? [own.noticeAbout] : []),
        own.noticeTo,
        own.noticeState,
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
          <td class="details">{notice.to?.name ?? own.noticeEverybody}</td>
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
  const { format, language } = useVoice();
  const own = noticeWordsOf(language);
  const how = [
    ...(channel === undefined ? [] : [own.channels[channel]]),
    ...(why === undefined ? [] : [own.noticeWhy[why]]),
    ...(digest ? [own.noticeDigest] : []),
    ...(reason === undefined ? [] : [say(own.noticeNot[reason.because], { device: reason.device ?? '' })]),
    ...(state === 'waiting' ? [format.moment(Date.parse(at))] : []),
  ];
  return (
    <>
      <span class={state === 'failed' ? 'state-warning' : undefined}>{own.noticeStates[state]}</span>
      {how.length > 0 && <span class="soft"> · {how.join(' · ')}</span>}
    </>
  );
}
