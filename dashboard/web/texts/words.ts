import { en } from './en.ts';
import { fr } from './fr.ts';

export type Language = 'fr' | 'en';
export type Words = typeof fr;

const french: Words = setFrench(fr);

/** French sets a space before ; : ? ! and inside « », at which no line may break. */
export function setFrench<T>(words: T): T {
  return JSON.parse(JSON.stringify(words), (_, text: unknown) =>
    typeof text === 'string' ? text.replace(/ (?=[;:?!»])|(?<=«) /g, '\u00a0') : text,
  );
}

/** All that the screens say, in one language. */
export function wordsOf(language: Language): Words {
  return language === 'fr' ? french : en;
}

/** Fills `{name}` places of a text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
