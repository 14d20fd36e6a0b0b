import type { Evidence, Finding } from '../../contract/server-audit.ts';
import { stateInWords } from '../states.ts';
import type { Format } from './format.ts';
import { say, type Words } from './words.ts';

interface Voice {
  readonly words: Words;
  readonly format: Format;
  readonly timeZone: string;
  /** epoch ms of the audit */
  readonly now: number;
}

const hour = 3_600_000;
/** A forecast beyond this says no more than that. */
const farMs = 730 * 24 * hour;

/** What an answer of an audit rests on, as one piece of a sentence. */
export function evidenceInWords(evidence: Evidence, { metric }: Pick<Finding, 'metric'>, voice: Voice): string {
  const { words, format } = voice;
  const texts = words.evidence;
  const percent = (value: number, decimals = 0) => `${format.number(value, decimals)}\u00a0%`;
  switch (evidence.is) {
    case 'none':
    case 'no-backup':
    case 'up-to-date':
      return texts[evidence.is];
    case 'old':
    case 'uptime':
      return say(texts[evidence.is], { age: format.duration(evidence.forMs) });
    case 'pending': {
      const text = evidence.forMs === 0 ? texts.pendingNew : evidence.value === 1 ? texts.pendingOne : texts.pending;
      return say(text, { value: format.number(evidence.value), age: format.duration(evidence.forMs) });
    }
    case 'backup': {
      const state = stateInWords({ id: 'backup.state' }, evidence.state, words).word;
      return evidence.ageHours === undefined
        ? say(texts.backupNever, { state })
        : say(texts.backup, { state, age: format.duration(evidence.ageHours * hour) });
    }
    case 'health':
      return stateInWords({ id: metric ?? 'host.health' }, evidence.value, words).word;
    case 'level':
      return say(texts.level, { value: percent(evidence.value) });
    case 'health-all':
      return evidence.count === 1 ? texts.healthOne : say(texts['health-all'], { count: evidence.count });
    case 'days-above': {
      const { days, of, last, threshold } = evidence;
      const text = of === last ? texts.above : texts.aboveMeasured;
      return say(text, { threshold: percent(threshold), days, of, last });
    }
    case 'days-measured':
      return say(texts[evidence.is], { value: percent(evidence.value), days: evidence.days, of: evidence.of });
    case 'steady':
    case 'room-made':
      return say(texts[evidence.is], { value: percent(evidence.value), days: evidence.days });
    case 'slow':
      return say(texts.slow, { value: percent(evidence.value), perWeek: pointsOf(evidence.perWeek, voice) });
    case 'growing': {
      const { value, perWeek, fullAt, earliest, latest } = evidence;
      const day = (time: string) => format.date(Date.parse(time), dayOnly, voice.timeZone);
      const isSure = day(earliest) === day(latest);
      const isVague = Date.parse(latest) - voice.now > farMs;
      return say(isSure ? texts.growingSure : isVague ? texts.growingSoon : texts.growing, {
        value: percent(value),
        perWeek: pointsOf(perWeek, voice),
        fullAt: day(fullAt),
        earliest: day(earliest),
        latest: day(latest),
      });
    }
  }
}

const dayOnly = { day: 'numeric', month: 'long', year: 'numeric' } as const;

function pointsOf(perWeek: number, { words, format }: Voice): string {
  return say(words.points, { value: `+${format.number(perWeek, perWeek < 10 ? 1 : 0)}` });
}
