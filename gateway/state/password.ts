import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { VigieError } from '../domain/error.ts';

/** scrypt's price: 2^cost blocks of 1 kB, `lanes` times. */
export interface Price {
  readonly cost: number;
  readonly lanes: number;
}

/** One of the equal choices of the OWASP Password Storage Cheat Sheet: 32 MB a computation suits a small machine. */
export const usualPrice: Price = { cost: 15, lanes: 3 };

export interface Passwords {
  hash(password: string): Promise<string>;
  /** Compares in the same time whether the account exists (`kept`) or not. */
  matches(password: string, kept: string | undefined): Promise<boolean>;
}

const atOnce = 2;
const waitingAtMost = 30;

/** Hashes passwords, two at once; more than thirty waiting is `unavailable`, so that a flood costs no memory. */
export function createPasswords(price: Price = usualPrice): Passwords {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= waitingAtMost) {
        throw new VigieError('unavailable', 'Too many people sign in at this moment. Try again in a few seconds.');
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  return {
    hash: (password) =>
      inTurn(async () => {
        const salt = randomBytes(16);
        const key = await derive(password, salt, price);
        return `scrypt$${price.cost}$${price.lanes}$${salt.toString('base64')}$${key.toString('base64')}`;
      }),
    matches: (password, kept) =>
      inTurn(async () => {
        const [, cost, lanes, salt, key] = kept?.split('$') ?? [];
        if (cost === undefined || lanes === undefined || salt === undefined || key === undefined) {
          await derive(password, 'nobody', price);
          return false;
        }
        const found = await derive(password, Buffer.from(salt, 'base64'), { cost: Number(cost), lanes: Number(lanes) });
        return timingSafeEqual(found, Buffer.from(key, 'base64'));
      }),
  };
}

function derive(password: string, salt: BinaryLike, { cost, lanes }: Price): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost, r: 8, p: lanes, maxmem: 2 ** cost * 8 * 256 };
  return new Promise((resolve, reject) => {
    // NFKC: the same password typed on another keyboard gives the same bytes.
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
