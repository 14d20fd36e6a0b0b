import type { Courier } from '../domain/notice.ts';
import { post } from './post.ts';
import { headline, noticeWords } from './words.ts';

export interface SmsSetting {
  readonly url: string;
  /** with `{to}` and `{text}` */
  readonly body: string;
  readonly contentType: 'application/json' | 'application/x-www-form-urlencoded';
  readonly scheme: string;
  readonly token?: string;
  /** PEM */
  readonly ca?: string;
}

/** two parts of an SMS with accents (67 letters each when joined) */
const lettersAtMost = 134;

/** Sends SMS by the HTTP gateway that the operator names; the text names a place and a thing, never a person. */
export function createSmsCourier(
  { url, body, contentType, scheme, token, ca }: SmsSetting,
  { closing }: { closing?: AbortSignal },
): Courier {
  // inside quotes of JSON, or between the & of a form
  const written = (text: string) =>
    contentType === 'application/json' ? JSON.stringify(text).slice(1, -1) : encodeURIComponent(text);
  return {
    async send({ notices, language, address }) {
      const [first] = notices;
      if (first === undefined) return { answer: 'nothing to tell' };
      const more = notices.length > 1 ? ` (+${notices.length - 1})` : '';
      const severity = noticeWords(language).severities[first.told.severity];
      const line = `Vigie ${severity}, ${headline(first.told, language)}`.replaceAll('\u00a0', ' ');
      const text = line.slice(0, lettersAtMost - more.length) + more;
      const filled = { '{to}': written(address), '{text}': written(text) };
      const answer = await post({
        url,
        // one pass: what a text holds is not filled in again
        body: body.replaceAll(/\{to\}|\{text\}/g, (place) => (place === '{to}' ? filled['{to}'] : filled['{text}'])),
        headers: {
          'Content-Type': contentType,
          ...(token !== undefined && { Authorization: `${scheme} ${token}` }),
        },
        ...(ca !== undefined && { ca }),
        ...(closing !== undefined && { closing }),
      });
      return { answer };
    },
  };
}
