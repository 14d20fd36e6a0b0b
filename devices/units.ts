/** Each unit as so many of a base unit, `value * factor + offset`. Units with the same base convert into each other. */
const units: Readonly<Record<string, { readonly base: string; readonly factor: number; readonly offset?: number }>> = {
  Wh: { base: 'Wh', factor: 1 },
  kWh: { base: 'Wh', factor: 1e3 },
  MWh: { base: 'Wh', factor: 1e6 },
  GJ: { base: 'Wh', factor: 1e6 / 3.6 },
  W: { base: 'W', factor: 1 },
  kW: { base: 'W', factor: 1e3 },
  MW: { base: 'W', factor: 1e6 },
  VA: { base: 'VA', factor: 1 },
  kVA: { base: 'VA', factor: 1e3 },
  mL: { base: 'L', factor: 1e-3 },
  L: { base: 'L', factor: 1 },
  m3: { base: 'L', factor: 1e3 },
  '°C': { base: '°C', factor: 1 },
  '°F': { base: '°C', factor: 5 / 9, offset: -160 / 9 },
  K: { base: '°C', factor: 1, offset: -273.15 },
  Pa: { base: 'Pa', factor: 1 },
  hPa: { base: 'Pa', factor: 100 },
  mbar: { base: 'Pa', factor: 100 },
  kPa: { base: 'Pa', factor: 1e3 },
  bar: { base: 'Pa', factor: 1e5 },
  'µg/m3': { base: 'µg/m3', factor: 1 },
  'mg/m3': { base: 'µg/m3', factor: 1e3 },
  ppm: { base: 'ppm', factor: 1 },
  ppb: { base: 'ppm', factor: 1e-3 },
  mA: { base: 'A', factor: 1e-3 },
  A: { base: 'A', factor: 1 },
  mV: { base: 'V', factor: 1e-3 },
  V: { base: 'V', factor: 1 },
  s: { base: 's', factor: 1 },
  min: { base: 's', factor: 60 },
  h: { base: 's', factor: 3600 },
  '%': { base: '%', factor: 1 },
  dBm: { base: 'dBm', factor: 1 },
};

/** Other ways in which the same unit is written. */
const spellings: Readonly<Record<string, string>> = { C: '°C', F: '°F', degC: '°C', degF: '°F', l: 'L', percent: '%' };

/** A value in another unit; undefined where the one is unknown or cannot become the other. */
export function convert(value: number, from: string, to: string): number | undefined {
  const source = units[symbolOf(from)];
  const target = units[symbolOf(to)];
  if (source === undefined || target === undefined || source.base !== target.base) {
    return symbolOf(from) === symbolOf(to) ? value : undefined;
  }
  if (source === target) return value;
  const based = value * source.factor + (source.offset ?? 0);
  // the dust that binary fractions leave behind
  return Number(((based - (target.offset ?? 0)) / target.factor).toPrecision(12));
}

function symbolOf(written: string): string {
  const plain = written.trim().replace('³', '3').replace('μ', 'µ').replace('º', '°');
  return Object.hasOwn(spellings, plain) ? (spellings[plain] ?? plain) : plain;
}
