/** Numbers for what a few ranges of bytes say, dense from 0, without making texts of them. */
export interface ByteKeys {
  /** `ranges` are pairs of from and to; the number of the key, -1 for one that was not met yet. */
  find(bytes: Uint8Array, ranges: Int32Array): number;
  /** Numbers the key that `find` has just not found. */
  add(bytes: Uint8Array, ranges: Int32Array): number;
  size(): number;
}

const buckets = 1 << 16;
const separator = 10; // never inside a line

export function createByteKeys(): ByteKeys {
  const heads = new Int32Array(buckets).fill(-1);
  const nexts: number[] = [];
  const keys: Uint8Array[] = [];
  /** of each key the one that came behind it the last time: files name their series in turns */
  const followers: number[] = [];
  let hash = 0;
  let latest = -1;

  const isKey = (number: number, bytes: Uint8Array, ranges: Int32Array): boolean => {
    const key = keys[number];
    if (key === undefined) return false;
    let at = 0;
    for (let range = 0; range < ranges.length; range += 2) {
      const to = ranges[range + 1] ?? 0;
      for (let from = ranges[range] ?? 0; from < to; from++) if (key[at++] !== bytes[from]) return false;
      if (key[at++] !== separator) return false;
    }
    return at === key.length;
  };

  function follow(number: number): void {
    if (latest >= 0) followers[latest] = number;
    latest = number;
  }

  return {
    find(bytes, ranges) {
      if (latest >= 0 && isKey(latest, bytes, ranges)) return latest;
      const follower = followers[latest] ?? -1;
      if (follower >= 0 && isKey(follower, bytes, ranges)) {
        latest = follower;
        return follower;
      }
      hash = 0x811c9dc5;
      for (let range = 0; range < ranges.length; range += 2) {
        const to = ranges[range + 1] ?? 0;
        // FNV-1a
        for (let from = ranges[range] ?? 0; from < to; from++) hash = Math.imul(hash ^ (bytes[from] ?? 0), 0x01000193);
        hash = Math.imul(hash ^ separator, 0x01000193);
      }
      hash = (hash ^ (hash >>> 15)) & (buckets - 1);
      let number = heads[hash] ?? -1;
      while (number >= 0 && !isKey(number, bytes, ranges)) number = nexts[number] ?? -1;
      if (number >= 0) follow(number);
      return number;
    },
    add(bytes, ranges) {
      const key: number[] = [];
      for (let range = 0; range < ranges.length; range += 2) {
        for (let from = ranges[range] ?? 0; from < (ranges[range + 1] ?? 0); from++) key.push(bytes[from] ?? 0);
        key.push(separator);
      }
      const number = keys.push(Uint8Array.from(key)) - 1;
      nexts.push(heads[hash] ?? -1);
      heads[hash] = number;
      follow(number);
      return number;
    },
    size: () => keys.length,
  };
}
