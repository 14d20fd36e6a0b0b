import { CopyButton } from './copy-button.tsx';

/** A secret that is shown this once, to copy. */
export function Once({ say, secret }: { say: string; secret: string }) {
  return (
    <div class="form">
      <p role="status">{say}</p>
      <code class="secret">{secret}</code>
      <CopyButton text={secret} />
    </div>
  );
}
