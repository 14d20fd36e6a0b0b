const hour = 3_600_000;

/** Estimates when a quota is reached from the bytes of the last hour. */
export function createGrowth() {
  const minutes = new Map<number, number>();
  return {
    add(now: number, bytes: number): void {
      const minute = Math.floor(now / 60_000);
      minutes.set(minute, (minutes.get(minute) ?? 0) + bytes);
      for (const old of minutes.keys()) {
        if (minutes.size <= 60) break;
        minutes.delete(old);
      }
    },
    /** Hours until `room` bytes are used if nothing is trimmed; Infinity when nothing arrives. */
    hoursLeft(room: number, now: number): number {
      const oldest = Math.floor((now - hour) / 60_000);
      let bytes = 0;
      let first = Number.POSITIVE_INFINITY;
      for (const [minute, added] of minutes) {
        if (minute <= oldest) continue;
        bytes += added;
        first = Math.min(first, minute * 60_000);
      }
      if (bytes === 0) return Number.POSITIVE_INFINITY;
      const perHour = (bytes / Math.max(now - first, 60_000)) * hour;
      return Math.max(0, room) / perHour;
    },
  };
}
