import { told } from '../texts/told.ts';
import { useVoice } from '../world.ts';

/** Why, in the reader's language; the technical original opens beside it. */
export function Reason({ text }: { text: string }) {
  const { words, language } = useVoice();
  const reason = told(text, language);
  if (reason.original === undefined) return <>{reason.text}</>;
  return (
    <>
      {reason.text}
      <details class="reason-original">
        <summary class="soft">{words.originalReason}</summary>
        <code lang="en">{reason.original}</code>
      </details>
    </>
  );
}
