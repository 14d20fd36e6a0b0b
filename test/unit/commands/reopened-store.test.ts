import { expect, test } from 'vitest';
import { reopenedStore } from '../../../commands/platform/reopened-store.ts';
import type { Store } from '../../../gateway/domain/store.ts';
import { createMemoryStore } from '../../../gateway/store/memory.ts';

const name = { organisation: 'o', site: 's', type: 'air-quality', device: 'air', metric: 'air.co2', instance: '' };
const rows = (value: number) => ({
  series: Int32Array.of(0),
  times: Float64Array.of(value),
  values: Float64Array.of(value),
});
const fatal = 'FATAL Error: Failed: database has been invalidated because of a previous fatal error.';

/** Opens the same memory store every time; its appends and openings fail while they are told to. */
function opener() {
  const memory = createMemoryStore(() => name);
  const state = { append: '', open: '', opened: 0, closed: 0 };
  const open = async (): Promise<Store> => {
    if (state.open !== '') throw new Error(state.open);
    state.opened++;
    return {
      ...memory,
      append: async (seq, readings) => {
        if (state.append !== '') throw new Error(state.append);
        await memory.append(seq, readings);
      },
      close: async () => {
        state.closed++;
        throw new Error('what is broken does not close either');
      },
    };
  };
  return { state, open };
}

test('a store that is broken for good is opened anew, as often as it takes, and goes on', async () => {
  const { state, open } = opener();
  const store = await reopenedStore(open);
  await store.append(1, rows(1));
  state.append = fatal;
  await expect(store.append(2, rows(2))).rejects.toThrow('invalidated');
  state.open = 'No space left on device';
  await expect(store.append(2, rows(2))).rejects.toThrow('No space left');
  await expect(Promise.all([store.position(), store.count()])).rejects.toThrow('No space left');
  Object.assign(state, { append: '', open: '' });
  await Promise.all([store.append(2, rows(2)), store.latest(['air'])]);
  expect(await store.count()).toBe(2);
  expect([state.opened, state.closed]).toEqual([2, 1]);
});

test('any other trouble leaves the store open', async () => {
  const { state, open } = opener();
  const store = await reopenedStore(open);
  state.append = 'No space left on device';
  await expect(store.append(1, rows(1))).rejects.toThrow('No space left');
  expect(await store.count()).toBe(0);
  expect([state.opened, state.closed]).toEqual([1, 0]);
});
