import { useEffect, useRef, useState } from 'preact/hooks';
import type { BackTest } from '../../contract/rules.ts';
import type { Metric } from '../../contract/territory.ts';
import { ApiError } from '../api.ts';
import { Bones } from '../parts/bones.tsx';
import { ruleTryWordsOf } from '../texts/rule-tries.ts';
import { say } from '../texts/words.ts';
import { useVoice, useWorld } from '../world.ts';
import type { Written } from './draft.ts';
import type { Territory } from './place-fields.tsx';
import { type TryDays, tryDays } from './tries.ts';
import { TryResult } from './try-result.tsx';

const dayMs = 86_400_000;

interface Props {
  /** the rule of the form, or undefined where its mistakes are told */
  readonly read: () => Written | undefined;
  readonly refused: (error: unknown) => void;
  /** a rule for one site or device may be tried on a whole year */
  readonly isNarrow: boolean;
  readonly metric: Metric | undefined;
  /** the rule as it would count, whole: what is drawn follows from it */
  readonly counting: () => Written;
  readonly territory: Territory;
}

type State =
  | { is: 'idle' }
  | { is: 'running' }
  | { is: 'told'; text: string }
  | { is: 'done'; report: BackTest; rule: Written; days: TryDays };

/** Tries the rule of the form on stored history beside today's, and draws what both would have told. */
export function BackTestPart({ read, refused, isNarrow, metric, counting, territory }: Props) {
  const { api } = useWorld();
  const { language } = useVoice();
  const own = ruleTryWordsOf(language);
  const [chosen, setDays] = useState<TryDays>(30);
  const [state, setState] = useState<State>({ is: 'idle' });
  const control = useRef<AbortController>(undefined);
  const days = chosen === 365 && !isNarrow ? 90 : chosen;
  const period = own.periods[days];
  useEffect(() => () => control.current?.abort(), []);

  async function start() {
    const rule = read();
    if (rule === undefined) return setState({ is: 'idle' });
    const stopping = new AbortController();
    control.current = stopping;
    const { signal } = stopping;
    setState({ is: 'running' });
    const to = api.serverNow();
    try {
      const report = await api.backTest({ rules: [rule], from: to - days * dayMs, to }, signal);
      setState({ is: 'done', report, rule: counting(), days });
    } catch (error) {
      if (signal.aborted) return setState({ is: 'told', text: own.stopped });
      if (error instanceof ApiError && error.status === 503) return setState({ is: 'told', text: own.busy });
      setState({ is: 'idle' });
      refused(error);
    }
  }

  return (
    <section class="rule-try" aria-labelledby="try">
      <h2 id="try">{own.title}</h2>
      <p class="soft lead">{own.lead}</p>
      <div class="rule-try-bar">
        <fieldset class="segments">
          <legend class="unseen">{own.period}</legend>
          {tryDays
            .filter((one) => one !== 365 || isNarrow)
            .map((one) => (
              <label key={one}>
                <input type="radio" name="try-days" checked={one === days} onChange={() => setDays(one)} />
                <span>{own.periods[one]}</span>
              </label>
            ))}
        </fieldset>
        {state.is === 'running' ? (
          <button type="button" class="button" onClick={() => control.current?.abort()}>
            {own.stop}
          </button>
        ) : (
          <button type="button" class="button" onClick={() => void start()}>
            {own.start}
          </button>
        )}
      </div>
      {!isNarrow && <p class="soft rule-help">{own.yearOnly}</p>}
      <div aria-live="polite">
        {state.is === 'running' && (
          <>
            <p>{say(own.running, { period })}</p>
            <Bones rows={5} />
          </>
        )}
        {state.is === 'told' && <p>{state.text}</p>}
      </div>
      {state.is === 'done' && <TryResult {...state} metric={metric} territory={territory} />}
    </section>
  );
}
