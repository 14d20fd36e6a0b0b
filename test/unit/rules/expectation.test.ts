import { expect, test } from 'vitest';
import { judgeRecording } from '../../../commands/replay/judge-recording.ts';
import { junitOf } from '../../../commands/replay/junit.ts';
import { catalogue } from '../../../devices/catalogue.ts';
import { type ToldAlert, verdicts } from '../../../gateway/alert/expectation.ts';
import { resolveRules } from '../../../gateway/domain/resolve-rules.ts';
import type { SentMessage } from '../../../simulators/wire.ts';
import { territoryOfTwo } from '../../support/territory-of-two.ts';

const minute = 60_000;
const monday = Date.UTC(2026, 2, 2);
const iso = (minutes: number) => new Date(monday + minutes * minute).toISOString();

const fluttering: ToldAlert = {
  ...{ rule: 'battery', device: 'eau-tartas', severity: 'warning', since: iso(0), raisedAt: iso(5) },
  ...{ until: null, value: 9 },
};
const again: ToldAlert = { ...fluttering, since: iso(100), raisedAt: iso(105), until: iso(110) };

test('an expectation names what matters: the rest may be anything', () => {
  const found = verdicts([{ rule: 'battery', device: 'eau-tartas' }, again], [again, fluttering], 0);
  expect(found.map(({ differences }) => differences)).toEqual([[], []]);
});

test('what is missing, different or not expected is told, alert by alert', () => {
  const wanted = { ...fluttering, severity: 'critical', since: iso(2), until: iso(9) } as const;
  const found = verdicts([wanted, { rule: 'silent', device: 'eau-dax' }], [fluttering, again], 2 * minute);
  expect(found.map(({ alert, differences }) => [alert.rule, differences])).toEqual([
    ['battery', [`until was still active, expected ${iso(9)}`, 'severity was warning, expected critical']],
    ['silent', ['was expected and not raised']],
    ['battery', ['was raised and not expected']],
  ]);
  const beyond = verdicts([wanted], [fluttering], minute);
  expect(beyond[0]?.differences).toContain(`since was ${iso(0)}, expected ${iso(2)}`);
});

test('a report has a case an alert, whatever its names hold', () => {
  const xml = junitOf(
    verdicts([{ rule: 'disk-used', device: 'srv', instance: '<C:\\> "&\u0000' }], [fluttering], 0),
    'day.jsonl',
    1.5,
  );
  expect(xml).toContain('<testsuite name="day.jsonl" tests="2" failures="2" errors="0" skipped="0" time="1.500">');
  expect(xml).toContain('classname="srv {&lt;C:\\&gt; &quot;&amp; }" name="disk-used"');
  expect(xml.match(/<testcase /g)).toHaveLength(2);
  expect(xml).not.toContain('\u0000');
});

test('a recording is judged at its own times: it comes to the same alerts every time', async () => {
  async function* recording(): AsyncGenerator<SentMessage> {
    for (let at = 0; at < 600; at += 10) {
      const isSpeaking = at < 200 || at >= 400;
      const co2 = at >= 100 && at < 160 ? 1_600 : 500;
      const payload = JSON.stringify({ metrics: { 'air.co2': co2, 'air.temperature': 20 + at / 1_000 } });
      const time = monday + at * minute;
      if (isSpeaking) yield { time, topic: 'vigie/v1/mairie-tartas/air-tartas', payload };
      yield { time, topic: 'vigie/v1/mairie-tartas/nobody', payload };
    }
    yield { time: monday + 600 * minute, topic: 'vigie/v1/mairie-dax/air-tartas', payload: '{}' };
  }
  const territory = territoryOfTwo();
  const { rules } = resolveRules(catalogue, []);
  const judge = () => judgeRecording(recording(), { territory, rules });
  const { alerts, messages, refused, unknown } = await judge();
  expect({ messages, refused, unknown }).toEqual({ messages: 101, refused: 1, unknown: 60 });
  const silent = alerts.find(({ rule }) => rule === 'silent');
  expect(silent).toMatchObject({ since: iso(190), raisedAt: iso(251), until: iso(400), device: 'air-tartas' });
  expect((await judge()).alerts).toEqual(alerts);
});
