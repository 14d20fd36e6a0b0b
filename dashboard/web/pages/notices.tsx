import { NoticeList } from '../parts/notice-list.tsx';
import { useTitle, useVoice } from '../world.ts';
import '../style/lists.css';
import '../style/account.css';

/** Every notice that one may see, and every decision not to send one. */
export function NoticesPage(_: { id: string }) {
  const { words } = useVoice();
  useTitle(words.notices);
  return (
    <div class="lists">
      <NoticeList level={1} />
    </div>
  );
}
