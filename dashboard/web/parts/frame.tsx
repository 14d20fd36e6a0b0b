import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { usePlace } from '../router.ts';
import { say } from '../texts/words.ts';
import { useTurn, useVoice, useWorld } from '../world.ts';
import { Choices } from './choices.tsx';
import { Later } from './later.tsx';
import { useSearchKey } from './search-key.ts';

const palette = async () => (await import('./search.tsx')).SearchPalette;

/** The frame of every signed-in page: way in by keyboard, navigation, who is there, and whether the page is live. */
export function Frame({ children }: { children: ComponentChildren }) {
  const { words } = useVoice();
  const { session, signOut } = useWorld();
  const { path } = usePlace();
  const [open, setOpen] = useState(false);
  const [searching, setSearching] = useState<{ typed: string }>();
  const person = session.role !== 'screen';
  useSearchKey((typed) => person && setSearching({ typed }));
  // arriving somewhere closes the phone's menu
  useEffect(() => setOpen(false), [path]);
  const technician = session.role === 'technician' || session.role === 'administrator';
  const mairie = session.role === 'responsable' || session.role === 'agent';
  const pages: [string, string][] = [
    ...(mairie
      ? ([
          ['/', words.ownMairie],
          ['/territoire', words.territory],
        ] satisfies [string, string][])
      : ([['/', words.territory]] satisfies [string, string][])),
    ['/alertes', words.alerts],
    ...(person ? ([['/tickets', words.tickets]] satisfies [string, string][]) : []),
    ['/carte', words.map],
    ['/maintenances', words.maintenances],
    ...(technician ? ([['/decouverte', words.discovery]] satisfies [string, string][]) : []),
    ...(session.role === 'administrator'
      ? ([['/administration', words.administration]] satisfies [string, string][])
      : []),
  ];
  // what is not opened every day
  const rare: [string, string][] = technician
    ? [
        ['/mairie', words.mairies],
        ['/regles', words.rules],
        ['/refuses', words.refused],
      ]
    : [];
  const around = /^\/(organisations|sites|devices)\//.test(path);
  const here = (to: string) => {
    if (to === '/' && mairie) return path === '/' || path.startsWith('/mairie');
    if (to === '/' || to === '/territoire') return path === to || around;
    return path === to || (to === '/tickets' && path.startsWith('/tickets/'));
  };
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="top">
        <a class="brand" href="/" aria-label={`Vigie, ${mairie ? words.ownMairie : words.territory}`}>
          <img src="/vigie.svg" alt="" width="28" height="28" />
          <span>Vigie</span>
        </a>
        {session.demo && <span class="demo">{words.demo}</span>}
        <button
          type="button"
          class="menu-button"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          {words.menu}
        </button>
        <div id="menu" class={open ? 'menu menu-open' : 'menu'}>
          <nav aria-label={words.mainNavigation}>
            <ul>
              {pages.map(([to, label]) => (
                <PageLink key={to} to={to} label={label} here={here(to)} />
              ))}
              {rare.length > 0 && (
                <More key={path} label={words.morePages} here={rare.some(([to]) => here(to))}>
                  {rare.map(([to, label]) => (
                    <PageLink key={to} to={to} label={label} here={here(to)} />
                  ))}
                </More>
              )}
            </ul>
          </nav>
          <div class="me">
            {person && (
              <button type="button" class="button search-button" onClick={() => setSearching({ typed: '' })}>
                {words.search} <kbd>Ctrl K</kbd>
              </button>
            )}
            <Choices />
            <Who here={path === '/compte'} />
            <button type="button" class="quiet" onClick={signOut}>
              {words.signOut}
            </button>
          </div>
        </div>
      </header>
      <LostLink />
      {searching !== undefined && (
        <Later load={palette} waiting={null} typed={searching.typed} closed={() => setSearching(undefined)} />
      )}
      <main id="content" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function PageLink({ to, label, here }: { to: string; label: string; here: boolean }) {
  return (
    <li>
      <a href={to} aria-current={here ? 'page' : undefined}>
        {label}
      </a>
    </li>
  );
}

/** Further pages behind one word; Escape, or going elsewhere, closes it. */
function More({ label, here, children }: { label: string; here: boolean; children: ComponentChildren }) {
  const details = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (details.current !== null) details.current.open = false;
  };
  return (
    <li>
      <details
        ref={details}
        class="more"
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !event.currentTarget.open) return;
          close();
          event.currentTarget.querySelector('summary')?.focus();
        }}
        onFocusOut={(event) => {
          if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) close();
        }}
      >
        <summary class={here ? 'more-here' : ''}>{label}</summary>
        <ul>{children}</ul>
      </details>
    </li>
  );
}

/** Who is there, which leads people to their account; a screen's token has none. */
function Who({ here }: { here: boolean }) {
  const { words } = useVoice();
  const { session } = useWorld();
  const inside = (
    <>
      {session.name}
      <span class="who-role">{words.roles[session.role]}</span>
    </>
  );
  if (session.email === undefined) return <span class="who">{inside}</span>;
  return (
    <a class="who" href="/compte" aria-current={here ? 'page' : undefined}>
      <span class="unseen">{words.myAccount} : </span>
      {inside}
    </a>
  );
}

/** Appears when the server no longer speaks, goes when it does again. */
function LostLink() {
  const { words, format } = useVoice();
  const { link } = useWorld();
  const [, changed] = useTurn();
  const [late, setLate] = useState(false);
  const lost = link.state() === 'lost';
  useEffect(() => {
    const end = link.followState(changed);
    return () => void end();
  }, [link]);
  // A link that comes back within two seconds is nobody's concern.
  useEffect(() => {
    if (!lost) return setLate(false);
    const timer = setTimeout(() => setLate(true), 2000);
    return () => clearTimeout(timer);
  }, [lost]);
  useEffect(() => {
    document.documentElement.toggleAttribute('data-lost', lost && late);
  }, [lost, late]);
  return (
    <div role="status" class="lost-place">
      {lost && late && (
        <p class="lost">
          <span class="shape" aria-hidden="true">
            ◌
          </span>{' '}
          {say(words.lost, { time: format.time(link.lostAt() ?? Date.now()) })}
        </p>
      )}
    </div>
  );
}
