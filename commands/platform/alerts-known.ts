import type { DeviceType } from '../../devices/device-type.ts';
import { plainWords } from '../../gateway/alert/telling/plain-words.ts';
import type { Alert, Transition } from '../../gateway/domain/alert.ts';
import type { AlertWords } from '../../gateway/domain/notice.ts';
import type { Rule } from '../../gateway/domain/rule.ts';
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

/** From the rule that an alert is of: its topic, and the few words that rule and value give. */
export function alertsKnown(parts: {
  readonly standing: () => readonly StandingAlert[];
  readonly rule: (alert: StandingAlert) => Rule | undefined;
  readonly typeOf: (device: string) => DeviceType | undefined;
}): AlertsKnown {
  return {
    standing: parts.standing,
    topic: (alert) => topicOf(parts.rule(alert)?.metric ?? ''),
    say(alert, _, language) {
      const rule = parts.rule(alert);
      const unit = rule && parts.typeOf(alert.device)?.metrics[rule.metric]?.unit;
      return plainWords(alert, { rule, unit: unit ?? '' }, language);
    },
  };
}
