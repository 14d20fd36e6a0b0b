/** Why `filter` is no MQTT 3.1.1 topic filter (section 4.7), or nothing when it is one. */
export function topicFilterMistake(filter: string): string | undefined {
  if (filter === '') return 'is empty';
  if (filter.includes('\u0000')) return 'holds a null character'; // MQTT-4.7.3-2
  if (new TextEncoder().encode(filter).length > 65_535) return 'is longer than 65,535 bytes'; // MQTT-4.7.3-3
  const levels = filter.split('/');
  for (const [i, level] of levels.entries()) {
    if (level.includes('#') && (level !== '#' || i < levels.length - 1)) {
      return 'may have # only alone and as its last level'; // MQTT-4.7.1-2
    }
    if (level.includes('+') && level !== '+') return 'may have + only alone between two slashes'; // MQTT-4.7.1-3
  }
  return undefined;
}
