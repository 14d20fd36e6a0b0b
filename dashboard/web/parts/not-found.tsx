import { useTitle, useVoice } from '../world.ts';

/** A page that is not there, or not for this account: the two look the same on purpose. */
export function NotFound() {
  const { words } = useVoice();
  useTitle(words.notFoundTitle);
  return (
    <div class="empty">
      <h1>{words.notFoundTitle}</h1>
      <p>{words.notFound}</p>
      <a class="button" href="/">
        {words.backToTerritory}
      </a>
    </div>
  );
}
