import { reasonsFr } from './reasons-fr.ts';
import type { Language } from './words.ts';

/** A reason of the API as it is read in this language, and the technical original where that is something else. */
export interface Told {
  readonly text: string;
  readonly original?: string;
}

/** Reasons are English in the API and in logs; French screens say the known kinds in French. */
export function told(reason: string, language: Language): Told {
  if (language === 'en') return { text: reason };
  const known = reasonsFr.find(([pattern]) => pattern.test(reason));
  if (known === undefined) return { text: reason };
  // not a replacement text: what was caught may hold anything
  const caught = known[0].exec(reason) ?? [];
  const text = known[1].replace(/\$(\d)/g, (_, place: string) => caught[Number(place)] ?? '');
  return { text: text.replace(/ (?=[;:?!»])|(?<=«) /g, '\u00a0'), original: reason };
}

/** Why something failed, of an error of whatever kind. */
export function toldError(error: unknown, language: Language): string {
  return told(error instanceof Error ? error.message : String(error), language).text;
}
