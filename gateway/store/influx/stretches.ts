/** More of them than that are read as one, with what lies between. */
const most = 8;

/** Neighbours in a rising list of numbers as stretches, first and last included. */
export function stretchesOf(numbers: readonly number[]): [first: number, last: number][] {
  const stretches: [number, number][] = [];
  for (const number of numbers) {
    const open = stretches.at(-1);
    if (open !== undefined && open[1] === number - 1) open[1] = number;
    else stretches.push([number, number]);
  }
  const [first, last] = [numbers[0], numbers.at(-1)];
  return stretches.length <= most || first === undefined || last === undefined ? stretches : [[first, last]];
}
