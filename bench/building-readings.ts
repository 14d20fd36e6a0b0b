import type { Readings } from '../gateway/domain/reading.ts';
import type { Series } from '../gateway/domain/series.ts';

/** Readings of buildings for figures about storing: seeded, with the shape of a day, a week and a year, at the resolution of the real sensors. */
export interface BuildingReadings {
  readonly series: readonly Series[];
  /** All readings of [from, to), in the order of time, in pieces of one day. Ask in the order of time: counters go on. */
  days(from: number, to: number): Generator<Readings>;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const grid = 10 * minute;

/** Ten series a building. `jitterMs` moves each stamp off the grid by up to so much. */
export function buildingReadings(buildings: number, jitterMs = 0): BuildingReadings {
  const random = mulberry32(2026);
  const gauss = () => random() + random() + random() + random() - 2;
  const houses = Array.from({ length: buildings }, (_, i) => newHouse(i, random));
  const series = houses.flatMap(({ name }) => metrics.map(([device, metric]) => seriesOf(name, device, metric)));

  function* days(from: number, to: number): Generator<Readings> {
    for (let start = from; start < to; start += day) {
      const rows = (day / grid) * series.length;
      const out = { series: new Int32Array(rows), times: new Float64Array(rows), values: new Float64Array(rows) };
      let row = 0;
      for (let time = start; time < start + day; time += grid) {
        houses.forEach((house, index) => {
          live(house, time, random, gauss).forEach((value, at) => {
            out.series[row] = index * metrics.length + at;
            out.times[row] = time + Math.floor(random() * jitterMs);
            out.values[row++] = value;
          });
        });
      }
      yield out;
    }
  }
  return { series, days };
}

const metrics = [
  ['meter', 'electricity.energy'],
  ['meter', 'electricity.power'],
  ['water', 'water.volume'],
  ['gas', 'gas.volume'],
  ['room-a', 'air.temperature'],
  ['room-a', 'air.humidity'],
  ['room-a', 'air.co2'],
  ['room-b', 'air.temperature'],
  ['room-b', 'air.co2'],
  ['room-b', 'battery.level'],
] as const;

function newHouse(index: number, random: () => number) {
  return {
    name: `building-${String(index).padStart(3, '0')}`,
    size: 0.4 + 2 * random(),
    energy: Math.floor(random() * 50_000_000) / 1000,
    water: Math.floor(random() * 900_000),
    gas: Math.floor(random() * 3_000_000) / 100,
    warm: [19, 19.5],
    co2: [430, 430],
    humidity: 45,
    battery: 100,
  };
}

/** The ten values of one building at one instant. */
function live(
  house: ReturnType<typeof newHouse>,
  time: number,
  random: () => number,
  gauss: () => number,
): readonly number[] {
  const at = new Date(time);
  const hour = at.getUTCHours() + at.getUTCMinutes() / 60;
  const worked = at.getUTCDay() > 0 && at.getUTCDay() < 6 && hour >= 7 && hour < 17;
  const season = Math.cos(((time / day) % 365.25) * ((2 * Math.PI) / 365.25));
  const outside = 12 + 8 * season * -1 + 4 * Math.sin(((hour - 9) / 24) * 2 * Math.PI) + gauss();
  const power = Math.round(house.size * (worked ? 4200 + 900 * gauss() : 380 + 40 * gauss()));
  house.energy = round(house.energy + power / 6000, 0.001);
  if (random() < (worked ? 0.35 : 0.02)) house.water += Math.ceil(random() * 9 * house.size);
  const heating = Math.max(0, 17 - outside) * (worked ? 0.06 : 0.02) * house.size;
  if (heating > 0) house.gas = round(house.gas + heating * (0.8 + 0.4 * random()), 0.01);
  house.humidity = Math.min(80, Math.max(25, house.humidity + 0.4 * gauss() + (45 - house.humidity) * 0.01));
  house.battery = Math.max(1, house.battery - (random() < 0.0012 ? 1 : 0));
  const rooms = [0, 1].map((room) => {
    const aim = worked ? 20.5 : 17.5;
    house.warm[room] = (house.warm[room] ?? aim) + (aim - (house.warm[room] ?? aim)) * 0.04 + 0.08 * gauss();
    const breath = worked ? 850 + 150 * Math.sin(hour + room) : 430;
    house.co2[room] = (house.co2[room] ?? breath) + (breath - (house.co2[room] ?? breath)) * 0.15 + 9 * gauss();
    return { warm: round(house.warm[room] ?? 0, 0.1), co2: Math.round(house.co2[room] ?? 0) };
  });
  const [a, b] = rooms;
  return [
    house.energy,
    power,
    house.water,
    house.gas,
    a?.warm ?? 0,
    round(house.humidity, 0.5),
    a?.co2 ?? 0,
    b?.warm ?? 0,
    b?.co2 ?? 0,
    house.battery,
  ];
}

function seriesOf(site: string, device: string, metric: string): Series {
  return { organisation: 'bench', site, device: `${site}-${device}`, type: 'bench', metric, instance: '' };
}

function round(value: number, step: number): number {
  const inverse = Math.round(1 / step);
  return Math.round(value * inverse) / inverse;
}

/** A small seeded generator of numbers in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
