import type { Device } from '../../contract/territory.ts';
import { isOld, lastHeard } from '../silence.ts';
import { say } from '../texts/words.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { State } from './state.tsx';

/** The devices of a place: what each is and when it last spoke. */
export function DeviceList({ devices, now }: { devices: readonly Device[]; now: number }) {
  const { types, link } = useWorld();
  const { words, format, language } = useVoice();
  useReadings(devices.map((device) => device.id));
  return (
    <div class="table-scroll">
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{words.device}</th>
            <th scope="col">{words.type}</th>
            <th scope="col">{words.lastSeen}</th>
          </tr>
        </thead>
        <tbody>
          {devices.map((device) => {
            const type = types.get(device.type);
            const heard = lastHeard(device, link);
            const old = isOld(heard, type, now);
            return (
              <tr key={device.id}>
                <th scope="row">
                  <a href={`/devices/${device.id}`}>{device.name}</a>
                </th>
                <td>{type?.label[language] ?? device.type}</td>
                <td>
                  {old ? (
                    <State
                      is="silent"
                      word={
                        heard === undefined
                          ? words.neverSpoke
                          : say(words.silentFor, { age: format.duration(now - heard) })
                      }
                    />
                  ) : (
                    format.ago(now - (heard ?? now))
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
