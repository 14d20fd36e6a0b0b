import { bell, keyOf, uniform } from '../../simulators/chance.ts';

const dayMs = 86_400_000;
/** nights of backups begin at 21:00 UTC */
const begins = 21 * 3_600_000;

/** A metric of a machine, which the buildings' models do not have; `instance` names the disk or the protected client. */
export interface MachineMetric {
  readonly metric: string;
  readonly instance: string;
  read(time: number): number;
}

/** A server's two disks: what they hold wanders with the week, grows a little, and is cleared up twice a year. */
export function serverMetrics(seed: number, device: string): MachineMetric[] {
  return ['/', '/srv'].map((instance) => {
    const key = keyOf(seed, `disk ${device} ${instance}`);
    const full = 35 + 25 * uniform(key, 0);
    const perDay = 0.03 * uniform(key, 1);
    const since = Math.floor(180 * uniform(key, 2));
    return {
      ...{ metric: 'disk.used', instance },
      read(time) {
        const day = Math.floor(time / dayMs);
        const grown = perDay * ((day + since) % 180);
        return Math.round(10 * (full + grown + 0.3 * bell(key + 1, day) + 0.05 * bell(key + 2, time))) / 10;
      },
    };
  });
}

/** Two clients of a grid, backed up every night; a size that grows a little, a duration that follows it. */
export function backupMetrics(seed: number, device: string): MachineMetric[] {
  return ['srv-01', 'srv-02'].flatMap((instance) => {
    const key = keyOf(seed, `backup ${device} ${instance}`);
    const size = 2e9 * 10 ** (2 * uniform(key, 0));
    // the night whose backup is the newest: each takes up to seven hours to begin
    const endOf = (night: number) => night * dayMs + begins + (0.5 + 6.5 * uniform(key + 1, night)) * 3_600_000;
    const nightOf = (time: number) => {
      const night = Math.floor((time - begins) / dayMs);
      return endOf(night) <= time ? night : night - 1;
    };
    const bytes = (time: number) =>
      Math.round(size * (1 + 0.0004 * (nightOf(time) % 1000) + 0.02 * bell(key + 2, nightOf(time))));
    const read: [string, (time: number) => number][] = [
      ['backup.state', () => 0],
      ['backup.age', (time) => Math.round((10 * (time - endOf(nightOf(time)))) / 3_600_000) / 10],
      ['backup.bytes', bytes],
      ['backup.duration', (time) => Math.round(120 + bytes(time) / 4e7)],
    ];
    return read.map(([metric, of]) => ({ metric, instance, read: of }));
  });
}
