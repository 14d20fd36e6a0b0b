import type { LatestReading } from '../../contract/readings.ts';
import type { Device, Metric } from '../../contract/territory.ts';
import { isOld } from '../silence.ts';
import { stateInWords } from '../states.ts';
import { scaleFor } from '../texts/format.ts';
import { roomOf } from '../texts/room.ts';
import { say } from '../texts/words.ts';
import { toneOf } from '../tones.ts';
import { useReadings, useVoice, useWorld } from '../world.ts';
import { Amount } from './amount.tsx';
import { type Measured, measuredBy } from './measured.ts';
import { StateWord } from './state.tsx';

interface Props {
  devices: readonly Device[];
  timeZone: string;
  now: number;
  coarse: boolean;
  technical?: boolean;
}

/**
 * The numbers of the moment, big: meters as what they counted since midnight, a quantity that several sensors measure
 * as its highest or its mean.
 */
export function LiveFigures({ devices, timeZone, now, coarse, technical = false }: Props) {
  const { types } = useWorld();
  const reading = useReadings(devices.map((device) => device.id));
  const figures = measuredBy(devices, types, { coarse, technical }).sort((a, b) => rank(a.metric) - rank(b.metric));
  return (
    <dl class="figures">
      {figures.map((figure) => (
        <Figure
          key={`${figure.metric.id} ${figure.devices[0]?.id}`}
          of={figure}
          reading={reading}
          timeZone={timeZone}
          now={now}
          named={devices.length > 1}
        />
      ))}
    </dl>
  );
}

interface FigureProps {
  of: Measured;
  reading: (device: string, series: string) => LatestReading | undefined;
  timeZone: string;
  now: number;
  named: boolean;
}

function Figure({ of: { metric, devices }, reading, timeZone, now, named }: FigureProps) {
  const { types, today } = useWorld();
  const { words, format, language } = useVoice();
  const counter = metric.kind === 'counter';
  const known = devices.flatMap((device) => {
    const found = reading(device.id, metric.id);
    return found === undefined ? [] : [{ device, value: found.value, time: Date.parse(found.time) }];
  });
  const isFresh = ({ device, time }: { device: Device; time: number }) => !isOld(time, types.get(device.type), now);
  const fresh = known.filter(isFresh);
  // A sensor that went quiet no longer counts for the place, unless all did.
  const counted = fresh.length > 0 ? fresh : known;
  const worst = /^air\.(?!temperature|humidity|pressure)/.test(metric.id);
  const highest = counted.reduce<(typeof counted)[number] | undefined>(
    (best, one) => (best === undefined || one.value > best.value ? one : best),
    undefined,
  );
  const single = devices.length === 1 ? devices[0] : undefined;
  const value =
    single && counter
      ? today.used(single.id, metric.id, timeZone, now)
      : worst
        ? highest?.value
        : counted.length === 0
          ? undefined
          : counted.reduce((sum, one) => sum + one.value, 0) / counted.length;
  const time = counted.length === 0 ? undefined : Math.max(...counted.map((one) => one.time));
  const old = known.length > 0 && fresh.length === 0;
  // of several, a mean of states is none of them: it stays a number
  const state =
    metric.kind === 'state' && value !== undefined && single ? stateInWords(metric, value, words) : undefined;
  return (
    <div class={`figure tone-${toneOf(metric.id)}`}>
      <dt>
        {metric.label[language]}
        {(counter || single === undefined) && (
          <span class="figure-of"> {counter ? words.today : worst ? words.highest : words.average}</span>
        )}
      </dt>
      <dd class={state === undefined ? 'figure-value' : 'figure-value figure-state'}>
        {state === undefined ? (
          <Amount value={value} scale={scaleFor(metric.unit, value ?? 0, metric.resolution)} old={old} />
        ) : (
          <StateWord state={state} old={old} />
        )}
      </dd>
      <dd class="figure-note">
        {single === undefined ? (
          <span>{worst && highest ? roomOf(highest.device.name) : say(words.sensors, { count: counted.length })}</span>
        ) : (
          named && <span>{single.name}</span>
        )}
        {time !== undefined && (
          <span>{old ? say(words.silentFor, { age: format.duration(now - time) }) : format.ago(now - time)}</span>
        )}
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
