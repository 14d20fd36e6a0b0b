import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Session } from '../contract/session.ts';
import type { DeviceType } from '../contract/territory.ts';
import { type Api, ApiError, createApi } from './api.ts';
import { createLink, type Link } from './link.ts';
import { SignIn } from './pages/sign-in.tsx';
import { Frame } from './parts/frame.tsx';
import { Later } from './parts/later.tsx';
import { Trouble } from './parts/trouble.tsx';
import { preferences } from './preferences.ts';
import { usePlace } from './router.ts';
import { Screens } from './screens.tsx';
import { createFormat } from './texts/format.ts';
import { type Language, type Words, wordsOf } from './texts/words.ts';
import { createToday, type Today } from './today.ts';
import { type Voice, VoiceContext, WorldContext } from './world.ts';

/** A language and its words. */
export interface Spoken {
  readonly language: Language;
  readonly words: Words;
}

type Signed =
  | { is: 'asking' }
  | { is: 'out'; demo: boolean }
  | { is: 'failed'; error: unknown }
  | { is: 'in'; session: Session; types: ReadonlyMap<string, DeviceType>; link: Link; today: Today };

const walls = async () => (await import('./walls/walls.tsx')).Walls;
const lostPassword = async () => (await import('./pages/lost-password.tsx')).LostPassword;
const choosePassword = async () => (await import('./pages/choose-password.tsx')).ChoosePassword;
const wallClosed = async () => (await import('./parts/wall-closed.tsx')).WallClosed;

/** The token of `/ecran#token=…`, taken out of the address bar and the history before anything else happens. */
function takeToken(): string | undefined {
  const token = /^#token=([\w.~-]{1,256})$/.exec(location.hash)?.[1];
  if (token === undefined || !location.pathname.startsWith('/ecran')) return undefined;
  history.replaceState(null, '', location.pathname + location.search);
  return token;
}

/** The whole application: who is there decides between the sign-in page and the screens. */
export function App({ first }: { first: Spoken }) {
  const [{ language, words }, setSpoken] = useState(first);
  const voice = useMemo<Voice>(
    () => ({
      language,
      words,
      format: createFormat(language),
      speak(next) {
        preferences.keepLanguage(next);
        void wordsOf(next).then((learned) => setSpoken({ language: next, words: learned }));
      },
    }),
    [language, words],
  );
  const [signed, setSigned] = useState<Signed>({ is: 'asking' });
  const link = useRef<Link>(undefined);
  const demo = useRef(false);
  const [asPerson, setAsPerson] = useState(false);

  function leave() {
    link.current?.close();
    link.current = undefined;
    setSigned({ is: 'out', demo: demo.current });
  }
  const api = useMemo<Api>(() => createApi(leave, preferences.language), []);

  async function enter() {
    try {
      const [session, described] = await Promise.all([api.session(), api.deviceTypes()]);
      demo.current = session.demo;
      const types = new Map(described.map((type) => [type.id, type]));
      link.current?.close();
      const opened = createLink(mayI, preferences.language);
      link.current = opened;
      setSigned({ is: 'in', session, types, link: opened, today: createToday(api, opened) });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        demo.current ||= error.demo;
        leave();
      } else setSigned({ is: 'failed', error });
    }
  }
  /** Whether the session still holds; where it is over, the sign-in page comes. */
  async function mayI(): Promise<boolean> {
    try {
      await api.session();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
      leave();
      return false;
    }
  }
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  /** Opens the session of a wall display: its token came behind the `#` and has already left the address bar. */
  async function enterWith(token: string) {
    try {
      await api.signIn({ token });
      await enter();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) leave();
      else setSigned({ is: 'failed', error });
    }
  }
  // once, when the page opens
  useEffect(() => {
    const token = takeToken();
    // a wall's script comes while the server looks at who asks
    if (isWall) void walls().catch(() => undefined);
    if (token !== undefined) {
      void enterWith(token);
      return () => link.current?.close();
    }
    // The server wrote into the page that nobody is signed in: asking would only be refused.
    const stranger = document.documentElement.dataset.stranger;
    if (stranger === undefined) void enter();
    else {
      demo.current = stranger === 'demo';
      leave();
    }
    return () => link.current?.close();
  }, []);

  async function signOut() {
    await api.signOut().catch(() => undefined);
    leave();
  }

  // Pages that a link in a mail opens, for whoever is signed in here or not.
  const { path } = usePlace();
  const isWall =
    path === '/ecran' ||
    path.startsWith('/ecran/') ||
    (path === '/' && signed.is === 'in' && signed.session.role === 'screen');
  const beforeTheDoor =
    path === '/mot-de-passe-perdu' ? (
      <Later load={lostPassword} api={api} />
    ) : path === '/invitation' || path === '/nouveau-mot-de-passe' ? (
      <Later key={path} load={choosePassword} api={api} invitation={path === '/invitation'} />
    ) : undefined;
  if (beforeTheDoor !== undefined) return <VoiceContext.Provider value={voice}>{beforeTheDoor}</VoiceContext.Provider>;
  return (
    <VoiceContext.Provider value={voice}>
      {signed.is === 'asking' && <div class="opening" aria-busy="true" />}
      {signed.is === 'failed' && (
        <main class="opening">
          <Trouble error={signed.error} again={() => void enter()} />
        </main>
      )}
      {signed.is === 'out' && isWall && !asPerson && <Later load={wallClosed} signIn={() => setAsPerson(true)} />}
      {signed.is === 'out' && (!isWall || asPerson) && (
        <SignIn api={api} demo={signed.demo} entered={() => void enter()} />
      )}
      {signed.is === 'in' && (
        <WorldContext.Provider value={{ api, ...signed, signOut: () => void signOut() }}>
          {isWall ? (
            <Later load={walls} />
          ) : (
            <Frame>
              <Screens />
            </Frame>
          )}
        </WorldContext.Provider>
      )}
    </VoiceContext.Provider>
  );
}
