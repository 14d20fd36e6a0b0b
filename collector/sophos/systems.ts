/** Last days on which Microsoft mends a system, paid extensions aside (learn.microsoft.com/lifecycle). Longer names first. */
const ends: readonly (readonly [name: string, day: string])[] = [
  ['windows server 2008', '2020-01-14'],
  ['windows server 2012', '2023-10-10'],
  ['windows server 2016', '2027-01-12'],
  ['windows server 2019', '2029-01-09'],
  ['windows server 2022', '2031-10-14'],
  ['windows server 2003', '2015-07-14'],
  ['windows 8.1', '2023-01-10'],
  ['windows vista', '2017-04-11'],
  ['windows 10', '2025-10-14'],
  ['windows xp', '2014-04-08'],
  ['windows 7', '2020-01-14'],
  ['windows 8', '2016-01-12'],
];

/** Whether a system's maker has stopped mending it; a system that is not in the list is not judged. */
export function isUnsupported(name: string | undefined, now: number): boolean {
  const plain = name?.toLowerCase().replace(/\s+/g, ' ') ?? '';
  // LTSC editions of Windows 10 are mended for years more
  if (/\b(ltsc|ltsb|iot)\b/.test(plain)) return false;
  const end = ends.find(([system]) => plain.includes(system))?.[1];
  return end !== undefined && now >= Date.parse(end) + 86_400_000;
}
