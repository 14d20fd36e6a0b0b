import { keyOf, wander } from '../chance.ts';

/** The sky over a place: °C, % relative humidity, hPa, and the share of clear-sky sunshine (0 at night). */
export interface Weather {
  readonly temperature: number;
  readonly humidity: number;
  readonly pressure: number;
  readonly sun: number;
}

/**
 * The weather of the Landes (Mont-de-Marsan 1991–2020: January 6.5 °C, July 21.5 °C): season, day and night, fronts
 * of several days common to the department, and a little of its own for every half degree of latitude and longitude.
 */
export function weatherOf(seed: number, position: readonly [number, number] = LANDES): (time: number) => Weather {
  const region = keyOf(seed, 'weather');
  const place = keyOf(seed, `weather ${Math.round(position[0] * 2)} ${Math.round(position[1] * 2)}`);
  const solarShift = position[1] / 360;
  return (time) => {
    const days = time / 86_400_000;
    const year = Math.cos(2 * Math.PI * ((days - 17) / 365.2425)); // coldest in the middle of January
    const solar = days + solarShift;
    const hour = 2 * Math.PI * (solar - Math.floor(solar));
    const fronts = 2.6 * wander(region, days / 4) + 1.8 * wander(region + 1, days / 11);
    const clear = 0.5 + 0.5 * Math.tanh(wander(region + 2, days / 2.5) - 0.2 * year);
    const swing = (3 - 0.9 * year) * (0.45 + 0.9 * clear);
    const own = 0.5 * wander(place, days / 1.5);
    const mean = 14 - 7.3 * year + fronts + own;
    const temperature = mean + swing * Math.cos(hour - (2 * Math.PI * 15) / 24);
    // the air keeps its water over the day, so humidity falls when it warms
    const dew = mean - swing * 0.7 - 0.5 - 2 * clear + 0.8 * wander(place + 1, days * 2);
    return {
      temperature,
      humidity: Math.min(100, (100 * saturation(Math.min(dew, temperature))) / saturation(temperature)),
      pressure: 1017 + 7 * wander(region + 3, days / 3.5) + 0.6 * Math.cos(2 * hour),
      sun: (0.35 + 0.65 * clear) * height(hour, year),
    };
  };
}

/** Water vapour in saturated air, g/m³ (Magnus formula). */
export function saturation(temperature: number): number {
  return (1324.9 * Math.exp((17.62 * temperature) / (243.12 + temperature))) / (temperature + 273.15);
}

const LANDES: readonly [number, number] = [43.89, -0.5];

/** The sine of the sun's height at 44° north; 0 below the horizon. */
function height(hour: number, year: number): number {
  const declination = -0.409 * year;
  return Math.max(0, 0.695 * Math.sin(declination) - 0.719 * Math.cos(declination) * Math.cos(hour));
}
