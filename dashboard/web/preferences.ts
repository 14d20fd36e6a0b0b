import type { Language } from './texts/words.ts';

export type Theme = 'system' | 'light' | 'dark';

/** The person's choices, kept in this browser; a browser that keeps nothing gets the defaults. */
export const preferences = {
  language: (): Language => (recall('vigie.language') === 'en' ? 'en' : 'fr'),
  theme(): Theme {
    const kept = recall('vigie.theme');
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  },
  /** whether the guided first run was put aside */
  skipsWelcome: (): boolean => recall('vigie.welcome') === 'off',
  keepWelcome(on: boolean): void {
    keep('vigie.welcome', on ? 'on' : 'off');
  },
  /** whether three letters typed anywhere open the search */
  typing: (): boolean => recall('vigie.typing') !== 'off',
  keepTyping(on: boolean): void {
    keep('vigie.typing', on ? 'on' : 'off');
  },
  /** whether one letter acts anywhere on a page, not only in a list that has the focus (WCAG 2.1.4) */
  keys: (): boolean => recall('vigie.keys') !== 'off',
  keepKeys(on: boolean): void {
    keep('vigie.keys', on ? 'on' : 'off');
  },
  keepLanguage(language: Language): void {
    keep('vigie.language', language);
    document.documentElement.lang = language;
  },
  keepTheme(theme: Theme): void {
    keep('vigie.theme', theme);
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    dispatchEvent(new Event('vigie:theme'));
  },
};

function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is closed to this page (private mode, policy): the default is right.
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is closed or full: the choice holds until the page is left.
  }
}
