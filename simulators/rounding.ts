/** Rounds to a step without the dirt of binary fractions where the step is 1/n. */
export function rounding(step: number): (value: number) => number {
  const inverse = Math.round(1 / step);
  return step < 1 && Math.abs(inverse * step - 1) < 1e-9
    ? (value) => Math.round(value * inverse) / inverse
    : (value) => Math.round(value / step) * step;
}
