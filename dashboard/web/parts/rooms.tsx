import type { Device } from '../../contract/territory.ts';
import { isOld } from '../silence.ts';
import { scaleFor } from '../texts/format.ts';
import { roomOf } from '../texts/room.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { Amount } from './amount.tsx';
import { measuredBy } from './measured.ts';

interface Props {
  devices: readonly Device[];
  coarse: boolean;
  now: number;
}

/** What several sensors of a place measure, one row a sensor; nothing where no quantity has two. */
export function Rooms({ devices: all, coarse, now }: Props) {
  const { types } = useWorld();
  const { words, format, language } = useVoice();
  const reading = useReadings(all.map((device) => device.id));
  const measured = measuredBy(all, types, { coarse, technical: false }).filter((one) => one.devices.length > 1);
  if (measured.length === 0) return null;
  const devices = new Map(measured.flatMap((one) => one.devices.map((device) => [device.id, device])));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-scroll rooms" tabIndex={0} aria-label={words.rooms}>
      <table>
        <caption class="unseen">{words.rooms}</caption>
        <thead>
          <tr>
            <th scope="col">{words.room}</th>
            {measured.map(({ metric }) => (
              <th scope="col" class="num" key={metric.id}>
                {metric.label[language]}
              </th>
            ))}
            <th scope="col" class="num">
              {words.age}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...devices.values()].map((device) => {
            const readings = measured.map(({ metric }) => reading(device.id, metric.id));
            const times = readings.flatMap((one) => (one === undefined ? [] : [Date.parse(one.time)]));
            const newest = times.length === 0 ? undefined : Math.max(...times);
            return (
              <tr key={device.id}>
                <th scope="row">
                  <a href={`/devices/${device.id}`}>{roomOf(device.name)}</a>
                </th>
                {measured.map(({ metric }, index) => {
                  const found = readings[index];
                  return (
                    <td class="num" key={metric.id}>
                      {found !== undefined && (
                        <Amount
                          value={found.value}
                          scale={scaleFor(metric.unit, found.value, metric.resolution)}
                          old={isOld(Date.parse(found.time), types.get(device.type), now)}
                        />
                      )}
                    </td>
                  );
                })}
                <td class="num soft">{newest === undefined ? words.never : format.ago(now - newest)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
