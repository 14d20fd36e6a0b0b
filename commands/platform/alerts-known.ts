import type { Alert, Transition } from '../../gateway/domain/alert.ts';
import type { AlertWords } from '../../gateway/domain/notice.ts';
import { type Language, type Topic, topicOf } from '../../gateway/domain/wish.ts';

/** An alert as it stands; how it came to that is not needed to tell it. */
export type StandingAlert = Omit<Alert, 'timeline'>;

/** What notices must know of alerts beside what happens to them. */
export interface AlertsKnown {
  /** those that are active, and those that ended within the last five minutes */
  standing(): readonly StandingAlert[];
  topic(alert: StandingAlert): Topic;
  say(alert: StandingAlert, transition: Transition, language: Language): AlertWords;
}

/** From the rule that an alert is of: its topic; its words are those of every screen. */
export function alertsKnown(parts: {
  readonly standing: () => readonly StandingAlert[];
  readonly say: (alert: StandingAlert, language: Language) => AlertWords;
}): AlertsKnown {
  return {
    standing: parts.standing,
    topic: ({ by }) => topicOf(by?.metric ?? ''),
    say: (alert, _, language) => parts.say(alert, language),
  };
}
