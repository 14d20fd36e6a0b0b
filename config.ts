import { z } from 'zod';
import { authProtocols, privProtocols } from './collector/snmp/credentials.ts';
import { parseAddressRange, privateRanges } from './devices/address-range.ts';
import { durationSpelling } from './devices/duration.ts';
import { tariffLists } from './devices/tariff.ts';
import { carbonFactors } from './gateway/calculate/cost.ts';
import { auditLimits } from './gateway/calculate/server-audit.ts';
import { noticeSettings } from './gateway/notify/settings.ts';
import { parseInfluxUrl } from './gateway/store/influx/influx-url.ts';

const listenWords = 'must read host:port, as 127.0.0.1:8080, with a port up to 65535';
const Listen = z
  .string(listenWords)
  .regex(/^(?:\[[0-9a-f:]+\]|[^:\s]+):\d{1,5}$/i, { error: listenWords, abort: true })
  .refine((text) => Number(text.slice(text.lastIndexOf(':') + 1)) <= 65_535, listenWords)
  .transform((text) => {
    const at = text.lastIndexOf(':');
    return { host: text.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(text.slice(at + 1)) };
  });

const units = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;
const Bytes = z
  .string('must be a size, as 2 GB')
  .regex(/^\d+(?:\.\d+)? ?(?:B|kB|MB|GB|TB)$/, 'must be a size, as 2 GB')
  .transform((text) => {
    const unit = z.enum(['B', 'kB', 'MB', 'GB', 'TB']).parse(text.replace(/[\d. ]/g, ''));
    return Number.parseFloat(text) * units[unit];
  });

/** A span of retention: months or days. */
const Span = z
  .string('must be a span, as 36mo or 30d')
  .regex(/^\d{1,4} ?(?:d|mo)$/, 'must be a span, as 36mo or 30d')
  .transform((text) => ({
    count: Number.parseInt(text, 10),
    unit: text.endsWith('mo') ? ('mo' as const) : ('d' as const),
  }));

const whole = (least: number, most: number) => {
  const words = `must be a whole number from ${least} to ${most}`;
  return z.coerce.number(words).int(words).min(least, words).max(most, words);
};

/** `embedded`, or the address of the users' own InfluxDB. */
const StoreSetting = z.string('must be "embedded", or influxdb://host:8086/database').superRefine((text, context) => {
  const read = text === 'embedded' ? undefined : parseInfluxUrl(text);
  if (read?.ok === false) context.addIssue({ code: 'custom', message: read.reason });
});
const secretKey = z.string().min(1);
const Credentials = z.discriminatedUnion(
  'version',
  [
    z.strictObject({ version: z.enum(['1', '2c']), communityFile: secretKey }),
    z
      .strictObject({
        version: z.literal('3'),
        user: z.string().min(1).max(32),
        authProtocol: z.enum(authProtocols, `must be one of ${authProtocols.join(', ')}`).optional(),
        authKeyFile: secretKey.optional(),
        privProtocol: z.enum(privProtocols, `must be one of ${privProtocols.join(', ')}`).optional(),
        privKeyFile: secretKey.optional(),
      })
      .refine((one) => (one.authProtocol === undefined) === (one.authKeyFile === undefined), {
        message: 'needs authProtocol and authKeyFile together',
      })
      .refine((one) => (one.privProtocol === undefined) === (one.privKeyFile === undefined), {
        message: 'needs privProtocol and privKeyFile together',
      })
      .refine((one) => one.privProtocol === undefined || one.authProtocol !== undefined, {
        message: 'encrypts without proving who asks: give authProtocol and authKeyFile as well',
      }),
  ],
  'must have version "1", "2c" or "3", between quotes',
);
export type Credentials = z.infer<typeof Credentials>;

/** A list; as a variable of the environment its parts stand with commas between. */
const listOf = <T extends z.ZodType<unknown, string>>(part: T) =>
  z.union([
    z.array(part),
    z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(part)),
  ]);

/** A list of records; as a variable of the environment it stands as JSON. */
const recordsOf = <T extends z.ZodType>(records: T) =>
  z.preprocess((written, context) => {
    if (typeof written !== 'string') return written;
    try {
      return JSON.parse(written);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON, as [{"from":"2026-02-01","price":0.2}]' });
      return z.NEVER;
    }
  }, records);
