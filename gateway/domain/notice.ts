import type { TransitionKind } from './alert.ts';
import type { Page } from './inbox.ts';
import type { Severity } from './rule.ts';
import { type Language, personalChannels } from './wish.ts';

/** The ways out: to persons, and to the programs that the operator named. */
export const channels = [...personalChannels, 'webhook', 'alertmanager'] as const;
export type Channel = (typeof channels)[number];

/** Why somebody is told. */
export type Why = 'first' | 'worse' | 'again' | 'reminder' | 'over' | 'assigned' | 'nobody took it';

/** Why somebody is not. */
export type NotTold =
  /** about the alert, for everybody */
  | { readonly because: 'nothing new' | 'acknowledged' | 'shelved' | 'maintenance' | 'resolved' | 'not active' }
  | { readonly because: 'consequence'; readonly device: string }
  | { readonly because: 'nobody concerned' | 'told to nobody' }
  /** about the person */
  | { readonly because: 'severity not wished' | 'topic not wished' | 'end not wished' | 'no channel' }
  | { readonly because: 'off duty'; readonly onDuty: string }
  | { readonly because: 'former waits' | 'never told' }
  /** it waited, and then */
  | { readonly because: 'taken' | 'over' | 'silenced' | 'overtaken' | 'person gone' | 'too many wait' };

/** What a notice says of its alert, in the language of whom it is for. */
export interface Told {
  readonly alert: string;
  readonly transition: number;
  readonly is: TransitionKind;
  /** of the transition, epoch ms */
  readonly at: number;
  readonly why: Why;
  readonly rule: string;
  readonly instance: string;
  readonly severity: Severity;
  readonly active: boolean;
  readonly since: number;
  readonly until?: number;
  readonly value: number | null;
  readonly place: TellingPlace;
  readonly words: AlertWords;
}

/** Ids for programs, names for people. */
export interface TellingPlace {
  readonly organisation: Named;
  readonly site: Named;
  readonly device: Named;
  /** IANA, of the site's clocks */
  readonly timeZone: string;
  /** its values say the habits of few people: outside the agency nobody is told them */
  readonly fewStaff?: true;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** An alert in words that its reader understands; the first two are always there. */
export interface AlertWords {
  /** the same for the whole episode: no values, no times, no states */
  readonly title: string;
  readonly reason: string;
  /** what it costs, as "11 € par semaine" */
  readonly cost?: string;
  /** what to do */
  readonly advice?: string;
}

export type NoticeState =
  | { readonly is: 'waiting'; readonly at: number }
  | { readonly is: 'sent'; readonly at: number }
  | { readonly is: 'failed'; readonly at: number }
  | { readonly is: 'not sent'; readonly at: number; readonly reason: NotTold };

/** Whom a notice is for: a person's id, or a receiver of the configuration as `webhook/astreinte`; '' is everybody. */
export type Addressee = string;

/** One attempt to tell someone, or the decision not to. */
export interface Notice {
  readonly id: number;
  readonly alert: string;
  readonly transition: number;
  readonly is: TransitionKind;
  readonly to: Addressee;
  /** absent where nothing is sent whatever the channel */
  readonly channel?: Channel;
  readonly organisation: string;
  readonly device: string;
  readonly why?: Why;
  readonly digest: boolean;
  readonly decidedAt: number;
  readonly attempts: number;
  readonly state: NoticeState;
  /** what the other side said last */
  readonly answer?: string;
}

/** A decision, before it is written. */
export type NewNotice = Pick<Notice, 'alert' | 'transition' | 'is' | 'to' | 'organisation' | 'device'> & {
  readonly channel?: Channel;
} & (
    | {
        readonly tell: true;
        readonly why: Why;
        /** not before, epoch ms */
        readonly at: number;
        /** together with what else waits for that moment */
        readonly digest: boolean;
        /** only if nobody has taken the alert until then */
        readonly unlessTaken: boolean;
        readonly told: Told;
      }
    | { readonly tell: false; readonly reason: NotTold }
  );

/** What happened makes some waiting notices of an alert pointless. */
export interface Withdrawal {
  readonly alert: string;
  readonly which: 'unless taken' | 'all but digests' | 'all';
  readonly reason: NotTold;
}

/** What a person, or a program, has heard of an alert by a channel. */
export interface Heard {
  readonly alert: string;
  readonly to: Addressee;
  readonly channel: Channel;
  readonly waits?: { readonly at: number; readonly digest: boolean; readonly unlessTaken: boolean };
}

/** A notice whose turn has come. */
export interface DueNotice {
  readonly id: number;
  readonly to: Addressee;
  readonly channel: Channel;
  readonly digest: boolean;
  readonly attempts: number;
  readonly decidedAt: number;
  readonly told: Told;
}

/** What was said of an alert to a person by mail before: mail programs keep it together. */
export interface Thread {
  readonly subject: string;
  /** oldest first, at most 20 */
  readonly messageIds: readonly string[];
}

/** Every notice and every decision, kept in the state database; `now` is epoch ms. */
export interface Notices {
  /** Writes decisions, each once by (alert, transition, addressee, channel): what was decided before stays as it was. */
  decide(decided: readonly NewNotice[], withdrawals: readonly Withdrawal[], now: number): Promise<void>;
  heard(alerts: readonly string[]): Promise<Heard[]>;
  /** Those of one channel whose turn has come, the longest waiting first. */
  due(channel: Channel, now: number, limit: number): Promise<DueNotice[]>;
  nextAt(channel: Channel): Promise<number | undefined>;
  /** What became of some, after a try or without one. */
  settle(ids: readonly number[], outcome: Outcome): Promise<void>;
  thread(alert: string, to: Addressee): Promise<Thread | undefined>;
  list(query: NoticeQuery): Promise<Page<Notice>>;
  waiting(): Promise<number>;
  /** Forgets what was decided before and waits no more; how many. */
  purge(before: number): Promise<number>;
}

export type Outcome =
  | { readonly is: 'sent'; readonly at: number; readonly answer: string; readonly mail?: SentMail }
  | { readonly is: 'failed'; readonly at: number; readonly answer: string }
  | { readonly is: 'waiting'; readonly at: number; readonly answer: string }
  /** was not tried */
  | { readonly is: 'postponed'; readonly at: number }
  | { readonly is: 'not sent'; readonly at: number; readonly reason: NotTold };

export interface SentMail {
  readonly messageId: string;
  readonly subject: string;
}

export interface NoticeQuery {
  readonly limit: number;
  readonly before?: number;
  readonly alert?: string;
  readonly to?: Addressee;
  /** of one of these; undefined is of all */
  readonly organisations?: readonly string[];
  readonly state?: NoticeState['is'];
}

/** Since the start; what waits is as it was a moment ago. */
export interface NoticeCounts {
  readonly waiting: number;
  readonly sent: number;
  readonly failed: number;
}

/** Several notices of one addressee that leave together. */
export interface Parcel {
  readonly to: Addressee;
  readonly digest: boolean;
  /** never empty; of one alert, or gathered */
  readonly notices: readonly DueNotice[];
  readonly language: Language;
  /** mail address, telephone number, topic; '' for receivers */
  readonly address: string;
}

/** One way out. Resolves with what the other side answered, throws `DeliveryError`. */
export interface Courier {
  send(parcel: Parcel): Promise<{ readonly answer: string; readonly mail?: SentMail }>;
}
