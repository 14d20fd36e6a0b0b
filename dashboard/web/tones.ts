/** The colour that a quantity has on every page, by the domain of its metric. */
export function toneOf(metric: string): string {
  const domain = metric.split('.')[0] ?? '';
  if (domain === 'water' || domain === 'gas' || domain === 'electricity') return domain;
  if (domain === 'heat') return 'gas';
  return domain === 'air' || domain === 'outdoor' ? 'air' : 'ink';
}
