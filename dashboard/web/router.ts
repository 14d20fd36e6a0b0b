import { useEffect, useState } from 'preact/hooks';

/** Where the address bar points: path without a final slash, and the query. */
export interface Place {
  path: string;
  query: URLSearchParams;
}

const moved = 'vigie:moved';

/** The current place; follows links, back and forward. */
export function usePlace(): Place {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const update = () => setPlace(read());
    addEventListener('popstate', update);
    addEventListener(moved, update);
    addEventListener('click', followLink);
    return () => {
      removeEventListener('popstate', update);
      removeEventListener(moved, update);
      removeEventListener('click', followLink);
    };
  }, []);
  return place;
}

/** Goes to a place of the application; `replace` leaves no step back (a changed period is not a page of its own). */
export function go(address: string, replace = false): void {
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  dispatchEvent(new Event(moved));
}

/** Changes some of the query and keeps the rest; undefined takes a key away. */
export function changeQuery(change: Record<string, string | undefined>): void {
  const query = new URLSearchParams(location.search);
  for (const [key, value] of Object.entries(change)) {
    if (value === undefined) query.delete(key);
    else query.set(key, value);
  }
  const text = query.toString();
  go(location.pathname + (text === '' ? '' : `?${text}`), true);
}

function read(): Place {
  return { path: location.pathname.replace(/(.)\/+$/, '$1'), query: new URLSearchParams(location.search) };
}

/** Plain clicks on our own links stay in the page; the browser keeps the others (new tab, downloads, other hosts). */
function followLink(event: MouseEvent): void {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const anchor = event.target instanceof Element ? event.target.closest('a') : null;
  if (anchor === null || anchor.target !== '' || anchor.hasAttribute('download') || anchor.origin !== location.origin)
    return;
  if (anchor.pathname === location.pathname && anchor.hash !== '') return;
  if (anchor.pathname.startsWith('/api/')) return;
  event.preventDefault();
  go(anchor.pathname + anchor.search);
  scrollTo(0, 0);
  document.getElementById('content')?.focus({ preventScroll: true });
}
