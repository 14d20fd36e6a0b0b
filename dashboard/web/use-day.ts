import { useVoice } from './world.ts';

/** Days as people say them: `lundi 2 mars`. */
export function useDay(): (date: string) => string {
  const { format } = useVoice();
  return (date) =>
    format.date(Date.parse(`${date}T12:00:00Z`), { weekday: 'long', day: 'numeric', month: 'long' }, 'UTC');
}
