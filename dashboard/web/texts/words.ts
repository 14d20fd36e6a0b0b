import { en } from './en.ts';
import { fr } from './fr.ts';

export type Language = 'fr' | 'en';
export type Words = typeof fr;

/** All that the screens say, in one language. */
export function wordsOf(language: Language): Words {
  return language === 'fr' ? fr : en;
}

/** Fills `{name}` places of a text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
