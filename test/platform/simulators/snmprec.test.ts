import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { emptyFolder } from '../../support/folder.ts';
import { runVigie } from '../../support/vigie.ts';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** As found in the wild: unsorted, hex and escapes, bars in values, modules of other tools, a placeholder. */
const upsRecording = `1.3.6.1.2.1.33.1.2.10.0|2|7
1.3.6.1.2.1.33.1.2.4.0|2|87
1.3.6.1.2.1.33.1.2.1.0|2|2
1.3.6.1.2.1.1.1.0|4|Onduleur | mairie
1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.534.1
1.3.6.1.2.1.1.3.0|67|360000
1.3.6.1.2.1.2.2.1.6.1|4x|00A0C9fe0102
1.3.6.1.2.1.4.20.1.1.10.0.0.1|64x|0A000001
1.3.6.1.2.1.31.1.1.1.6.1|70|18446744073709551615
1.3.6.1.2.1.31.1.1.1.6.2|70:counter|rate=5
nonsense
1.3.6.1.2.1.33.1.2.7.0|2|<private>
1.3.6.1.2.1.33.1.2.3.0|2|42
`;

test('a recording is answered as an agent: snmpwalk sees it whole and in order, vigie probe tells what it is', async () => {
  await using folder = await emptyFolder();
  const file = join(folder.path, 'onduleur.snmprec');
  await writeFile(file, upsRecording);
  await using agent = await answer([file, '--listen', '127.0.0.1:0']);
  expect(agent.line).toMatch(/^127\.0\.0\.1:\d+ answers 10 objects to the community onduleur$/);
  expect(agent.stderr()).toBe(
    `${file}:10 "70:counter" has its value from the variation module "counter", which is not played: write one as 70|value\n${file}:11 has no OID in front\n${file}:12 "2|<private>" is no value\n`,
  );
  const env = { ...process.env, MIBS: '' };
  const place = `127.0.0.1:${agent.port}`;
  const walked = await run('snmpwalk', ['-v2c', '-c', 'onduleur', '-On', place, '.1'], { env });
  const lines = objectsOf(walked.stdout);
  expect(lines.map((line) => line.split(' = ')[0])).toEqual([
    ...['.1.3.6.1.2.1.1.1.0', '.1.3.6.1.2.1.1.2.0', '.1.3.6.1.2.1.1.3.0', '.1.3.6.1.2.1.2.2.1.6.1'],
    ...['.1.3.6.1.2.1.4.20.1.1.10.0.0.1', '.1.3.6.1.2.1.31.1.1.1.6.1', '.1.3.6.1.2.1.33.1.2.1.0'],
    ...['.1.3.6.1.2.1.33.1.2.3.0', '.1.3.6.1.2.1.33.1.2.4.0', '.1.3.6.1.2.1.33.1.2.10.0'],
  ]);
  expect(walked.stdout).toContain('Hex-STRING: 00 A0 C9 FE 01 02');
  expect(walked.stdout).toContain('Counter64: 18446744073709551615');
  expect(walked.stdout).toContain('IpAddress: 10.0.0.1');
  const bulk = await run('snmpbulkwalk', ['-v2c', '-c', 'onduleur', '-On', place, '.1.3.6.1.2.1.33'], { env });
  expect(objectsOf(bulk.stdout)).toHaveLength(4);
  const first = await run('snmpwalk', ['-v1', '-c', 'onduleur', '-On', place, '.1.3.6.1.2.1.33'], { env });
  expect(objectsOf(first.stdout)).toHaveLength(4);
  const probed = await runVigie(['probe', place, '--community', 'onduleur', '--json']);
  expect(JSON.parse(probed.stdout)).toMatchObject({
    type: 'ups',
    metrics: { 'ups.charge': 87, 'ups.runtime': 42, 'ups.health': 1 },
  });
});

test('several recordings are told apart by their community, and what cannot be answered ends in one line', async () => {
  await using folder = await emptyFolder();
  const [one, two, empty] = ['un', 'deux', 'vide'].map((name) => join(folder.path, `${name}.snmprec`)) as [
    string,
    string,
    string,
  ];
  await writeFile(one, '1.3.6.1.2.1.1.5.0|4|premier\n');
  await writeFile(two, '1.3.6.1.2.1.1.5.0|4|second\n');
  await writeFile(empty, '\n');
  await using agent = await answer([one, two, '--listen', '127.0.0.1:0']);
  const env = { ...process.env, MIBS: '' };
  const ask = async (community: string) =>
    (await run('snmpget', ['-v2c', '-c', community, '-Oqv', `127.0.0.1:${agent.port}`, '.1.3.6.1.2.1.1.5.0'], { env }))
      .stdout;
  expect([await ask('un'), await ask('deux')]).toEqual(['"premier"\n', '"second"\n']);
  const busy = await runVigie(['replay', one, '--listen', `127.0.0.1:${agent.port}`]);
  expect(busy).toMatchObject({
    code: 1,
    stderr: `vigie replay: 127.0.0.1:${agent.port} is taken by another program: choose another port\n`,
  });
  const wrong: [string[], number, string][] = [
    [[empty], 1, `nothing can be answered of ${empty}`],
    [[join(folder.path, 'none.snmprec')], 2, 'none.snmprec cannot be read'],
    [[one, 'jour.csv'], 2, 'jour.csv is played to a broker'],
    [[one, two, '--community', 'x'], 2, '--community is for a single recording'],
    [[one, '--listen', 'nowhere'], 2, '--listen "nowhere" is no place, as 127.0.0.1:1161'],
  ];
  for (const [args, code, words] of wrong) {
    const told = await runVigie(['replay', ...args]);
    expect(told).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) });
  }
  expect(wrong).toHaveLength(5);
});

/** The lines of a walk but the one that tells the end. */
function objectsOf(stdout: string): string[] {
  return stdout
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('.1.') && !line.includes('No more variables'));
}

/** `vigie replay` in a process of its own, once it has said where it listens. */
async function answer(args: string[]) {
  const child = spawn(process.execPath, [join(root, 'vigie.ts'), 'replay', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    line,
    port: Number(/:(\d+) /.exec(line)?.[1]),
    stderr: () => stderr,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
