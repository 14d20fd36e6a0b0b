import { useState } from 'preact/hooks';
import { useVoice } from '../world.ts';

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text }: { text: string }) {
  const { words } = useVoice();
  const [copied, setCopied] = useState(false);
  if (navigator.clipboard === undefined) return null;
  return (
    <button
      type="button"
      class="button"
      onClick={() => {
        void navigator.clipboard.writeText(text).then(() => setCopied(true));
      }}
    >
      <span aria-live="polite">{copied ? words.copied : words.copy}</span>
    </button>
  );
}
