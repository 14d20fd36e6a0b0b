import { expect, test } from 'vitest';
import type { Alert } from '../../../dashboard/contract/alerts.ts';
import { entriesOf, filtersIn } from '../../../dashboard/web/alerts/alert.ts';

const alert = (id: string, more: Partial<Alert> = {}): Alert => ({
  id,
  rule: 'r',
  device: id,
  site: 's',
  organisation: 'tartas',
  severity: 'warning',
  active: true,
  flapping: false,
  acknowledged: false,
  since: '2026-11-18T10:00:00Z',
  value: 1,
  reason: '',
  title: id,
  ...more,
});
const told = (alerts: Alert[], query = '') =>
  entriesOf(alerts, filtersIn(new URLSearchParams(query))).map(({ alert: { id }, consequences }) =>
    [id, ...consequences.map((one) => one.id)].join(' < '),
  );

test('the gravest stands first, of those what nobody has in hand, then the newest; what is in hand or quiet is not to do', () => {
  const alerts = [
    alert('old'),
    alert('new', { since: '2026-11-18T11:00:00Z' }),
    alert('grave', { severity: 'critical' }),
    alert('taken', { severity: 'critical', acknowledged: true }),
    alert('shelved', { shelvedUntil: '2026-11-19T00:00:00Z' }),
    alert('planned', { maintenance: 'm' }),
    alert('past', { active: false, until: '2026-11-18T12:00:00Z' }),
  ];
  expect(told(alerts)).toEqual(['grave', 'new', 'old']);
  expect(told(alerts, 'etat=active').slice(0, 3)).toEqual(['grave', 'taken', 'new']);
  expect(told(alerts, 'etat=acknowledged')).toEqual(['taken']);
  expect(told(alerts, 'etat=over')).toEqual(['past']);
  expect(told(alerts, 'gravite=critical&collectivite=dax')).toEqual([]);
});

test('a consequence is folded under its cause, and stands alone once the cause is over', () => {
  const line = alert('line', { severity: 'critical' });
  const server = alert('server', { cause: 'line' });
  expect(told([server, line])).toEqual(['line < server']);
  expect(told([server, { ...line, active: false }])).toEqual(['server']);
  expect(told([server])).toEqual(['server']);
});
