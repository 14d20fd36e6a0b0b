/** A bounded room that clients share. */
export interface FairRoom {
  /** Takes so much for a client; false where it holds no less than anybody and nothing is left. */
  take(client: string, amount: number): boolean;
  give(client: string, amount: number): void;
}

/**
 * One client alone may fill the room. When it is full, whoever holds most gives way to whoever would still hold less:
 * `giveWay` drops the oldest of a client's things and gives back what it took, false where it has none.
 */
export function createFairRoom(size: number, giveWay: (client: string) => boolean): FairRoom {
  const held = new Map<string, number>();
  const holds = (client: string): number => held.get(client) ?? 0;
  let used = 0;

  return {
    take(client, amount) {
      while (used + amount > size) {
        const most = [...held.keys()].reduce((one, other) => (holds(other) > holds(one) ? other : one), client);
        if (holds(most) <= holds(client) + amount || !giveWay(most)) return false;
      }
      held.set(client, holds(client) + amount);
      used += amount;
      return true;
    },
    give(client, amount) {
      used -= amount;
      if (holds(client) > amount) held.set(client, holds(client) - amount);
      else held.delete(client);
    },
  };
}
