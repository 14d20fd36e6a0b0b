import type { Language } from './writing.ts';

interface Words {
  /** at 1, 0.5 and 0 */
  readonly up: readonly [string, string, string];
  readonly health: readonly [string, string, string];
  /** at 0 and 1 */
  readonly alarm: readonly string[];
  /** at 0 and what follows */
  readonly backup: readonly string[];
}

const words: Readonly<Record<Language, Words>> = {
  fr: {
    up: ['en service', 'en partie', 'hors service'],
    health: ['bon', 'dégradé', 'en défaut'],
    alarm: ['au repos', 'en alarme'],
    backup: ['réussie', 'en cours', 'à vérifier', 'en échec', 'manquante'],
  },
  en: {
    up: ['in service', 'in part', 'out of service'],
    health: ['good', 'degraded', 'faulty'],
    alarm: ['at rest', 'raised'],
    backup: ['succeeded', 'running', 'to be checked', 'failed', 'missing'],
  },
};

/** What a value of a metric of kind `state` means, as the screens say it; undefined where no device sends such a value. */
export function stateWord(metric: string, value: number, language: Language): string | undefined {
  const { up, health, alarm, backup } = words[language];
  if (metric === 'backup.state') return backup[value];
  if (metric.endsWith('.alarm')) return alarm[value];
  return (/\.(up|mains|scheduler)$/.test(metric) ? up : health)[[1, 0.5, 0].indexOf(value)];
}
