import { join } from 'node:path';
import type { StoreCopy } from '../../gateway/store/embedded/copy.ts';
import { startCopier } from './copier.ts';
import type { Holdings, Manifest } from './manifest.ts';

/** What lies in the copy now, on the disk. */
export interface Copied {
  readonly holdings: Holdings;
  readonly files: Manifest['files'];
}

/**
 * Copies a data folder that is in use into an empty one. The order makes it consistent: what the journal's copy lacks was
 * trimmed behind the store, so the store's copy, taken later, has it; what a person attached meanwhile is in the state.
 */
export async function copyData(of: {
  from: string;
  to: string;
  copyStore: (folder: string) => Promise<StoreCopy | undefined>;
}): Promise<Copied> {
  const { from, to } = of;
  await using copier = startCopier();
  await copier.copyDatabase(join(from, 'journal.sqlite'), join(to, 'journal.sqlite'));
  const store = await of.copyStore(join(to, 'store'));
  await copier.copyDatabase(join(from, 'state.sqlite'), join(to, 'state.sqlite'));
  const holdings = { ...(await copier.count(to)), ...(store !== undefined && { store }) };
  return { holdings, files: await copier.seal(to) };
}
