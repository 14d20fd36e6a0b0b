/** Readings of CO2 in a room while it is occupied: ≤ 1000 ppm, above that up to 1700, above that. */
export interface OccupiedAir {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface Confinement {
  /** 0 to 5 */
  readonly index: number;
  /** 0 nul, 1 faible, 2 moyen, 3 élevé, 4 très élevé, 5 extrême */
  readonly class: number;
}

/**
 * ICONE, the index of confinement of a room (CSTB protocol SC-QEI-2022-230; arrêté of 1 June 2016, article 11 IV):
 * 2.5 / log10(2) · log10(1 + f1 + 3 · f2), its class rounded half up. undefined without readings.
 */
export function icone({ low, middle, high }: OccupiedAir): Confinement | undefined {
  const all = low + middle + high;
  if (!(all > 0)) return undefined;
  const raw = (2.5 / Math.log10(2)) * Math.log10(1 + middle / all + (3 * high) / all);
  // 2.5 is not to be 2.4999…
  const index = Math.round(raw * 1e9) / 1e9;
  return { index, class: Math.floor(index + 0.5) };
}

/** Of which kind a reading is: the places of `low`, `middle`, `high`. */
export function airBand(ppm: number): 0 | 1 | 2 {
  if (ppm <= 1000) return 0;
  return ppm <= 1700 ? 1 : 2;
}
