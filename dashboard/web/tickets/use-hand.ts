import { useState } from 'preact/hooks';
import type { NewTicketAction, TicketChange, TicketDetail } from '../../contract/tickets.ts';
import { ApiError } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { useWorld } from '../world.ts';

/** Somebody's hand on a ticket. */
export interface Hand {
  readonly busy: boolean;
  readonly wrong: string | undefined;
  /** the version that was on screen when somebody else's deed stood in the way; what was done since is to be looked at */
  readonly clash: number | undefined;
  /** counts what was tried: choices on screen begin anew from what is */
  readonly tries: number;
  change(what: TicketChange): void;
  /** Resolves with whether it was taken. */
  act(what: NewTicketAction): Promise<boolean>;
  /** what was done meanwhile was read */
  seen(): void;
}

/** What one does counts only on the ticket as one sees it: where somebody was quicker, it is read again and nothing is undone. */
export function useHand(ticket: TicketDetail, again: () => void): Hand {
  const { api } = useWorld();
  const { wrong, busy, attempt } = useAttempt();
  const [clash, setClash] = useState<number>();
  const [tries, setTries] = useState(0);
  const { number, version } = ticket;

  async function take(work: () => Promise<unknown>): Promise<boolean> {
    let isTaken = false;
    await attempt(async () => {
      try {
        await work();
        isTaken = true;
        setClash(undefined);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        setClash(version);
      }
    });
    setTries((count) => count + 1);
    again();
    return isTaken;
  }
  return {
    ...{ busy, wrong, clash, tries },
    change: (what) => void take(() => api.changeTicket(number, { ...what, version })),
    act: (what) => take(() => api.actOnTicket(number, { ...what, version })),
    seen: () => setClash(undefined),
  };
}
