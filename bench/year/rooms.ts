import type { Device } from '../../devices/territory.ts';
import { keyOf, uniform, wander } from '../../simulators/chance.ts';

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** °C by which a room wanders on its own: windows, doors, people, radiators; about one turn in half a day */
const wanders = 0.25;
/** °C of sun at most, through the windows of its side */
const sun = 1;

/**
 * What sets a room apart from its building, whose rooms share one mass of air in the simulation: it wanders on its own, and has the sun at its
 * own time of the day. °C to add at a time (epoch ms), by seed.
 */
function ownWarmth(seed: number, site: string, device: string): (time: number) => number {
  const [sky, room] = [keyOf(seed, `clouds ${site}`), keyOf(seed, `room ${device}`)];
  // windows to the east, the south or the west, hours UTC; large ones or small
  const [noon, glass] = [9 + 7 * uniform(room, 0), sun * uniform(room, 1)];
  return (time) => {
    const clear = uniform(sky, Math.floor(time / dayMs)) ** 2;
    const away = ((time % dayMs) / hourMs - noon) / 5;
    const shine = Math.abs(away) < 1 ? Math.cos((away * Math.PI) / 2) : 0;
    return wanders * wander(room, (2 * time) / dayMs) + glass * clear * shine;
  };
}

/** A reading of a device as its own room makes it; what is no room's temperature stays as it is. */
export function inOwnRoom(
  seed: number,
  { site, id }: Device,
  metric: string,
  read: (time: number) => number,
): (time: number) => number {
  if (metric !== 'air.temperature') return read;
  const own = ownWarmth(seed, site, id);
  return (time) => Math.round(10 * (read(time) + own(time))) / 10;
}
