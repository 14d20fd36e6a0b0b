import { onTestFinished, vi } from 'vitest';

/** The server's regular checks run only when the test moves the time on: what happens without them happens at once. */
export function checksInHand(): void {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}
