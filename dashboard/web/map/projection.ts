/** [longitude, latitude] in degrees. */
export type LonLat = readonly [number, number];

export interface Projection {
  readonly width: number;
  readonly height: number;
  /** where a place stands on the map */
  at(place: LonLat): readonly [number, number];
}

const side = 1_000;
const margin = 24;

/** A plane of about a thousand units around some places, north up, true in shape at their middle latitude. */
export function projectionOf(places: readonly LonLat[]): Projection {
  const lons = places.map(([lon]) => lon);
  const lats = places.map(([, lat]) => lat);
  const [west, east] = [lons.reduce((a, b) => Math.min(a, b), 180), lons.reduce((a, b) => Math.max(a, b), -180)];
  const [south, north] = [lats.reduce((a, b) => Math.min(a, b), 90), lats.reduce((a, b) => Math.max(a, b), -90)];
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const span = Math.max((east - west) * squeeze, north - south, 0.02);
  const scale = (side - 2 * margin) / span;
  return {
    width: (east - west) * squeeze * scale + 2 * margin,
    height: (north - south) * scale + 2 * margin,
    at: ([lon, lat]) => [margin + (lon - west) * squeeze * scale, margin + (north - lat) * scale],
  };
}

/** The outline that belongs to some places: most of them lie in its box. */
export function belongs(outline: readonly LonLat[], places: readonly LonLat[]): boolean {
  const lons = outline.map(([lon]) => lon);
  const lats = outline.map(([, lat]) => lat);
  const [west, east, south, north] = [Math.min(...lons), Math.max(...lons), Math.min(...lats), Math.max(...lats)];
  const inside = places.filter(([lon, lat]) => lon >= west && lon <= east && lat >= south && lat <= north);
  return inside.length * 2 > places.length;
}
