import { z } from 'zod';
import { isLocalDate } from './calendar/local-date.ts';
import type { Closure, OpenInterval, OpeningCalendar } from './calendar/opening-calendar.ts';
import { holidayRegions } from './calendar/public-holidays.ts';
import { anyRule } from './rules/written-rule.ts';
import { tariffLists } from './tariff.ts';
import {
  type Contact,
  type Device,
  type Mapping,
  type MqttClient,
  type Organisation,
  type Site,
  services,
} from './territory.ts';
import { topicFilterMistake } from './topic-filter.ts';

const id = z.string().regex(/^[a-z0-9-]{1,64}$/, 'is not an id: 1 to 64 small letters, digits and hyphens');
const name = z.string().trim().min(1, 'is empty').max(200, 'is longer than 200 characters');
const text = z.string().min(1, 'is empty').max(200, 'is longer than 200 characters');
const amount = z.number().positive('must be above zero');

// YAML reads an unquoted 01001 as the number 1001: the zero comes back here
const insee = z
  .union([z.string(), z.number()], 'is not the INSEE code of a commune (as "40313" or "2A004")')
  .transform((code) => (typeof code === 'number' ? String(code).padStart(5, '0') : code))
  .pipe(
    z.string().regex(/^(\d{2}|2[AB])\d{3}$/, 'is not the INSEE code of a commune: five digits, or 2A or 2B and three'),
  );

const contact: z.ZodType<Contact> = z.strictObject({
  name,
  role: name.exactOptional(),
  phone: z
    .string('is not a telephone number: write it in quotes, as "05 58 73 30 03"')
    .regex(/^\+?\d[\d .-]{1,24}$/, 'is not a telephone number such as "05 58 73 30 03" or "+33 5 58 73 30 03"')
    .exactOptional(),
  email: z.email('is not a mail address').max(254, 'is longer than 254 characters').exactOptional(),
});

const organisation: z.ZodType<Organisation> = z.strictObject({
  id,
  name,
  insee: insee.exactOptional(),
  population: z.int('must be a whole number').nonnegative('must not be below zero').exactOptional(),
  contacts: z.array(contact).max(20, 'names more than 20 people').exactOptional(),
  services: z.array(z.enum(services, `must be one of ${services.join(', ')}`)).exactOptional(),
  tariffs: z.strictObject(tariffLists).exactOptional(),
});

const site: z.ZodType<Site> = z.strictObject({
  id,
  name,
  organisation: text,
  position: z
    .tuple(
      [
        z.number().min(-90, 'is not a latitude (−90 to 90)').max(90, 'is not a latitude (−90 to 90)'),
        z.number().min(-180, 'is not a longitude (−180 to 180)').max(180, 'is not a longitude (−180 to 180)'),
      ],
      'must be [latitude, longitude] in degrees',
    )
    .exactOptional(),
  area: amount.exactOptional(),
  calendar: text.exactOptional(),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone of the IANA list').default('Europe/Paris'),
  fewStaff: z.boolean().default(false),
});

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'is not a month such as 2026-03');

const oid = z.string().regex(/^1(\.\d{1,10}){5,60}$/, 'is not an OID such as 1.3.6.1.4.1.31218.4.7.0');

const device: z.ZodType<Device> = z.strictObject({
  id,
  name,
  site: text,
  type: text,
  address: text.exactOptional(),
  credentials: text.exactOptional(),
  parent: text.exactOptional(),
  client: text.exactOptional(),
  serial: text.exactOptional(),
  expect: text.exactOptional(),
  backup: text.exactOptional(),
  line: z
    .strictObject({ operator: name, contract: text.exactOptional(), support: text.exactOptional() })
    .exactOptional(),
  coefficients: z
    .strictObject({
      gas: z.record(month, amount).exactOptional(),
      pulse: amount.exactOptional(),
      rollover: z.record(text, amount).exactOptional(),
    })
    .exactOptional(),
  places: z.record(text, oid).exactOptional(),
});

const filter = z.string().check((context) => {
  const mistake = topicFilterMistake(context.value);
  if (mistake !== undefined) {
    context.issues.push({ code: 'custom', input: context.value, message: `is no MQTT topic filter: it ${mistake}` });
  }
});

const client: z.ZodType<MqttClient> = z.strictObject({
  id,
  passwordFile: text.exactOptional(),
  publish: z.array(filter).default([]),
  subscribe: z.array(filter).default([]),
});

const interval = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'is not an interval such as "08:30-12:30"')
  .transform((hours): OpenInterval => {
    const minutes = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
    return { from: minutes(hours.slice(0, 5)), to: minutes(hours.slice(6)) };
  })
  .refine(({ from, to }) => from < to, 'ends before it begins: split what goes past midnight at 24:00');

const dayHours = z
  .array(interval)
  .transform((intervals) => [...intervals].sort((a, b) => a.from - b.from))
  .refine((intervals) => intervals.every((one, i) => i === 0 || one.from >= (intervals[i - 1]?.to ?? 0)), {
    message: 'has intervals that overlap',
  })
  .default([]);

const closure = z
  .string()
  .refine((days) => days.split('..').length <= 2 && days.split('..').every(isLocalDate), {
    message: 'is not a day or days such as "2026-12-24" or "2026-12-24..2026-12-31"',
    abort: true,
  })
  .transform((days): Closure => {
    const [from = '', to = from] = days.split('..');
    return { from, to };
  })
  .refine(({ from, to }) => from <= to, 'ends before it begins');

const agendaFile = text.regex(/\.[iI][cC][sS]$/, 'is not the name of an iCalendar file (.ics)');

/** An opening calendar as territory files hold it: its agendas are files of their own. */
export type WrittenCalendar = Omit<OpeningCalendar, 'bookings' | 'furtherClosures'> & {
  readonly bookingsFile?: string;
  readonly closuresFile?: string;
};

/** The days of a calendar's week in territory files. */
export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const calendar: z.ZodType<WrittenCalendar> = z
  .strictObject({
    id,
    zone: z.enum(['A', 'B', 'C'], 'must be A, B or C').exactOptional(),
    region: z.enum(holidayRegions, `must be one of ${holidayRegions.join(', ')}`).default('metropole'),
    week: z
      .strictObject(
        Object.fromEntries(weekdays.map((day) => [day, dayHours])) as Record<
          (typeof weekdays)[number], // fromEntries forgets the names of its keys
          typeof dayHours
        >,
      )
      .transform((week) => weekdays.map((day) => week[day])),
    holidays: z.enum(['open', 'closed'], 'must be open or closed').default('closed'),
    schoolHolidays: z.enum(['open', 'closed'], 'must be open or closed').default('open'),
    closures: z.array(closure).default([]),
    bookingsFile: agendaFile.exactOptional(),
    closuresFile: agendaFile.exactOptional(),
  })
  .refine((one) => one.schoolHolidays === 'open' || one.zone !== undefined, {
    path: ['zone'],
    message: 'is missing: schoolHolidays: closed needs zone A, B or C',
  });

const mapping: z.ZodType<Mapping> = z.strictObject({
  measurement: text,
  field: text,
  tag: text.exactOptional(),
  device: text,
  metric: text,
});

/** What each list of a territory file holds. */
export const territorySchema = {
  organisations: organisation,
  sites: site,
  devices: device,
  clients: client,
  calendars: calendar,
  mappings: mapping,
  rules: anyRule,
} as const;

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    // the answer that ECMA-402 gives to a zone it does not know
    if (error instanceof RangeError) return false;
    throw error;
  }
}
