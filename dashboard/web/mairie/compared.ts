import type { SupplyUse } from '../../contract/energy.ts';
import type { MairieWords } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import type { Format } from '../world.ts';

/** Below this a difference is none that anybody should act on. */
const sameBelow = 0.015;

/** « 8 % de moins que l’an passé, 12 % de moins à météo égale »; says why where there is nothing to compare with. */
export function comparedIn(
  { lastYear, weather }: Pick<SupplyUse, 'lastYear' | 'weather'>,
  own: MairieWords,
  format: Format,
) {
  const byHowMuch = (share: number) =>
    Math.abs(share) < sameBelow
      ? own.same
      : say(share < 0 ? own.less : own.more, { share: format.percent(Math.abs(share)) });
  const parts: string[] = [];
  if (lastYear !== null) {
    parts.push(Math.abs(lastYear) < sameBelow ? own.onYearSame : say(own.onYear, { compared: byHowMuch(lastYear) }));
  }
  if (weather !== null) parts.push(say(own.atWeather, { compared: byHowMuch(weather.share) }));
  return parts.length === 0 ? own.noCompare : parts.join(', ');
}

/** € in the reader's language: whole ones from ten on. */
export function euros(value: number, format: Format): string {
  const number = format.number(value, Math.abs(value) < 10 ? 2 : 0);
  return format.language === 'fr' ? `${number}\u00a0€` : `€${number}`;
}
