import { z } from 'zod';

const Count = z.int().nonnegative();

/** What a copy holds, counted where it was made; who restores it counts the same. */
export const Holdings = z.object({
  users: Count,
  territory: Count,
  clients: Count,
  journal: z.object({ series: Count, entries: Count, lastSeq: Count }),
  /** undefined where the store is another program's, which has backups of its own */
  store: z.object({ recent: Count, inParts: Count, position: Count }).optional(),
});
export type Holdings = z.infer<typeof Holdings>;

const Path = z
  .string()
  .regex(/^[A-Za-z0-9._-]+(?:\/[A-Za-z0-9._-]+)*$/)
  .refine((path) => !path.split('/').some((step) => step === '.' || step === '..'));

/** `manifest.json` of a backup. */
export const Manifest = z.object({
  format: z.literal(1),
  vigie: z.string(),
  takenAt: z.iso.datetime(),
  holdings: Holdings,
  files: z.array(z.object({ path: Path, bytes: Count, sha256: z.string().regex(/^[0-9a-f]{64}$/) })).max(10_000),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestFile = 'manifest.json';
