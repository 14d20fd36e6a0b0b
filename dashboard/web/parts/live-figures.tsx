import type { Device, Metric } from '../../contract/http.ts';
import { isOld } from '../silence.ts';
import { scaleFor } from '../texts/format.ts';
import { say } from '../texts/words.ts';
import { toneOf } from '../tones.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { Amount } from './amount.tsx';

interface Props {
  devices: readonly Device[];
  timeZone: string;
  now: number;
  coarse: boolean;
  technical?: boolean;
}

/** The numbers of the moment, big; meters as what they counted since midnight. Each says how old it is when that matters. */
export function LiveFigures({ devices, timeZone, now, coarse, technical = false }: Props) {
  const { types } = useWorld();
  const figures = devices.flatMap((device) =>
    (types.get(device.type)?.metrics ?? [])
      .filter((metric) => technical || !/^(battery|radio|device)\./.test(metric.id))
      .filter((metric) => !(coarse && metric.id === 'electricity.power'))
      .map((metric) => ({ device, metric })),
  );
  const reading = useReadings(devices.map((device) => device.id));
  figures.sort((a, b) => rank(a.metric) - rank(b.metric));
  return (
    <dl class="figures">
      {figures.map(({ device, metric }) => (
        <Figure
          key={`${device.id} ${metric.id}`}
          device={device}
          metric={metric}
          reading={reading(device.id, metric.id)}
          timeZone={timeZone}
          now={now}
          several={devices.length > 1}
        />
      ))}
    </dl>
  );
}

function Figure(props: {
  device: Device;
  metric: Metric;
  reading: ReturnType<ReturnType<typeof useReadings>>;
  timeZone: string;
  now: number;
  several: boolean;
}) {
  const { device, metric, reading, timeZone, now, several } = props;
  const { types, today } = useWorld();
  const { words, format, language } = useVoice();
  const counter = metric.kind === 'counter';
  const value = counter ? today.used(device.id, metric.id, timeZone, now) : reading?.value;
  const time = reading === undefined ? undefined : Date.parse(reading.time);
  const old = isOld(time, types.get(device.type), now);
  return (
    <div class={`figure tone-${toneOf(metric.id)}`}>
      <dt>
        {metric.label[language]}
        {counter && <span class="figure-of"> {words.today}</span>}
      </dt>
      <dd class="figure-value">
        <Amount value={value} scale={scaleFor(metric.unit, value ?? 0, metric.resolution)} old={old} />
      </dd>
      <dd class="figure-note">
        {several && <span>{device.name}</span>}
        <span class={old ? 'figure-old' : undefined}>
          {time === undefined
            ? words.neverSpoke
            : old
              ? say(words.silentFor, { age: format.duration(now - time) })
              : format.ago(now - time)}
        </span>
      </dd>
    </div>
  );
}

const order = [
  'electricity.power',
  'electricity.energy',
  'heat.energy',
  'gas.volume',
  'water.volume',
  'air.co2',
  'air.temperature',
  'outdoor.temperature',
  'air.humidity',
];
function rank(metric: Metric): number {
  const at = order.indexOf(metric.id);
  return at === -1 ? order.length : at;
}
