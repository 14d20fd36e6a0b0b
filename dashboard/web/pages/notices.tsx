import { NoticeList } from '../parts/notice-list.tsx';
import { demoWordsOf } from '../texts/demo.ts';
import { useTitle, useVoice, useWorld } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';

/** Every notice that one may see, and every decision not to send one. */
export function NoticesPage(_: { id: string }) {
  const { session } = useWorld();
  const { words, language } = useVoice();
  useTitle(words.notices);
  return (
    <div class="lists">
      <NoticeList level={1} {...(session.demo && { note: demoWordsOf(language).mails })} />
    </div>
  );
}
