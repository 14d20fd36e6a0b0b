import type { Reason, Transition } from '../../domain/alert.ts';
import type { Language } from './writing.ts';

/** One line of a timeline. */
export function sayTransition({ is, reason }: Transition, language: Language): string {
  const what = transitions[language][is];
  const why = because(reason, language);
  return why === '' ? what : `${what} (${why})`;
}

function because(reason: Reason, language: Language): string {
  const french = language === 'fr';
  switch (reason.because) {
    case 'condition':
      return '';
    case 'person': {
      const to = reason.to === undefined ? '' : ` → ${reason.to}`;
      const comment = reason.comment === undefined ? '' : french ? ` : « ${reason.comment} »` : `: “${reason.comment}”`;
      return `${reason.who}${to}${comment}`;
    }
    case 'changes':
      return french ? `${reason.times} fois de suite` : `${reason.times} times in a row`;
    case 'reached through':
      return reason.device;
    case 'maintenance':
      return french ? 'maintenance' : 'maintenance';
    default:
      return reasons[language][reason.because];
  }
}

type Plain = Exclude<Reason['because'], 'condition' | 'person' | 'changes' | 'reached through' | 'maintenance'>;

const reasons: Readonly<Record<Language, Readonly<Record<Plain, string>>>> = {
  fr: {
    'rule changed': 'la règle a changé',
    'device gone': 'l’équipement a été retiré',
    worse: 'aggravation',
    'time over': 'délai écoulé',
    'quiet long enough': 'stable depuis assez longtemps',
    'not acknowledged': 'personne ne l’a prise en charge',
  },
  en: {
    'rule changed': 'the rule changed',
    'device gone': 'the device was removed',
    worse: 'it got worse',
    'time over': 'its time was over',
    'quiet long enough': 'quiet long enough',
    'not acknowledged': 'nobody took it',
  },
};

const transitions: Readonly<Record<Language, Readonly<Record<Transition['is'], string>>>> = {
  fr: {
    raised: 'Alerte levée',
    worsened: 'Aggravée',
    cleared: 'Terminée',
    acknowledged: 'Prise en charge',
    'acknowledgement ended': 'Prise en charge terminée',
    assigned: 'Confiée',
    commented: 'Commentée',
    shelved: 'Mise en sourdine',
    'shelf ended': 'Fin de la sourdine',
    resolved: 'Close',
    'flapping began': 'Instable : elle va et vient',
    'flapping ended': 'De nouveau stable',
    'cause found': 'Conséquence d’une autre panne',
    'cause gone': 'N’est plus la conséquence d’une autre panne',
    muted: 'Notifications suspendues',
    'mute ended': 'Notifications reprises',
    reminded: 'Rappel',
  },
  en: {
    raised: 'Raised',
    worsened: 'Got worse',
    cleared: 'Over',
    acknowledged: 'Acknowledged',
    'acknowledgement ended': 'Acknowledgement ended',
    assigned: 'Assigned',
    commented: 'Commented',
    shelved: 'Shelved',
    'shelf ended': 'No longer shelved',
    resolved: 'Resolved',
    'flapping began': 'Unstable: it comes and goes',
    'flapping ended': 'Stable again',
    'cause found': 'Follows from another failure',
    'cause gone': 'No longer follows from another failure',
    muted: 'Notices held back',
    'mute ended': 'Notices again',
    reminded: 'Reminder',
  },
};
