/** A yes or no with its words. */
export function Tick({
  label,
  checked,
  change,
}: {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
}) {
  return (
    <label class="tick">
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** An optional text of one shape. */
export function Text({
  label,
  value,
  kind,
  pattern,
  change,
}: {
  label: string;
  value: string | undefined;
  kind: 'tel' | 'text';
  pattern: string;
  change: (text: string) => void;
}) {
  return (
    <label class="field">
      {label}
      <input
        type="text"
        inputMode={kind}
        pattern={pattern}
        value={value ?? ''}
        placeholder={kind === 'tel' ? '+33612345678' : ''}
        onInput={(event) => change(event.currentTarget.value.trim())}
      />
    </label>
  );
}

/** A time of the day, in minutes. */
export function Clock({ label, minute, change }: { label: string; minute: number; change: (minute: number) => void }) {
  const two = (number: number) => String(number).padStart(2, '0');
  return (
    <label class="field">
      {label}
      <input
        required
        type="time"
        value={`${two(Math.floor(minute / 60))}:${two(minute % 60)}`}
        onInput={(event) => {
          const [hours = 0, minutes = 0] = event.currentTarget.value.split(':').map(Number);
          if (event.currentTarget.value !== '') change(hours * 60 + minutes);
        }}
      />
    </label>
  );
}
