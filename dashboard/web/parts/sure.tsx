import { useAttempt } from '../attempt.ts';
import { Wrong } from './wrong.tsx';

/** A deed that cannot be taken back, once more before it is done. */
export function Sure(props: { question: string; deed: string; act: () => Promise<unknown>; done: () => void }) {
  const { wrong, busy, attempt } = useAttempt();
  return (
    <div class="form">
      <p>{props.question}</p>
      <Wrong text={wrong} />
      <button
        type="button"
        class="button button-danger"
        disabled={busy}
        onClick={() => void attempt(() => props.act().then(props.done))}
      >
        {props.deed}
      </button>
    </div>
  );
}
