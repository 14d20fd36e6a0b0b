import type { AuditLimits, Finding, ServerAudit } from '../../contract/server-audit.ts';
import type { Device, Site } from '../../contract/territory.ts';
import { Bones } from '../parts/bones.tsx';
import { State } from '../parts/state.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { evidenceInWords } from '../texts/evidence.ts';
import { say } from '../texts/words.ts';
import { useAsk, useTitle, useVoice, useWorld } from '../world.ts';
import '../style/site.css';
import '../style/server-audit.css';

const topics = ['updates', 'backups', 'hardware', 'disk', 'memory'] as const;
const order = ['critical', 'warning', 'information', 'unknown', 'well'] as const;

/** The audit of a server, to read and to print: what to do, why, and what is not known. */
export function ServerAuditPage({ id }: { id: string }) {
  const { api } = useWorld();
  const asked = useAsk(id, async (signal) => {
    const [audit, device] = await Promise.all([api.serverAudit(id, signal), api.device(id, signal)]);
    const site = await api.site(device.site, signal);
    return { audit, device, site, organisation: await api.organisation(site.organisation, signal) };
  });
  if (asked.value === undefined)
    return asked.error === undefined ? <Bones /> : <Trouble error={asked.error} again={asked.again} />;
  return <Loaded {...asked.value} />;
}

interface Props {
  audit: ServerAudit;
  device: Device;
  site: Site;
  organisation: { name: string };
}

function Loaded({ audit, device, site, organisation }: Props) {
  const { types } = useWorld();
  const { words, format, language } = useVoice();
  useTitle(say(words.auditOf, { name: device.name }));
  const day = (time: number) => format.date(time, { day: 'numeric', month: 'long', year: 'numeric' }, site.timeZone);
  const worstFirst = [...audit.findings].sort((a, b) => order.indexOf(a.is) - order.indexOf(b.is));
  const advised = worstFirst.filter((finding) => finding.recommendation !== undefined);
  const voice = { words, format, timeZone: site.timeZone, now: Date.parse(audit.time) };
  const unknown = topics.filter((topic) => audit.findings.some((one) => one.topic === topic && one.is === 'unknown'));
  return (
    <article class="audit">
      <nav class="crumbs" aria-label={words.territory}>
        <a href="/">{words.territory}</a> <span aria-hidden="true">/</span>{' '}
        <a href={`/sites/${site.id}`}>{`${organisation.name}, ${site.name}`}</a> <span aria-hidden="true">/</span>{' '}
        <a href={`/devices/${device.id}`}>{device.name}</a>
      </nav>
      <div class="page-head">
        <h1>{say(words.auditOf, { name: device.name })}</h1>
        <p class="soft">
          {`${types.get(device.type)?.label[language] ?? device.type} · ${organisation.name}, ${site.name}`}
        </p>
        <p>
          {say(words.auditLead, {
            from: day(Date.parse(audit.from)),
            // the last whole day, not the midnight after it
            to: day(Date.parse(audit.to) - 1),
            now: format.moment(Date.parse(audit.time)),
          })}
        </p>
        <p class="audit-print">
          <button type="button" class="button" onClick={() => print()}>
            {words.print}
          </button>
        </p>
      </div>
      <section aria-labelledby="advice">
        <h2 id="advice">{words.auditRecommendations}</h2>
        {advised.length === 0 ? (
          <p>{words.auditNoRecommendation}</p>
        ) : (
          <ol class="advice">
            {advised.map((finding) => (
              <li key={`${finding.topic} ${finding.metric} ${finding.subject}`}>
                <State is={severityOf(finding.is)} word={adviceOf(finding)} />
                <span>{`${words.colon} ${reasonOf(finding)}`}</span>
              </li>
            ))}
          </ol>
        )}
        {unknown.length > 0 && (
          <p class="soft">
            {say(words.auditUnknowns, {
              questions: unknown.map((topic) => words.auditQuestions[topic]).join(' · '),
            })}
          </p>
        )}
      </section>
      {topics.map((topic) => (
        <section key={topic} aria-labelledby={topic} class="audit-topic">
          <h2 id={topic}>{words.auditQuestions[topic]}</h2>
          <ul>
            {worstFirst
              .filter((finding) => finding.topic === topic)
              .map((finding) => (
                <li key={`${finding.metric} ${finding.subject} ${finding.recommendation}`}>
                  <span class="audit-answer">{answerTo(finding)}</span>
                  <span>
                    {[nameOf(finding), reasonOf(finding)].filter((text) => text !== '').join(`${words.colon} `)}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <footer class="audit-method soft">
        <p>{words.auditMethods.forecast}</p>
        <p>{say(words.auditMethods.memory, { hours: audit.limits.memoryHours })}</p>
        <p>{limitsInWords(audit.limits)}</p>
        <p>{words.auditMethods.unknown}</p>
      </footer>
    </article>
  );

  function answerTo(finding: Finding) {
    if (finding.is === 'unknown') return <span class="soft">{`? ${words.auditUnknown}`}</span>;
    const word = words.auditAnswers[finding.topic][finding.is];
    return finding.is === 'well' ? <span>{word}</span> : <State is={finding.is} word={word} />;
  }

  function limitsInWords(limits: AuditLimits): string {
    const percent = (value: number) => `${format.number(value, 0)}\u00a0%`;
    const both = (
      { warning, critical }: { warning: number; critical: number },
      spell: (value: number) => string = String,
    ) => `${spell(warning)} ${words.auditMethods.andThen} ${spell(critical)}`;
    return say(words.auditMethods.limits, {
      memory: percent(limits.memory),
      memoryDays: both(limits.memoryDays),
      memoryFullInDays: limits.memoryFullInDays,
      disk: both(limits.disk, percent),
      diskFullInDays: both(limits.diskFullInDays),
      updatesDays: both(limits.updatesDays),
      uptimeDays: limits.uptimeDays,
    });
  }

  function adviceOf({ recommendation, subject, metric }: Finding): string {
    if (recommendation === undefined) return '';
    const named = subject || (recommendation === 'grow-disk' ? words.theDisk : partLabel(metric ?? ''));
    return say(words.recommendations[recommendation], { subject: named });
  }

  function nameOf({ subject, metric, topic }: Finding): string {
    if (topic !== 'hardware' || metric === undefined) return subject;
    const label = partLabel(metric);
    return subject === '' ? label : `${label}, ${subject}`;
  }

  /** What the part is called, also where another device tells of it. */
  function partLabel(metric: string): string {
    for (const type of types.values()) {
      const found = type.metrics.find(({ id }) => id === metric);
      if (found !== undefined) return found.label[language];
    }
    return metric;
  }

  function reasonOf(finding: Finding): string {
    return finding.evidence.map((one) => evidenceInWords(one, finding, voice)).join(' ; ');
  }
}

function severityOf(is: Finding['is']): 'critical' | 'warning' | 'information' {
  return is === 'critical' || is === 'warning' ? is : 'information';
}
