import { expect, test } from 'vitest';
import { createFineReads } from '../../../dashboard/server/fine-reads.ts';
import type { Identity } from '../../../gateway/domain/account.ts';

const token = { id: 't', name: 'script', role: 'technician', createdAt: 0 } as const;
const who: Identity = { is: 'token', role: 'technician', token };

test('a look at the habits of few people that the audit could not take is written with the next one', async () => {
  const written: string[] = [];
  let isDown = true;
  const { note } = createFineReads({
    record: async ({ subject }) => {
      if (isDown) throw new Error('disk full');
      written.push(subject);
    },
    list: async () => ({ items: [], next: null }),
    purge: async () => 0,
  });
  await expect(note(who, 'eau-creche', 10_000_000)).rejects.toThrow('disk full');
  isDown = false;
  await note(who, 'eau-creche', 10_000_001);
  await note(who, 'eau-creche', 10_000_002);
  expect(written).toEqual(['eau-creche']);
});
