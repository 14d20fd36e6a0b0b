import { clear, type Judge } from '../judge.ts';

/** A reading ends a silence; that there is one is found when time passes. */
export function silence(): Judge {
  return { memory: 0, find: () => clear };
}