const factor = z.coerce.number('must be kg CO₂e a kWh').min(0, 'must not be below zero').max(5, 'is above 5 kg a kWh');

const credentialsId = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is not an id: 1 to 64 small letters, digits and hyphens');
const Range = z.string('must be a range, as 10.1.2.0/24').check((context) => {
  const read = parseAddressRange(context.value);
  if (!read.ok) context.issues.push({ code: 'custom', input: context.value, message: read.reason });
});

/** Two steps of one measure; the graver one lies further on, or nearer where less is worse. */
const steps = (most: number, unlessSaid: { warning: number; critical: number }) => {
  const isRising = unlessSaid.critical > unlessSaid.warning;
  return z
    .strictObject({
      warning: whole(1, most).default(unlessSaid.warning),
      critical: whole(1, most).default(unlessSaid.critical),
    })
    .refine(({ warning, critical }) => (isRising ? critical >= warning : critical <= warning), {
      message: `critical must be no ${isRising ? 'less' : 'more'} than warning`,
      path: ['critical'],
    })
    .prefault({});
};

const Every = z.string().regex(durationSpelling, 'must be a duration, as 5m');
// a password goes this way: plain only inside the machine
const ApiUrl = z
  .url({ protocol: /^https?$/, error: 'must be an address, as https://avamar.example.fr', abort: true })
  .refine((url) => {
    const { protocol, hostname } = new URL(url);
    return protocol === 'https:' || hostname === '127.0.0.1' || hostname === 'localhost';
  }, 'must begin with https://');
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** Every setting of Vigie with its default; the key `http.publicUrl` is also the variable VIGIE_HTTP_PUBLIC_URL. */
export const Config = z.strictObject({
  data: z.string().min(1).default('./data'),
  territory: z.string().min(1).optional(),
  store: StoreSetting.default('embedded'),
  influxdb: z
    .strictObject({
      token: z.string().min(1).optional(),
      tokenFile: z.string().min(1).optional(),
      password: z.string().min(1).optional(),
      passwordFile: z.string().min(1).optional(),
    })
    .prefault({}),
  http: z
    .strictObject({
      listen: Listen.prefault('127.0.0.1:8080'),
      publicUrl: z
        .url({ protocol: /^https?$/, error: 'must be the address that people type, as https://vigie.example.fr' })
        .optional(),
      tls: z.strictObject({ cert: z.string(), key: z.string() }).optional(),
      trustProxy: z.union([z.boolean(), z.stringbool()], 'must be true or false').default(false),
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
  collector: z
    .strictObject({
      credentials: z.record(credentialsId, Credentials).default({}),
      traps: z
        .strictObject({
          listen: Listen.prefault('127.0.0.1:1162'),
          credentials: listOf(credentialsId).default([]),
        })
        .prefault({}),
      discovery: z.strictObject({ ranges: listOf(Range).default([...privateRanges]) }).prefault({}),
      /** the program of iputils that sends echo requests */
      ping: z.string().min(1).default('ping'),
      avamar: z
        .strictObject({
          url: ApiUrl.optional(),
          user: z.string().min(1).optional(),
          mcdb: z
            .url({ protocol: /^postgres(?:ql)?$/, error: 'must read postgres://viewuser@avamar.example.fr:5555/mcdb' })
            .refine((url) => new URL(url).password === '', 'must hold no password: that stands in passwordFile')
            .optional(),
          passwordFile: z.string().min(1),
          caFile: z.string().min(1).optional(),
          every: Every.default('10m'),
        })
        .refine((one) => (one.url === undefined) !== (one.mcdb === undefined), {
          message: 'needs its interface (url and user) or its database (mcdb), one of the two',
        })
        .refine((one) => (one.url === undefined) === (one.user === undefined), {
          message: 'needs url and user together',
        })
        .optional(),
      sophos: z
        .strictObject({
          clientId: z.string().min(1),
          clientSecretFile: z.string().min(1),
          caFile: z.string().min(1).optional(),
          idUrl: ApiUrl.optional(),
          globalUrl: ApiUrl.optional(),
          every: Every.default('1m'),
          endpointsEvery: Every.default('15m'),
        })
        .optional(),
    })
    .prefault({}),
  journal: z.strictObject({ quota: Bytes.prefault('4 GB') }).prefault({}),
  retention: z
    .strictObject({
      fine: Span.prefault('36mo'),
      hotspots: Span.prefault('12mo'),
      alerts: Span.prefault('36mo'),
      audit: Span.prefault('12mo'),
      refused: Span.prefault('30d'),
      tickets: Span.prefault('24mo'),
    })
    .prefault({}),
  /** from where on the audit of a server minds; percent, hours of a day, days */
  serverAudit: z
    .strictObject({
      memory: whole(1, 100).default(auditLimits.memory),
      memoryHours: whole(1, 24).default(auditLimits.memoryHours),
      memoryDays: steps(30, auditLimits.memoryDays),
      memoryFullInDays: whole(1, 3_650).default(auditLimits.memoryFullInDays),
      disk: steps(100, auditLimits.disk),
      diskFullInDays: steps(3_650, auditLimits.diskFullInDays),
      updatesDays: steps(30, auditLimits.updatesDays),
      uptimeDays: whole(1, 3_650).default(auditLimits.uptimeDays),
    })
    .prefault({}),
  /** what members pay who have given no tariff of their own, € with taxes */
  tariffs: z
    .strictObject({
      electricity: recordsOf(tariffLists.electricity.unwrap()).exactOptional(),
      gas: recordsOf(tariffLists.gas.unwrap()).exactOptional(),
      water: recordsOf(tariffLists.water.unwrap()).exactOptional(),
      heat: recordsOf(tariffLists.heat.unwrap()).exactOptional(),
      /** kg CO₂e a kWh, and who says so */
      carbon: z
        .strictObject({
          electricity: factor.default(carbonFactors.electricity),
          gas: factor.default(carbonFactors.gas),
          heat: factor.exactOptional(),
          source: z.string().min(1).max(300).default(carbonFactors.source),
        })
        .prefault({}),
    })
    .prefault({}),
  notify: z
    .strictObject({
      smtp: z
        .string('must be a mail server, as smtp://user@mail.exemple.fr:587')
        .regex(/^smtps?:\/\/(?:[^\s:@/]+@)?(?:\[[0-9a-f:]+\]|[^\s:@/?#[\]]+)(?::\d{1,5})?\/?$/i, {
          error:
            'must be a mail server, as smtp://user@mail.exemple.fr:587 (its password stands in notify.smtpPasswordFile)',
        })
        .optional(),
      smtpPassword: z.string().min(1).optional(),
      smtpPasswordFile: z.string().min(1).optional(),
      from: z
        .string('must be a sender, as Vigie <vigie@exemple.fr>')
        .regex(
          /^(?:[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/,
          'must be a sender, as Vigie <vigie@exemple.fr>',
        )
        .optional(),
      contact: z.string().min(1).max(200).optional(),
      ...noticeSettings,
    })
    .prefault({}),
  helpdesk: z
    .strictObject({
      /** where tickets are mirrored to: `v1` is apirest.php of GLPI 9.5 to 11, `v2` is api.php of GLPI 11 */
      glpi: z
        .discriminatedUnion(
          'api',
          [
            z.strictObject({
              api: z.literal('v1'),
              url: ApiUrl,
              userTokenFile: secretKey,
              appTokenFile: secretKey.optional(),
              every: Every.default('1m'),
            }),
            z.strictObject({
              api: z.literal('v2'),
              url: ApiUrl,
              clientId: z.string().min(1),
              clientSecretFile: secretKey,
              user: z.string().min(1),
              passwordFile: secretKey,
              every: Every.default('1m'),
            }),
          ],
          'must have api "v1" or "v2"',
        )
        .optional(),
    })
    .prefault({}),
  log: z.strictObject({ level: z.enum(levels, `must be one of ${levels.join(', ')}`).default('info') }).prefault({}),
});
export type Config = z.infer<typeof Config>;
