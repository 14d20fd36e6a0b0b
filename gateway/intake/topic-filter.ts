/** Does an MQTT topic filter (`+`, `#`) cover this topic? As MQTT-4.7: `+` one level, `#` the rest, `$…` only by name. */
export function covers(filter: string, topic: string): boolean {
  if (topic.startsWith('$') && !filter.startsWith('$')) return false; // MQTT-4.7.2-1
  const wanted = filter.split('/');
  const levels = topic.split('/');
  for (const [at, want] of wanted.entries()) {
    if (want === '#') return true;
    if (at >= levels.length || (want !== '+' && want !== levels[at])) return false;
  }
  return wanted.length === levels.length;
}

/** Whether `filter` covers every topic that the filter `wanted` covers: each wildcard of it stands where `filter` is as open. */
export function isWithin(wanted: string, filter: string): boolean {
  if (!covers(filter, wanted)) return false;
  const levels = filter.split('/');
  const hash = levels.includes('#') ? levels.length - 1 : levels.length;
  return wanted.split('/').every((level, at) => {
    if (level === '#') return at >= hash; // it covers its parent too: a/# is not within a/+/#
    return level !== '+' || at >= hash || levels[at] === '+';
  });
}
