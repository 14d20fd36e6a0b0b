import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { preferences } from '../preferences.ts';
import { go } from '../router.ts';
import { welcomeWordsOf } from '../texts/welcome.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { FirstAlert } from './first-alert.tsx';
import { FirstMember } from './first-member.tsx';
import { FirstSensor } from './first-sensor.tsx';
import '../style/lists.css';
import '../style/account.css';
import '../style/welcome.css';

const askedEveryMs = 2_000;

/**
 * The guided first run of an empty territory: a member, a sensor, an alert. How far it has come is read from what is there,
 * so that it goes on where it was left, in any browser.
 */
export function WelcomePage(_: { id: string }) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = welcomeWordsOf(language);
  useTitle(own.title);
  /** the command that makes the trial sensor speak, its token included: kept here alone */
  const [command, setCommand] = useState<string>();
  const asked = useAsk('welcome', async (signal) => {
    const [organisations, sites, devices, alerts] = await Promise.all([
      api.organisations(signal),
      api.sites({}, signal),
      api.devices({}, signal),
      api.alerts({}, signal),
    ]);
    return { organisations, sites, devices, alerts };
  });
  useEffect(() => {
    const timer = setInterval(asked.again, askedEveryMs);
    return () => clearInterval(timer);
  }, []);
  const [finished, setFinished] = useState(false);
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones rows={4} /> : <Trouble error={asked.error} again={asked.again} />;
  const { organisations, sites, devices, alerts } = asked.value;
  const [member] = organisations;
  const site = sites.find(({ organisation }) => organisation === member?.id);
  const device = devices.find((one) => one.site === site?.id) ?? devices[0];
  const closed = alerts.length > 0 && (finished || !alerts.some(({ active, rule }) => active && rule === 'essai'));
  const step = member === undefined || site === undefined ? 1 : device === undefined ? 2 : closed ? 4 : 3;

  function skip() {
    preferences.keepWelcome(false);
    go('/');
  }
  return (
    <div class="lists welcome">
      <div>
        <h1>{own.title}</h1>
        <p class="soft lead">{own.lead}</p>
        <p role="status" class="welcome-progress">
          <progress value={Math.min(3, step - 1)} max={3} aria-label={own.title} />{' '}
          {step > 3 ? own.allDone : say(own.progress, { step })}
        </p>
      </div>
      <ol class="welcome-steps">
        <Step title={own.member} at={1} step={step} done={say(own.memberDone, { name: member?.name ?? '' })}>
          <FirstMember added={asked.again} />
        </Step>
        <Step title={own.sensor} at={2} step={step} done={say(own.sensorDone, { name: device?.name ?? '' })}>
          {site !== undefined && (
            <FirstSensor site={site} command={command} prepared={setCommand} attached={asked.again} />
          )}
        </Step>
        <Step title={own.alert} at={3} step={step} done={own.alertDone}>
          {device !== undefined && (
            <FirstAlert
              device={device}
              alerts={alerts}
              command={command}
              finished={() => {
                setFinished(true);
                asked.again();
              }}
            />
          )}
        </Step>
      </ol>
      {step > 3 ? (
        <section aria-labelledby="welcome-next">
          <h2 id="welcome-next">{own.next}</h2>
          <ul class="welcome-next">
            {(
              [
                ['/', own.nextTerritory],
                ['/alertes', own.nextAlerts],
                ['/administration', own.nextInvite],
                ['/administration', own.nextWall],
              ] as const
            ).map(([href, text]) => (
              <li key={text}>
                <a class="button" href={href}>
                  {text}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ) : (
        <p>
          <button type="button" class="quiet" onClick={skip}>
            {own.skip}
          </button>
        </p>
      )}
    </div>
  );
}

interface StepProps {
  title: string;
  at: number;
  step: number;
  done: string;
  children: ComponentChildren;
}

/** One step: what was done, what is to do now, or only its name. */
function Step({ title, at, step, done, children }: StepProps) {
  const { language } = useVoice();
  return (
    <li class={step === at ? 'welcome-now' : undefined} aria-current={step === at ? 'step' : undefined}>
      <h2>
        {title}
        {step > at && <span class="soft"> · {welcomeWordsOf(language).done}</span>}
      </h2>
      {step > at && <p class="soft">{done}</p>}
      {step === at && children}
    </li>
  );
}
