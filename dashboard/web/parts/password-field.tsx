import { useId } from 'preact/hooks';
import { useVoice } from '../world.ts';

interface Props {
  label: string;
  value: string;
  type(value: string): void;
  /** whose password it is for the browser's keeper of passwords */
  kind: 'current-password' | 'new-password';
}

/** A password; for a new one, what makes it good stands beneath. */
export function PasswordField({ label, value, type, kind }: Props) {
  const { words } = useVoice();
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="password"
        required
        autoComplete={kind}
        aria-describedby={kind === 'new-password' ? `${id}-hint` : undefined}
        value={value}
        onInput={(event) => type(event.currentTarget.value)}
      />
      {kind === 'new-password' && (
        <p class="field-hint" id={`${id}-hint`}>
          {words.passwordHint}
        </p>
      )}
    </div>
  );
}
