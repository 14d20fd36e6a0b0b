import { useState } from 'preact/hooks';
import { ApiError } from './api.ts';
import { toldError } from './texts/told.ts';
import { type Language, say, type Words } from './texts/words.ts';
import { useVoice } from './world.ts';

/** What statuses mean here, -1 what the browser gave up; or what makes words of the server's reason. */
type Own = Readonly<Record<number, string | ((reason: string) => string)>>;

/** What a person reads when it failed. */
export function refusalIn(
  { words, language }: { words: Words; language: Language },
  error: unknown,
  own: Own = {},
): string {
  const status = error instanceof ApiError ? error.status : -1;
  const meant = own[status];
  if (typeof meant === 'string') return meant;
  if (meant !== undefined && error instanceof ApiError) return meant(error.message);
  if (status === 0) return words.unreachable;
  if (status === 429) return words.tooMany;
  return say(words.failed, { reason: toldError(error, language) });
}

/** Runs what a form asks, one at a time, and keeps what went wrong in words. */
export function useAttempt(own: Own = {}) {
  const voice = useVoice();
  const [state, setState] = useState<{ busy: boolean; wrong: string | undefined }>({ busy: false, wrong: undefined });
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    setState({ busy: true, wrong: undefined });
    try {
      await work();
      setState({ busy: false, wrong: undefined });
    } catch (error) {
      setState({ busy: false, wrong: refusalIn(voice, error, own) });
    }
  }
  return { ...state, attempt, refuse: (wrong: string) => setState({ busy: false, wrong }) };
}
