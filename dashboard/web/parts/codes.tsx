import { useVoice } from '../world.ts';
import { CopyButton } from './copy-button.tsx';

/** Recovery codes, shown this once: to copy or to print. */
export function Codes({ codes }: { codes: readonly string[] }) {
  const { words } = useVoice();
  return (
    <div class="form">
      <p role="status">{words.codesOnce}</p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div class="form-actions">
        <CopyButton text={codes.join('\n')} />
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
      </div>
    </div>
  );
}
