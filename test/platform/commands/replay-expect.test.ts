import { mkdtempDisposable, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runVigie } from '../../support/vigie.ts';

test('a recorded week-end is a check: the same alerts pass, a different one fails and says so to the machine that runs it', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'vigie-expect-'));
  const [recording, alerts, report] = ['leak.jsonl', 'alerts.json', 'junit.xml'].map((name) => join(folder.path, name));
  const scenario = join(import.meta.dirname, '../../../simulators/scenarios/leak.yaml');
  expect((await runVigie(['simulate', scenario, '--out', recording!])).code).toBe(0);

  const first = await runVigie(['replay', recording!, '--expect', '-']);
  expect(first.code).toBe(0);
  const written = JSON.parse(first.stdout);
  expect(written.alerts.length).toBeGreaterThan(3);
  await writeFile(alerts!, first.stdout);
  expect((await runVigie(['replay', recording!, '--expect', alerts!])).code).toBe(0);

  written.alerts[0].severity = 'critical';
  written.alerts.pop();
  await writeFile(alerts!, JSON.stringify(written));
  const failed = await runVigie(['replay', recording!, '--expect', alerts!, '--junit', report!]);
  expect(failed.code).toBe(1);
  expect(failed.stdout).toMatch(/severity was \w+, expected critical/);
  expect(failed.stdout).toMatch(/was raised and not expected/);
  expect(await readFile(report!, 'utf8')).toContain('failures="2"');

  await writeFile(alerts!, '{"alerts": [{"rule": "co2"}]}');
  const wrong = await runVigie(['replay', recording!, '--expect', alerts!]);
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    expect.stringMatching(/alerts\.json alerts\.0\.device .*--expect - > /),
  ]);
});
