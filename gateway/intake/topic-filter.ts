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

/** Is every topic of `wanted` one of `filter`? Enough for the plain cases: same levels, or below a final #. */
export function isWithin(wanted: string, filter: string): boolean {
  if (wanted.includes('#') && !filter.endsWith('#')) return false;
  if (wanted.includes('+'))
    return wanted.split('/').every((level, at) => level !== '+' || isOpenAt(filter, at)) && covers(filter, wanted);
  return covers(filter, wanted);
}

function isOpenAt(filter: string, level: number): boolean {
  const levels = filter.split('/');
  const hash = levels.indexOf('#');
  return (hash !== -1 && hash <= level) || levels[level] === '+';
}
