import type { ComponentChildren } from 'preact';
import type { SavingsOfWorks } from '../../contract/energy.ts';
import { Bones } from '../parts/bones.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { usePlace } from '../router.ts';
import { say } from '../texts/words.ts';
import { worksWordsOf } from '../texts/works.ts';
import { type Format, useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import { euros } from './compared.ts';
import { type Asked, WorksForm } from './works-form.tsx';
import '../style/lists.css';
import '../style/mairie.css';

/** What works on a building saved: the dates are chosen, the answer says how much, how surely, and whether it may be claimed. */
export function WorksPage({ id }: { id: string }) {
  const { api } = useWorld();
  const { query } = usePlace();
  const { language } = useVoice();
  const own = worksWordsOf(language);
  const site = useAsk(id, (signal) => api.site(id, signal));
  useTitle(site.value && `${own.title}, ${site.value.name}`);
  const asked = askedIn(query);
  if (site.value === undefined)
    return site.error === undefined ? <Bones /> : <Trouble error={site.error} again={site.again} />;
  return (
    <div class="mairie">
      <nav class="crumbs" aria-label={site.value.name}>
        <a href={`/mairie/${id}`}>{site.value.name}</a>
      </nav>
      <div class="page-head">
        <h1>{own.title}</h1>
        <p class="soft lead">{own.lead}</p>
      </div>
      <WorksForm asked={asked} />
      {asked !== undefined && <Answer key={JSON.stringify(asked)} site={id} asked={asked} />}
    </div>
  );
}

function Answer({ site, asked }: { site: string; asked: Asked }) {
  const { api } = useWorld();
  const { format, language } = useVoice();
  const own = worksWordsOf(language);
  const answer = useAsk(JSON.stringify(asked), (signal) => api.savings(site, { ...asked }, signal));
  if (answer.value === undefined)
    return answer.error === undefined ? <Bones /> : <Trouble error={answer.error} again={answer.again} />;
  const savings = answer.value;
  const { found, doubts } = savings;
  const inUnit = (value: number) =>
    format.text(value, { factor: 1, unit: savings.unit === 'm3' ? 'm³' : 'kWh', decimals: 0 });
  const query = new URLSearchParams(
    Object.entries(asked).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return (
    <section aria-labelledby="result">
      <h2 id="result">{own.result}</h2>
      <p class="lead works-verdict">
        {doubts.length === 0
          ? own.suffices
          : say(own.not, {
              why: doubts.map((doubt) => own.doubts[doubt] ?? doubt).join(language === 'fr' ? '\u00a0; ' : '; '),
            })}
      </p>
      <p class="soft">{own.methods[savings.method]}</p>
      {found !== null && (
        <dl class="works-figures">
          <Figure label={found.saved >= 0 ? own.saved : own.lost} value={inUnit(Math.abs(found.saved))}>
            ± {inUnit(found.uncertainty)}
          </Figure>
          <Figure label={own.ofExpected} value={format.percentOf(Math.abs(found.share) * 100, 1)}>
            ± {format.percentOf((found.uncertainty / found.expected) * 100, 1)}
          </Figure>
          <Figure
            label={found.saved >= 0 ? own.euros : own.eurosLost}
            value={savings.euros === null ? '—' : euros(Math.abs(savings.euros.constant), format)}
          >
            {savings.euros === null
              ? savings.unit === 'm3'
                ? own.noCoefficient
                : own.noPrice
              : `± ${euros(savings.euros.uncertainty, format)}, ${say(own.current, { euros: euros(Math.abs(savings.euros.current), format) })}`}
          </Figure>
          <Figure
            label={found.saved >= 0 ? own.carbon : own.carbonLost}
            value={
              savings.kgCo2e === null
                ? '—'
                : format.text(Math.abs(savings.kgCo2e), { factor: 1, unit: 'kg', decimals: 0 })
            }
          >
            {/* a French decree, whatever the page speaks */}
            <span lang="fr">{savings.carbonSource}</span>
          </Figure>
        </dl>
      )}
      <Spans savings={savings} format={format} inUnit={inUnit} />
      {found !== null && (
        <p class="soft mairie-note">
          {say(own.quality, {
            cv: format.percentOf(found.cvRmse * 100, 1),
            nmbe: format.percentOf(Math.abs(found.nmbe) * 100, 2),
            r2: format.number(found.adjustedR2, 3),
          })}{' '}
          {found.heating !== null && `${say(own.heating, { celsius: format.number(found.heating.balance, 1) })} `}
          {savings.station === null ? own.stationElsewhere : say(own.station, { station: savings.station })}
        </p>
      )}
      <p class="form-actions">
        <a class="button" href={`/api/v1/sites/${site}/savings/page?${query}`} target="_blank" rel="noreferrer">
          {own.page}
        </a>
      </p>
    </section>
  );
}

function Figure({ label, value, children }: { label: string; value: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span class="works-value">{value}</span>
        <span class="soft works-note">{children}</span>
      </dd>
    </div>
  );
}

function Spans({
  savings: { baseline, reporting, found },
  format,
  inUnit,
}: {
  savings: SavingsOfWorks;
  format: Format;
  inUnit: (value: number) => string;
}) {
  const { language } = useVoice();
  const own = worksWordsOf(language);
  const day = (date: string, before = 0) =>
    format.date(Date.parse(`${date}T12:00:00Z`) - before * 86_400_000, { dateStyle: 'medium' }, 'UTC');
  return (
    <div class="table-scroll works-spans">
      <table class="list">
        <caption class="unseen">{own.measured}</caption>
        <thead>
          <tr>
            <th scope="col">{own.period}</th>
            <th scope="col" class="num">
              {own.missing}
            </th>
            <th scope="col" class="num">
              {own.measured}
            </th>
            <th scope="col" class="num">
              {own.expected}
            </th>
          </tr>
        </thead>
        <tbody>
          {[baseline, reporting].map((span, at) => (
            <tr key={span.from}>
              <th scope="row">
                {at === 0 ? own.before : own.after}
                {language === 'fr' ? '\u00a0: ' : ': '}
                {day(span.from)} – {day(span.to, 1)}
              </th>
              <td class="num">{say(own.daysOf, { missing: span.missing, days: span.days })}</td>
              <td class="num">{inUnit(span.use)}</td>
              <td class="num">{at === 1 && found !== null ? inUnit(found.expected) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function askedIn(query: URLSearchParams): Asked | undefined {
  const [supply, from, to] = [query.get('energie'), query.get('debut'), query.get('fin')];
  if (supply !== 'gas' && supply !== 'electricity' && supply !== 'heat') return undefined;
  if (from === null || to === null) return undefined;
  return { supply, from, to, change: query.get('changement') ?? undefined };
}
