import type { DeviceType } from '../../devices/device-type.ts';
import type { AnyRule } from '../../devices/rules/any-rule.ts';
import type { Tariffs } from '../../devices/tariff.ts';
import type { Organisation, Site, Territory } from '../../devices/territory.ts';
import type { CarbonFactors } from '../../gateway/calculate/cost.ts';
import type { AuditLimits } from '../../gateway/calculate/server-audit.ts';
import type { Accounts } from '../../gateway/domain/account.ts';
import type { Transition } from '../../gateway/domain/alert.ts';
import type { Alerts, ListedAlert } from '../../gateway/domain/alerts.ts';
import type { Audit } from '../../gateway/domain/audit.ts';
import type { Corrections } from '../../gateway/domain/correction.ts';
import type { DutyKeeper } from '../../gateway/domain/duty.ts';
import type { Health } from '../../gateway/domain/health.ts';
import type { Inbox, Recognised } from '../../gateway/domain/inbox.ts';
import type { Accept } from '../../gateway/domain/intake.ts';
import type { Live } from '../../gateway/domain/live.ts';
import type { NewMail, Outbox } from '../../gateway/domain/mail.ts';
import type { Maintenances } from '../../gateway/domain/maintenance.ts';
import type { MeterEntries } from '../../gateway/domain/meter-entry.ts';
import type { NoticeCounts, Notices } from '../../gateway/domain/notice.ts';
import type { PushKeeper } from '../../gateway/domain/push.ts';
import type { MadeRules, RuleBook } from '../../gateway/domain/rule-book.ts';
import type { Store } from '../../gateway/domain/store.ts';
import type { Tickets } from '../../gateway/domain/tickets.ts';
import type { PersonalChannel, WishKeeper } from '../../gateway/domain/wish.ts';
import type { Attach, Scan, ScanOrder } from '../contract/inbox.ts';
import type { BackTest, Proposal } from '../contract/rules.ts';
import type { Trouble } from '../contract/territory.ts';

export type Language = 'fr' | 'en';

/** Everything the dashboard's server is handed. */
export interface ServerParts {
  readonly config: ServerConfig;
  /** the territory as it is now */
  territory(): Territory;
  readonly catalogue: ReadonlyMap<string, DeviceType>;
  readonly store: Pick<Store, 'curve' | 'buckets' | 'latest' | 'instances'>;
  /** what the store answers of time that is over, remembered; the store itself where it is absent */
  readonly remembered?: Pick<Store, 'buckets'>;
  readonly live: Live;
  readonly accept: Accept;
  readonly inbox: Inbox;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly corrections: Corrections;
  /** meter readings and invoices that people typed */
  readonly entries: MeterEntries;
  readonly maintenances: Maintenances;
  readonly alerts: Alerts;
  readonly tickets: Tickets;
  /** an alert in words */
  say(alert: ListedAlert, language: Language): Said;
  /** of members who gave none of their own, and the factors of kg CO₂e */
  readonly tariffs: Tariffs & { readonly carbon: CarbonFactors };
  sayTransition(transition: Transition, language: Language): string;
  readonly rules: {
    readonly made: MadeRules;
    readonly book: RuleBook;
    /** called after something was put or removed */
    changed(): void;
    /** What rules would have told over stored history, epoch ms; throws `VigieError` `unavailable` while another is under way. */
    backTest(order: {
      readonly rules: readonly AnyRule[];
      readonly from: number;
      readonly to: number;
    }): Promise<BackTest>;
    /** A quieter setting, from history and the marks of false alarms; throws `VigieError` `unavailable` while another is sought. */
    propose(rule: AnyRule, now: number): Promise<Proposal>;
  };
  /** absent where no mail server is configured */
  readonly mail?: MailRoom;
  readonly noticing: Noticing;
  health(): Health;
  /** does this device send times from the future? */
  clockWrong(device: string): boolean;
  /** why a device that Vigie goes and asks gives nothing, or not everything; `since` epoch ms */
  trouble(device: string): { readonly is: Trouble['is']; readonly reason: string; readonly since: number } | undefined;
  /** Gives a discovered device its place and its kept readings; resolves with the device's id, throws `VigieError`. */
  attach(id: number, target: Attach): Promise<{ device: string }>;
  /** Keeps a member and its first site beside the territory's files; the territory holds them on return. */
  addMember(organisation: Organisation, site: Site): Promise<void>;
  readonly discovering: Discovering;
  /** What a message of an unknown device could be. */
  recognise(address: string, topic: string, payload: Uint8Array): Recognised;
  /** Offers a message again, as of its first arrival; answers the reason where it is not taken. */
  replay(message: { topic: string; payload: Uint8Array; time: number }): Promise<string | undefined>;
  /** readings before this (epoch ms) are thinned to one a day; all are as they came where it is absent */
  fineSince?(now: number): number;
  /** Removes every reading of a device, wherever it is kept. */
  erase(device: string): Promise<void>;
  readonly log: Log;
}

export interface ServerConfig {
  readonly listen: { readonly host: string; readonly port: number };
  /** what people type, e.g. `https://vigie.alpi40.fr` */
  readonly publicUrl?: string;
  /** PEM texts */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** how many proxies stand in front; their X-Forwarded-* headers are believed */
  readonly trustProxy?: number;
  /** whom to ask for a new password where no mail leaves, in words */
  readonly contact?: string;
  /** from where on an audit of a server minds; the usual ones unless said */
  readonly auditLimits?: AuditLimits;
  readonly demo: boolean;
  readonly version: string;
  /** the built screens; `dashboard/web/dist` unless said */
  readonly webRoot?: string;
}

/** Looks through ranges of addresses over SNMP, one at a time; what it finds comes into the inbox. */
export interface Discovering {
  /** Comes back at once; throws `VigieError` where the order cannot be followed. */
  begin(order: ScanOrder): RunningScan;
  state(): RunningScan | undefined;
  stop(): void;
  /** names of credentials that may be chosen */
  readonly credentials: readonly string[];
  /** where one may look */
  readonly ranges: readonly string[];
}

/** `startedAt` is epoch ms. */
export type RunningScan = Omit<NonNullable<Scan['scan']>, 'startedAt'> & { readonly startedAt: number };

/** Takes mails that are to leave, and tells how far they have come. */
export interface MailRoom extends Pick<Outbox, 'list' | 'newestOf'> {
  post(mail: NewMail): Promise<number>;
}

/** Who is told what, and what became of it. */
export interface Noticing {
  readonly notices: Pick<Notices, 'list'>;
  readonly wishes: WishKeeper;
  readonly duty: DutyKeeper;
  readonly push: {
    readonly keeper: Pick<PushKeeper, 'add' | 'remove' | 'of'>;
    /** base64url, for the browser's subscription */
    readonly publicKey: string;
    /** whether an endpoint is one of a push service that may be asked */
    accepts(endpoint: string): boolean;
  };
  /** by which persons can be told here */
  readonly channels: readonly PersonalChannel[];
  /** IANA, of the agency's clocks */
  readonly timeZone: string;
  counts(): NoticeCounts;
}

/** An alert in words; `advice` is what to do on the spot. */
export interface Said {
  readonly title: string;
  readonly reason: string;
  readonly explanation: readonly string[];
  readonly advice?: string;
}

/** The part of pino's logger that is used here. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
