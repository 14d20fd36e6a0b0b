import { useAttempt } from '../attempt.ts';
import { Wrong } from '../parts/wrong.tsx';
import { go } from '../router.ts';
import { ticketWordsOf } from '../texts/tickets.ts';
import { useVoice, useWorld } from '../world.ts';

/** Opens the ticket of an alert, with the alert as its evidence, or goes to the one there is. */
export function TicketOfAlert({ alert, hint }: { alert: string; hint?: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const { wrong, busy, attempt } = useAttempt();
  return (
    <>
      <button
        type="button"
        class="button"
        disabled={busy}
        onClick={() =>
          void attempt(async () => {
            const { number } = await api.ticketOfAlert(alert);
            go(`/tickets/${number}`);
          })
        }
      >
        {ticketWordsOf(language).fromAlert} {hint !== undefined && <kbd>{hint}</kbd>}
      </button>
      <Wrong text={wrong} />
    </>
  );
}
