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
