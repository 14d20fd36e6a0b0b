import type { Courier, Told } from '../domain/notice.ts';
import type { Severity } from '../domain/rule.ts';
import { addressOf } from './letter.ts';
import { post } from './post.ts';
import { headline, labelled, moment, noticeWords } from './words.ts';

export interface NtfySetting {
  readonly url: string;
  readonly token?: string;
  /** PEM */
  readonly ca?: string;
}

const priorities: Readonly<Record<Severity, number>> = { critical: 5, warning: 4, information: 3 };
/** ntfy turns more than 4,096 bytes into an attachment; three bytes are the longest letter we write */
const lettersAtMost = 1_200;
const linesAtMost = 12;

/** Publishes to a topic of one ntfy server (`POST /` with JSON); the parcel's address is the topic. */
export function createNtfyCourier(
  { url, token, ca }: NtfySetting,
  { publicUrl, closing }: { publicUrl?: string; closing?: AbortSignal },
): Courier {
  return {
    async send({ notices, digest, language, address }) {
      const told = notices.map((one) => one.told);
      const [first] = told;
      if (first === undefined) return { answer: 'nothing to tell' };
      const words = noticeWords(language);
      const isOne = told.length === 1;
      const click = isOne ? addressOf(first, publicUrl === undefined ? {} : { publicUrl }) : publicUrl;
      const standing = told.filter(({ active }) => active);
      const message = {
        topic: address,
        title: isOne ? headline(first, language) : digest ? words.digest(told.length) : words.gathered(told.length),
        message: (isOne ? oneMessage(first, language) : lines(told, language)).slice(0, lettersAtMost),
        // what is over wakes nobody
        priority: Math.max(2, ...standing.map(({ severity }) => priorities[severity])),
        ...(click !== undefined && {
          click,
          actions: [{ action: 'view', label: words.open, url: click }],
        }),
      };
      const answer = await post({
        url,
        body: JSON.stringify(message),
        headers: {
          'Content-Type': 'application/json',
          ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        },
        ...(ca !== undefined && { ca }),
        ...(closing !== undefined && { closing }),
      });
      return { answer };
    },
  };
}

function oneMessage(told: Told, language: 'fr' | 'en'): string {
  const words = noticeWords(language);
  const since = labelled(words.since, moment(told.since, told, language), language);
  return [words.why[told.why], told.words.reason, since, told.words.cost ?? '']
    .filter((line) => line !== '')
    .join('\n');
}

function lines(told: readonly Told[], language: 'fr' | 'en'): string {
  const shown = told.slice(0, linesAtMost).map((one) => headline(one, language));
  return [...shown, ...(told.length > linesAtMost ? ['…'] : [])].join('\n');
}
