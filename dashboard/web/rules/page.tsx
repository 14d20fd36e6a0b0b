import { Later } from '../parts/later.tsx';
import { usePlace } from '../router.ts';
import { ruleStatisticsWordsOf } from '../texts/rule-statistics.ts';
import { ruleWordsOf } from '../texts/rules.ts';
import { useVoice, useWorld } from '../world.ts';
import { RuleList } from './list.tsx';
import { RuleStatistics } from './statistics.tsx';
import '../style/lists.css';
import '../style/inbox.css';
import '../style/rules.css';

const editor = async () => (await import('./editor.tsx')).RuleEditor;

/** The rules as a list, how their alerts went, and for staff the form of one; the address bar says which. */
export function RulesPage(_: { id: string }) {
  const { session } = useWorld();
  const { language } = useVoice();
  const { query } = usePlace();
  const statistics = ruleStatisticsWordsOf(language);
  const isStaff = session.role === 'technician' || session.role === 'administrator';
  const edited = query.get('modifier') ?? (query.get('nouvelle') === 'oui' ? '' : undefined);
  if (isStaff && edited !== undefined) return <Later key={`edit ${edited}`} load={editor} id={edited} />;
  const isCounting = query.get('voir') === 'statistiques';
  const tabs = [
    { href: '/regles', text: ruleWordsOf(language).title, isHere: !isCounting },
    { href: '/regles?voir=statistiques', text: statistics.title, isHere: isCounting },
  ];
  const views = (
    <nav class="inbox-states" aria-label={statistics.tabs}>
      {tabs.map(({ href, text, isHere }) => (
        <a key={href} class="rule-tab" href={href} {...(isHere && { 'aria-current': 'page' as const })}>
          {text}
        </a>
      ))}
    </nav>
  );
  return (
    <div class="lists">
      {isCounting ? <RuleStatistics views={views} /> : <RuleList isStaff={isStaff} views={views} />}
    </div>
  );
}
