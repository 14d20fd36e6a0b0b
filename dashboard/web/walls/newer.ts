const kept = 'vigie.reloadedFor';

/**
 * Loads the page anew, once, where the server has other screens than these: asked after the link was lost, since a new
 * version comes with a restart. A page that cannot be had changes nothing.
 */
export async function reloadIfNewer(): Promise<void> {
  const own = document.querySelector<HTMLScriptElement>('script[type="module"]')?.getAttribute('src');
  const answer = await fetch('/ecran', { cache: 'no-store' }).catch(() => undefined);
  if (!answer?.ok || !own) return;
  const served = /<script type="module"[^>]* src="([^"]+)"/.exec(await answer.text())?.[1];
  if (served === undefined || served === own || sessionStorage.getItem(kept) === served) return;
  sessionStorage.setItem(kept, served);
  location.reload();
}
