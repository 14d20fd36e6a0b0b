import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, to be shown or sent once. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret. One round is enough: nobody guesses 256 random bits. */
export function sha256(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** A short id that no one needs to guess or order. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(8).toString('hex')}`;
}
