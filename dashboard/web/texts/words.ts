import type { fr } from './fr.ts';

export type Language = 'fr' | 'en';
export type Words = typeof fr;

/** French sets a space before ; : ? ! and inside « », at which no line may break. */
export function setFrench<T>(words: T): T {
  return JSON.parse(JSON.stringify(words), (_, text: unknown) =>
    typeof text === 'string' ? text.replace(/ (?=[;:?!»])|(?<=«) /g, '\u00a0') : text,
  );
}

/** All that the screens say, in one language; the other one does not come over the line. */
export async function wordsOf(language: Language): Promise<Words> {
  return language === 'fr' ? setFrench((await import('./fr.ts')).fr) : (await import('./en.ts')).en;
}

/** Fills `{name}` places of a text. */
export function say(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
