import { useEffect, useState } from 'preact/hooks';
import type { Alert } from '../../contract/alerts.ts';
import type { Device } from '../../contract/territory.ts';
import { ApiError } from '../api.ts';
import { useAttempt } from '../attempt.ts';
import { State } from '../parts/state.tsx';
import { Wrong } from '../parts/wrong.tsx';
import { scaleFor } from '../texts/format.ts';
import { welcomeWordsOf } from '../texts/welcome.ts';
import { say } from '../texts/words.ts';
import { useAsk, useVoice, useWorld } from '../world.ts';
import { Command } from './first-sensor.tsx';

const askedEveryMs = 2_000;
/** the id of the trial rule, which bears its alert */
const trial = 'essai';

interface Props {
  device: Device;
  alerts: readonly Alert[];
  command: string | undefined;
  finished(): void;
}

/** Sets a rule just below the newest value, waits for its alert, and takes both away again. */
export function FirstAlert({ device, alerts, command, finished }: Props) {
  const { api, types } = useWorld();
  const { language, format } = useVoice();
  const own = welcomeWordsOf(language);
  const { wrong, busy, attempt } = useAttempt();
  const [limit, setLimit] = useState<string>();
  const asked = useAsk(`latest ${device.id}`, (signal) => api.latest({ device: device.id }, signal));
  useEffect(() => {
    const timer = setInterval(asked.again, askedEveryMs);
    return () => clearInterval(timer);
  }, []);
  const gauges = types.get(device.type)?.metrics.filter(({ kind }) => kind === 'gauge') ?? [];
  const reading = asked.value?.find(({ metric }) => gauges.some(({ id }) => id === metric));
  const metric = gauges.find(({ id }) => id === reading?.metric);
  const raised = alerts.find(({ rule, active }) => rule === trial && active);

  if (raised !== undefined)
    return (
      <div class="form">
        <Wrong text={wrong} />
        <p role="status">
          <State is={raised.severity} /> {say(own.raised, { title: raised.title })}
        </p>
        <div>
          <button
            type="button"
            class="button button-main"
            disabled={busy}
            onClick={() =>
              void attempt(async () => {
                // who came back later finds the rule gone already
                await api.removeRule(`${trial}@device=${device.id}`).catch(() => undefined);
                await api.doToAlert(raised.id, 'resolve', {}).catch(() => undefined);
                finished();
              })
            }
          >
            {own.finish}
          </button>
        </div>
      </div>
    );
  if (reading === undefined || metric === undefined)
    return (
      <p role="status" class="soft">
        {own.noValue}
      </p>
    );
  const shown = (value: number) => {
    const { number, unit } = format.show(value, scaleFor(metric.unit, value, metric.resolution));
    return `${number}\u00a0${unit}`;
  };
  const set = () =>
    attempt(async () => {
      const above = reading.value - Math.max(1, Math.abs(reading.value) * 0.02);
      const rule = {
        ...{ id: trial, device: device.id, metric: metric.id, kind: 'threshold', above, severity: 'information' },
        say: { fr: 'Alerte d’essai', en: 'Trial alert' },
      };
      await api.addRule(rule).catch(async (error: unknown) => {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        // one of a former try, with another limit
        await api.removeRule(`${trial}@device=${device.id}`);
        await api.addRule(rule);
      });
      setLimit(shown(above));
    });
  return (
    <div class="form welcome-form">
      <p class="soft">{own.alertLead}</p>
      <Wrong text={wrong} />
      <p>{say(own.last, { metric: metric.label[language], value: shown(reading.value) })}</p>
      {limit === undefined ? (
        <div>
          <button type="button" class="button button-main" disabled={busy} onClick={() => void set()}>
            {own.tryIt}
          </button>
        </div>
      ) : command === undefined ? (
        <p role="status">{say(own.again, { limit })}</p>
      ) : (
        <Command lead={say(own.again, { limit })} text={command} />
      )}
    </div>
  );
}
