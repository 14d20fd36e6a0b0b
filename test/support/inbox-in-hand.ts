import type { Discovered, Inbox, Page } from '../../gateway/domain/inbox.ts';

type Refused = Awaited<ReturnType<Inbox['refused']>>['items'][number];

/** An inbox that holds what the test puts into it. */
export function createInboxInHand(): Inbox & { refusals: Refused[]; discoveries: Discovered[] } {
  const refusals: Refused[] = [];
  const discoveries: Discovered[] = [];
  return {
    refusals,
    discoveries,
    refused: async (page) => cut(refusals, page),
    discovered: async (page) => cut(discoveries, page),
    refusal: async (id) => refusals.find((one) => one.id === id),
    async forgetRefusal(id) {
      const index = refusals.findIndex((one) => one.id === id);
      if (index >= 0) refusals.splice(index, 1);
    },
    async ignore(id) {
      const index = discoveries.findIndex((one) => one.id === id);
      const known = discoveries[index];
      if (known !== undefined) discoveries[index] = { ...known, ignored: true };
      return known !== undefined;
    },
    async kept(id) {
      const known = discoveries.find((one) => one.id === id);
      return known && { address: known.address, messages: [] };
    },
    async forget(id) {
      const index = discoveries.findIndex((one) => one.id === id);
      if (index >= 0) discoveries.splice(index, 1);
    },
  };
}

function cut<T extends { readonly id: number }>(
  all: readonly T[],
  { limit, before = Number.POSITIVE_INFINITY }: { limit: number; before?: number },
): Page<T> {
  const wanted = all.filter(({ id }) => id < before).sort((a, b) => b.id - a.id);
  const items = wanted.slice(0, limit);
  return { items, next: wanted.length > limit ? items.at(-1)!.id : null };
}
