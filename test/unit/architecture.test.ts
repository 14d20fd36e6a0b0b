import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/**
 * Who may import whom. The first rule whose `in` begins the file's path counts; a package is allowed by its name,
 * a folder by its path with a slash, `node:` as a whole. A folder may always import itself.
 */
const table: { in: string; may: string[]; typesOf?: string[] }[] = [
  { in: 'devices/', may: ['devices/', 'zod', 'yaml'] },
  { in: 'gateway/domain/', may: ['devices/'] },
  { in: 'gateway/calculate/', may: ['gateway/domain/', 'devices/'] },
  { in: 'gateway/detect/', may: ['gateway/domain/', 'gateway/calculate/', 'devices/'] },
  { in: 'gateway/alert/', may: ['gateway/domain/', 'gateway/calculate/', 'devices/'] },
  ...['intake', 'journal', 'store', 'state', 'live', 'notify'].map((folder) => ({
    in: `gateway/${folder}/`,
    may: [
      'gateway/domain/',
      'gateway/calculate/',
      'devices/',
      'node:',
      ...({
        intake: ['aedes', 'protobufjs', 'zod'],
        journal: [],
        store: ['@duckdb/node-api', '@influxdata/influxdb-client', 'zod'],
        state: ['kysely'],
        notify: ['nodemailer', 'web-push', 'zod'],
      }[folder] ?? []),
    ],
  })),
  ...['pipeline', 'keep-stored', 'keep-judged', 'teach', 'pause'].map((file) => ({
    in: `gateway/${file}.ts`,
    may: ['gateway/domain/', 'gateway/calculate/', 'gateway/teach.ts', 'gateway/pause.ts', 'devices/'],
    typesOf: ['gateway/'],
  })),
  { in: 'collector/', may: ['devices/', 'node:', 'net-snmp', 'pg', 'zod'] },
  { in: 'simulators/', may: ['devices/', 'node:', 'mqtt', 'net-snmp', 'protobufjs', 'zod', 'yaml'] },
  { in: 'dashboard/contract/', may: ['devices/', 'zod'] },
  ...['server', 'helpdesk', 'energy'].map((folder) => ({
    in: `dashboard/${folder}/`,
    may: [
      'dashboard/contract/',
      'gateway/domain/',
      'gateway/calculate/',
      'devices/',
      'node:',
      'express',
      'socket.io',
      'helmet',
      'prom-client',
      'zod',
      'pino',
      'express-rate-limit',
      '@simplewebauthn/server',
      'csv-parse/sync',
      'pdfmake',
    ],
  })),
  // how the screens are built, which no browser loads
  { in: 'dashboard/web/vite.config.ts', may: ['vite', 'node:'] },
  {
    in: 'dashboard/web/',
    may: ['preact', 'chart.js', 'socket.io-client', '@simplewebauthn/browser'],
    typesOf: ['dashboard/contract/', 'devices/'],
  },
  ...['vigie.ts', 'config.ts', 'commands/', 'bench/', 'test/', 'vitest.config.ts'].map((path) => ({
    in: path,
    may: ['*'],
  })),
];

test('every import keeps to the table of the house', () => {
  const broken: string[] = [];
  let seen = 0;
  for (const file of sources()) {
    const rule = table.find((row) => file.startsWith(row.in));
    if (rule === undefined) {
      broken.push(`${file} stands in no folder of the table`);
      continue;
    }
    for (const { target, isType } of importsOf(file)) {
      seen++;
      const own = target.startsWith(rule.in) && rule.in.endsWith('/');
      const allowed = rule.may.includes('*')
        ? !/^(test|commands)\//.test(target) || /^(test|commands|bench|vigie\.ts)/.test(file)
        : own ||
          rule.may.some((may) => covers(may, target)) ||
          (isType && (rule.typesOf ?? []).some((may) => covers(may, target)));
      if (!allowed) broken.push(`${file} imports ${target}`);
    }
  }
  expect(seen).toBeGreaterThan(20);
  expect(broken).toEqual([]);
});

test('judgement and calculation read no clock and no chance', () => {
  let seen = 0;
  for (const file of sources().filter((f) => /^(devices|gateway\/(calculate|detect|alert))\//.test(f))) {
    seen++;
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(
      /Date\.now|new Date\(\)|performance\.now|Math\.random/,
    );
  }
  expect(seen).toBeGreaterThan(5);
});

function covers(may: string, target: string): boolean {
  return may.endsWith('/') || may.endsWith(':')
    ? target.startsWith(may)
    : target === may || target.startsWith(`${may}/`);
}

function sources(): string[] {
  const skipped = new Set(['node_modules', '.git', 'dist', 'data', 'docs']);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((path) => !path.split('/').some((part) => skipped.has(part)) && !path.endsWith('.d.ts'));
}

function importsOf(file: string): { target: string; isType: boolean }[] {
  const text = readFileSync(join(root, file), 'utf8');
  const found = [
    ...text.matchAll(
      /^(?:import|export)\s+(type\s)?[^;'"]*?from\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
    ),
  ];
  return found.map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? '';
    const target = name.startsWith('.') ? normalize(join(dirname(file), name)) : name;
    return { target, isType: match[1] !== undefined };
  });
}
