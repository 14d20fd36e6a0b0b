import type { LatestReading } from '../../contract/readings.ts';
import type { Device, DeviceType } from '../../contract/territory.ts';
import type { Building } from '../pages/groups.ts';
import { isOld, lastHeard } from '../silence.ts';
import type { Scale } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { Amount } from './amount.tsx';
import { State } from './state.tsx';

interface Cell {
  name: string;
  of: string;
  equipped: boolean;
  value: number | undefined;
  old: boolean;
  scale: Scale;
}

/** One site of the overview: its state and its five key values, in fixed units so that a column reads down. */
export function SiteRow({ building, now, seen }: { building: Building; now: number; seen: boolean }) {
  const { site, devices } = building;
  const { types, link, today } = useWorld();
  const { words, format } = useVoice();
  const reading = useReadings(devices.map((device) => device.id));

  const having = (metric: string) =>
    devices.filter((device) => types.get(device.type)?.metrics.some(({ id }) => id === metric));
  const levels = (metric: string) =>
    having(metric).flatMap((device) => {
      const found = reading(device.id, metric);
      return found === undefined ? [] : [{ found, type: types.get(device.type) }];
    });
  const silent = devices.filter((device) => isOld(lastHeard(device, link), types.get(device.type), now));
  const used = (metric: string) => {
    const meters = having(metric);
    const amounts = seen ? meters.map((device) => today.used(device.id, metric, site.timeZone, now)) : [];
    const value = amounts.length === 0 || amounts.includes(undefined) ? undefined : sum(amounts);
    return { equipped: meters.length > 0, value, old: meters.some((device) => silent.includes(device)) };
  };
  const level = (metric: string, join: (values: number[]) => number) => {
    const found = levels(metric);
    return {
      equipped: having(metric).length > 0,
      value: found.length === 0 ? undefined : join(found.map(({ found }) => found.value)),
      old: anyOld(found, now),
    };
  };
  const cells: Cell[] = [
    { name: words.power, of: words.now, scale: kilowatts, ...level('electricity.power', sum) },
    { name: words.water, of: words.today, scale: litres, ...used('water.volume') },
    { name: words.gas, of: words.today, scale: cubicMetres, ...used('gas.volume') },
    { name: words.co2, of: words.highest, scale: ppm, ...level('air.co2', (values) => Math.max(...values)) },
    { name: words.temperature, of: words.average, scale: degrees, ...level('air.temperature', mean) },
  ];
  return (
    <li class="row">
      <a class="row-name" href={`/sites/${site.id}`}>
        {site.name}
      </a>
      <span class="row-state">
        {site.worst !== null && <State is={site.worst} />}
        {silent.length > 0 && <State is="silent" word={silence(silent)} />}
      </span>
      <dl class="cells">
        {cells.map((cell) => (
          <div class={cell.equipped ? 'cell' : 'cell cell-absent'} key={cell.name}>
            <dt>
              {cell.name} <span class="column-of">{cell.of}</span>
            </dt>
            <dd>
              {cell.equipped ? (
                <Amount value={cell.value} scale={cell.scale} old={cell.old} />
              ) : (
                <span class="unseen">{words.notEquipped}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );

  function silence(quiet: Device[]): string {
    const heard = quiet.map((device) => lastHeard(device, link));
    if (heard.includes(undefined) && quiet.length === devices.length) return words.neverSpoke;
    const oldest = Math.min(...heard.map((time) => time ?? now));
    return say(words.silentFor, { age: format.duration(now - oldest) });
  }
}

const kilowatts: Scale = { factor: 0.001, unit: 'kW', decimals: 1 };
const litres: Scale = { factor: 1, unit: 'L', decimals: 0 };
const cubicMetres: Scale = { factor: 1, unit: 'm³', decimals: 1 };
const ppm: Scale = { factor: 1, unit: 'ppm', decimals: 0 };
const degrees: Scale = { factor: 1, unit: '°C', decimals: 1 };

function anyOld(found: { found: LatestReading; type: DeviceType | undefined }[], now: number): boolean {
  return found.some(({ found, type }) => isOld(Date.parse(found.time), type, now));
}
function sum(values: readonly (number | undefined)[]): number {
  return values.reduce<number>((total, value) => total + (value ?? 0), 0);
}
function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
