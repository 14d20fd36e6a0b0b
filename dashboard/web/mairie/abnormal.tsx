import type { Energy } from '../../contract/energy.ts';
import { State } from '../parts/state.tsx';
import { mairieWordsOf } from '../texts/mairie.ts';
import { say } from '../texts/words.ts';
import { useVoice } from '../world.ts';

/** What is abnormal in the month, each with its cost in words and what to do. */
export function Abnormal({ energy }: { energy: Energy }) {
  const { format, language } = useVoice();
  const own = mairieWordsOf(language);
  const isOver = energy.to.slice(0, 7) > energy.month;
  if (energy.abnormal.length === 0)
    return <p class="mairie-calm">{isOver ? own.nothingWasAbnormal : own.nothingAbnormal}</p>;
  return (
    <section aria-labelledby="abnormal" class="mairie-abnormal">
      <h2 id="abnormal">{own.abnormal}</h2>
      <ul>
        {energy.abnormal.map(({ id, severity, title, reason, advice, since, siteName }) => (
          <li key={id}>
            <h3>
              <a href={`/alertes/${id}`}>
                <State is={severity} word={title} />
              </a>
            </h3>
            <p>
              {siteName} · {say(own.since, { when: format.moment(Date.parse(since)) })}
            </p>
            {reason !== title && <p>{reason}</p>}
            {advice !== undefined && (
              <p class="mairie-advice">
                <strong>{own.advice}</strong> {advice}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
