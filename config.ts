import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { printMistake } from './devices/mistake.ts';
import { schemaMistakes } from './devices/schema-mistakes.ts';
import { readYaml } from './devices/yaml-file.ts';

const Listen = z
  .string()
  .regex(/^(?:\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, 'must read host:port, as 127.0.0.1:8080')
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  });

const units = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;
const Bytes = z
  .string()
  .regex(/^\d+(?:\.\d+)? ?(?:B|kB|MB|GB|TB)$/, 'must be a size, as 2 GB')
  .transform((text) => {
    const unit = z.enum(['B', 'kB', 'MB', 'GB', 'TB']).parse(text.replace(/[\d. ]/g, ''));
    return Number.parseFloat(text) * units[unit];
  });

/** A span of retention: months or days. */
const Span = z
  .string()
  .regex(/^\d{1,4} ?(?:d|mo)$/, 'must be a span, as 36mo or 30d')
  .transform((text) => ({
    count: Number.parseInt(text, 10),
    unit: text.endsWith('mo') ? ('mo' as const) : ('d' as const),
  }));

const whole = (least: number, most: number) => z.coerce.number().int().min(least).max(most);

/** Every setting of Vigie with its default; the key `http.publicUrl` is also the variable VIGIE_HTTP_PUBLIC_URL. */
export const Config = z.strictObject({
  data: z.string().min(1).default('./data'),
  territory: z.string().min(1).optional(),
  store: z.literal('embedded', 'must be "embedded"').default('embedded'),
  http: z
    .strictObject({
      listen: Listen.prefault('127.0.0.1:8080'),
      publicUrl: z.url({ protocol: /^https?$/ }).optional(),
      tls: z.strictObject({ cert: z.string(), key: z.string() }).optional(),
      trustProxy: z.union([z.stringbool(), z.boolean()]).default(false),
    })
    .prefault({}),
  mqtt: z
    .strictObject({
      listen: Listen.prefault('127.0.0.1:1883'),
      tls: z
        .strictObject({
          listen: Listen.prefault('127.0.0.1:8883'),
          cert: z.string(),
          key: z.string(),
          ca: z.string().optional(),
        })
        .optional(),
      limits: z
        .strictObject({
          connections: whole(1, 100_000).default(2_000),
          packetBytes: whole(1_024, 268_435_455).default(262_144),
          messagesPerSecond: whole(1, 1_000_000).default(20_000),
        })
        .prefault({}),
    })
    .prefault({}),
  journal: z.strictObject({ quota: Bytes.prefault('4 GB') }).prefault({}),
  retention: z
    .strictObject({ fine: Span.prefault('36mo'), audit: Span.prefault('12mo'), refused: Span.prefault('30d') })
    .prefault({}),
  log: z
    .strictObject({ level: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info') })
    .prefault({}),
});
export type Config = z.infer<typeof Config>;

export type ReadConfig = { ok: true; config: Config } | { ok: false; mistakes: string[] };

/** Reads a YAML file (or nothing) and the environment, which wins; all mistakes at once, a line each. Paths are meant from the file's folder. */
export function readConfig(path: string | undefined, env: Readonly<Record<string, string | undefined>>): ReadConfig {
  let text = '';
  if (path !== undefined) {
    try {
      text = readFileSync(path, 'utf8');
    } catch {
      return { ok: false, mistakes: [`${path}:1 cannot be read: give the path of a configuration file with --config`] };
    }
  }
  const file = readYaml({ path: path ?? '(defaults)', text });
  const mistakes = file.mistakes.map(printMistake);
  const written = isRecord(file.value) ? structuredClone(file.value) : {};
  if (file.value !== null && file.value !== undefined && !isRecord(file.value)) {
    mistakes.push(`${path}:1 the file must hold keys and values`);
  }
  const fromFile = Config.safeParse(written);
  if (!fromFile.success) mistakes.push(...schemaMistakes(Config, file, written).map(printMistake));
  mistakes.push(...overlay(written, env));
  const parsed = Config.safeParse(written);
  if (!parsed.success && fromFile.success) {
    for (const issue of parsed.error.issues) mistakes.push(`${variableOf(issue.path.map(String))} ${issue.message}`);
  }
  if (mistakes.length > 0 || !parsed.success) return { ok: false, mistakes };
  return {
    ok: true,
    config: withAbsolutePaths(parsed.data, path === undefined ? process.cwd() : dirname(resolve(path))),
  };
}

/** Puts the environment's settings over the file's; what it holds beyond them is a mistake. */
function overlay(written: Record<string, unknown>, env: Readonly<Record<string, string | undefined>>): string[] {
  const paths = new Map(leavesOf(Config).map((leaf) => [variableOf(leaf), leaf]));
  const mistakes: string[] = [];
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || !name.startsWith('VIGIE_') || reserved.has(name)) continue;
    const leaf = paths.get(name);
    if (leaf === undefined) {
      mistakes.push(`${name} is not a setting of Vigie: see "Settings" in the README`);
      continue;
    }
    let at = written;
    for (const key of leaf.slice(0, -1)) {
      const inner = at[key];
      const next = isRecord(inner) ? inner : {};
      at[key] = next;
      at = next;
    }
    at[leaf.at(-1) ?? ''] = value;
  }
  return mistakes;
}

/** Variables that are no settings: the demonstration's and the tests' own. */
const reserved = new Set(['VIGIE_DEMO_PASSWORD', 'VIGIE_RECORDINGS', 'VIGIE_MQTT_PASSWORD']);

function variableOf(path: readonly string[]): string {
  return `VIGIE_${path.map((key) => key.replace(/([A-Z])/g, '_$1').toUpperCase()).join('_')}`;
}

function leavesOf(schema: z.ZodType): string[][] {
  type Shape = { properties?: Record<string, Shape> };
  // JSON Schema is the public way to look inside a zod schema
  const walk = (shape: Shape, path: string[]): string[][] =>
    shape.properties === undefined
      ? [path]
      : Object.entries(shape.properties).flatMap(([key, inner]) => walk(inner, [...path, key]));
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Shape, []);
}

function withAbsolutePaths(config: Config, folder: string): Config {
  const from = (path: string) => (isAbsolute(path) ? path : resolve(folder, path));
  const tls = <T extends { cert: string; key: string; ca?: string | undefined }>(files: T): T => ({
    ...files,
    cert: from(files.cert),
    key: from(files.key),
    ...(files.ca !== undefined && { ca: from(files.ca) }),
  });
  return {
    ...config,
    data: from(config.data),
    ...(config.territory !== undefined && { territory: from(config.territory) }),
    http: { ...config.http, ...(config.http.tls && { tls: tls(config.http.tls) }) },
    mqtt: { ...config.mqtt, ...(config.mqtt.tls && { tls: tls(config.mqtt.tls) }) },
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
