import type { User } from '../../gateway/domain/account.ts';
import { type LinkPurpose, linkLivesMs } from '../../gateway/domain/link.ts';
import { linkPlace, type NewMail } from '../../gateway/domain/mail.ts';

const pages: Readonly<Record<LinkPurpose, string>> = { invitation: '/invitation', reset: '/nouveau-mot-de-passe' };

/** The address that opens an account: its secret stands behind `#`, which browsers send to no server and in no Referer. */
export function linkAddress(origin: string, purpose: LinkPurpose, secret: string): string {
  return `${origin}${pages[purpose]}#${secret}`;
}

/** The mail that carries a person's link, French first; the link itself is filled in when the mail leaves. */
export function letterTo(user: User, purpose: LinkPurpose, now: number): NewMail {
  const { subject, french, english, action } = letters[purpose];
  const [hello, greeting] = [`Bonjour ${user.name},`, `Hello ${user.name},`];
  const paragraphs = (language: Language) => [language.why, language.limits].map((text) => `<p>${escaped(text)}</p>`);
  return {
    to: user.email,
    subject,
    text: [
      hello,
      french.why,
      linkPlace,
      french.limits,
      '– – –',
      greeting,
      english.why,
      linkPlace,
      english.limits,
      'Vigie',
    ]
      .join('\n\n')
      .concat('\n'),
    html: `<div style="max-width:34em;font:16px/1.5 system-ui,sans-serif;color:#17211e">
<p>${escaped(hello)}</p>
${paragraphs(french).join(`\n<p><a href="${linkPlace}" style="display:inline-block;padding:10px 18px;border-radius:6px;background:#17211e;color:#ffffff;text-decoration:none">${action}</a></p>\n`)}
<hr style="border:0;border-top:1px solid #dfe4e0">
<div lang="en"><p>${escaped(greeting)}</p>
${paragraphs(english).join(`\n<p><a href="${linkPlace}">Choose a password</a></p>\n`)}</div>
</div>`,
    link: { user: user.id, purpose },
    expiresAt: now + linkLivesMs[purpose],
  };
}

interface Language {
  readonly why: string;
  readonly limits: string;
}

const letters: Readonly<Record<LinkPurpose, { subject: string; action: string; french: Language; english: Language }>> =
  {
    invitation: {
      subject: 'Votre compte Vigie · Your Vigie account',
      action: 'Choisir mon mot de passe',
      french: {
        why: 'Un compte vous est ouvert sur Vigie, qui veille sur vos bâtiments et votre matériel. Choisissez votre mot de passe ici :',
        limits:
          'Ce lien ne sert qu’une fois, pendant sept jours. Passé ce délai, demandez-en un autre à votre administrateur. Si vous n’attendiez pas ce message, ignorez-le.',
      },
      english: {
        why: 'An account is open for you on Vigie, which watches over your buildings and machines. Choose your password here:',
        limits:
          'This link works once, for seven days. After that, ask your administrator for another. If you did not expect this message, ignore it.',
      },
    },
    reset: {
      subject: 'Votre mot de passe Vigie · Your Vigie password',
      action: 'Choisir un nouveau mot de passe',
      french: {
        why: 'Un nouveau mot de passe a été demandé pour votre compte Vigie. Choisissez-le ici :',
        limits:
          'Ce lien ne sert qu’une fois, pendant une heure. Si vous n’avez rien demandé, ignorez ce message : votre mot de passe reste le même.',
      },
      english: {
        why: 'A new password was asked for your Vigie account. Choose it here:',
        limits:
          'This link works once, for one hour. If you asked for nothing, ignore this message: your password stays as it is.',
      },
    },
  };

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
