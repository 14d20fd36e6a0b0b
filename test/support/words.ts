import { type Language, type Words, wordsOf } from '../../dashboard/web/texts/words.ts';

/** The words of both languages, at once. */
export const both: Readonly<Record<Language, Words>> = { fr: await wordsOf('fr'), en: await wordsOf('en') };
