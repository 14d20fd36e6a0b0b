import type { Scale } from '../texts/format.ts';
import { useVoice } from '../world.ts';

/** A number with its unit set small; a dash where there is none. */
export function Amount({ value, scale, old }: { value: number | undefined; scale: Scale; old?: boolean }) {
  const { format, words } = useVoice();
  if (value === undefined)
    return (
      <span class="amount amount-none">
        <span aria-hidden="true">{words.none}</span>
        <span class="unseen">{words.noValue}</span>
      </span>
    );
  const { number, unit } = format.show(value, scale);
  return (
    <span class={old ? 'amount amount-old' : 'amount'}>
      {number}
      <span class="unit">{`\u00a0${unit}`}</span>
    </span>
  );
}
