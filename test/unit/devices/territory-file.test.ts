import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalogue } from '../../../devices/catalogue.ts';
import { printMistake } from '../../../devices/mistake.ts';
import { parseTerritory } from '../../../devices/territory-file.ts';

const tartas = `
organisations:
  - { id: tartas, name: Tartas, insee: "40313", population: 3169 }
sites:
  - { id: mairie-tartas, name: Mairie de Tartas, organisation: tartas, position: [43.832, -0.809], area: 640, calendar: mairie }
clients:
  - { id: mairie-tartas, publish: [tele/+/SENSOR], subscribe: ["cmnd/#"] }
calendars:
  - id: mairie
    zone: A
    week: { mon: ["13:30-17:30", "08:30-12:30"], sat: ["20:00-24:00"] }
    closures: ["2026-12-24..2026-12-31", "2026-05-15"]
devices:
  - { id: gaz, name: Compteur de gaz, site: mairie-tartas, type: gas-meter, client: mairie-tartas,
      coefficients: { gas: { "2026-03": 11.2 }, rollover: { gas.volume: 100000 } } }
  - { id: co2, name: CO₂ de la salle du conseil, site: mairie-tartas, type: air-quality, parent: gaz }
mappings:
  - { measurement: eau, field: index, tag: compteur, device: gaz, metric: gas.volume }
`;

test('a territory is read from its files, whatever file holds which list', () => {
  const [before = '', after = ''] = tartas.split('devices:');
  const parsed = parse({ a: `devices:${after}`, b: before });
  expect(parsed.ok && parsed.territory.devices.get('gaz')).toEqual({
    id: 'gaz',
    name: 'Compteur de gaz',
    site: 'mairie-tartas',
    type: 'gas-meter',
    client: 'mairie-tartas',
    coefficients: { gas: { '2026-03': 11.2 }, rollover: { 'gas.volume': 100_000 } },
  });
  expect(parsed.ok && parsed.territory.sites.get('mairie-tartas')).toMatchObject({
    timeZone: 'Europe/Paris',
    fewStaff: false,
    position: [43.832, -0.809],
  });
  expect(parsed.ok && parsed.territory.calendars.get('mairie')).toEqual({
    id: 'mairie',
    zone: 'A',
    region: 'metropole',
    week: [
      [
        { from: 510, to: 750 },
        { from: 810, to: 1050 },
      ],
      [],
      [],
      [],
      [],
      [{ from: 1200, to: 1440 }],
      [],
    ],
    holidays: 'closed',
    schoolHolidays: 'open',
    closures: [
      { from: '2026-12-24', to: '2026-12-31' },
      { from: '2026-05-15', to: '2026-05-15' },
    ],
  });
  expect(parsed.ok && parsed.territory.clients.get('mairie-tartas')?.publish).toEqual(['tele/+/SENSOR']);
  expect(parsed.ok && parsed.territory.mappings).toHaveLength(1);
});

test('an unquoted INSEE code keeps its zero, one of Corsica its letter', () => {
  const parsed = parse({
    a: 'organisations: [{ id: a, name: L’Abergement, insee: 01001 }, { id: b, name: Ajaccio, insee: 2A004 }]',
  });
  expect(parsed.ok && [...parsed.territory.organisations.values()].map(({ insee }) => insee)).toEqual([
    '01001',
    '2A004',
  ]);
});

test('every mistake of every file is told at once with its line and the cure', () => {
  const lines = mistakes({
    'territory/tartas.yaml': `organisations:
  - id: tartas
    name: Tartas
    insee: "4031"
    populaton: 3169
sites:
  - id: Mairie
    organisation: tarta
    position: [143.8, -0.8]
    timeZone: Europe/Pari
  - id: ecole
    name: École
    organisation: tartas
    calendar: ecol
devices:
  - { id: eau, name: Eau, site: ecole, type: water-metre }
  - { id: eau, name: Eau, site: ecol, type: water-meter, client: ecole, serial: 12 }
  - { id: gaz, name: Gaz, site: ecole, type: gas-meter,
      coefficients: { gas: { "2026-13": 11, "2026-03": -1 }, pulse: 10, rollover: { gas.volum: 1 } } }
`,
    'territory/dax.yaml': `device: []
clients:
  - { id: dax, publish: [vigie/#/x] }
devices:
  - { id: a, name: A, site: ecole, type: climate, parent: b, coefficients: { gas: { "2026-03": 11 } } }
  - { id: b, name: B, site: ecole, type: climate, parent: a }
  - hello
calendars:
  - { id: mairie, schoolHolidays: closed, week: { mo: [], mon: ["8:30-12:00"], tue: ["14:00-12:00"], wed: ["08:00-12:00", "11:00-13:00"] }, closures: [2026-02-30] }
  - { id: ecole, schoolHolidays: closed, week: {} }
`,
  });
  expect(lines).toEqual([
    'territory/tartas.yaml:4 organisations[0].insee "4031" is not the INSEE code of a commune: five digits, or 2A or 2B and three',
    'territory/tartas.yaml:5 organisations[0].populaton is not known here. Did you mean "population"?',
    'territory/tartas.yaml:7 sites[0].id "Mairie" is not an id: 1 to 64 small letters, digits and hyphens',
    'territory/tartas.yaml:7 sites[0].name is missing',
    'territory/tartas.yaml:8 sites[0].organisation "tarta" is no organisation of the territory. Did you mean "tartas"?',
    'territory/tartas.yaml:9 sites[0].position[0] 143.8 is not a latitude (−90 to 90)',
    'territory/tartas.yaml:10 sites[0].timeZone "Europe/Pari" is not a time zone of the IANA list',
    'territory/tartas.yaml:14 sites[1].calendar "ecol" is no calendar of the territory. Did you mean "ecole"?',
    'territory/tartas.yaml:16 devices[0].type "water-metre" is not in the catalogue. Did you mean "water-meter"?',
    'territory/tartas.yaml:17 devices[1].serial must be text: write it between quotes, as "12"',
    'territory/tartas.yaml:17 devices[1].id "eau" is already used at territory/tartas.yaml:16',
    'territory/tartas.yaml:17 devices[1].site "ecol" is no site of the territory. Did you mean "ecole"?',
    'territory/tartas.yaml:17 devices[1].client "ecole" is no client of the territory.',
    'territory/tartas.yaml:19 devices[2].coefficients.gas.2026-13 is not a month such as 2026-03',
    'territory/tartas.yaml:19 devices[2].coefficients.gas.2026-03 -1 must be above zero',
    'territory/tartas.yaml:19 devices[2].coefficients.pulse needs a device that counts pulses, which "gas-meter" does not',
    'territory/tartas.yaml:19 devices[2].coefficients.rollover.gas.volum is no counter of "gas-meter". Did you mean "gas.volume"?',
    'territory/dax.yaml:1 device is not a list of a territory file. Did you mean "devices"?',
    'territory/dax.yaml:3 clients[0].publish[0] "vigie/#/x" is no MQTT topic filter: it may have # only alone and as its last level',
    'territory/dax.yaml:5 devices[0].coefficients.gas needs a device that counts gas.volume, which "climate" does not',
    'territory/dax.yaml:5 devices[0].parent "b" leads back to the device itself',
    'territory/dax.yaml:7 devices[2] must have keys and values',
    'territory/dax.yaml:9 calendars[0].week.mon[0] "8:30-12:00" is not an interval such as "08:30-12:30"',
    'territory/dax.yaml:9 calendars[0].week.tue[0] "14:00-12:00" ends before it begins: split what goes past midnight at 24:00',
    'territory/dax.yaml:9 calendars[0].week.wed has intervals that overlap',
    'territory/dax.yaml:9 calendars[0].week.mo is not known here. Did you mean "mon"?',
    'territory/dax.yaml:9 calendars[0].closures[0] "2026-02-30" is not a day or days such as "2026-12-24" or "2026-12-24..2026-12-31"',
    'territory/dax.yaml:10 calendars[1].zone is missing: schoolHolidays: closed needs zone A, B or C',
  ]);
});

test('a place of its own is an OID of a metric that the device’s type reads at one place', () => {
  const device = (type: string, places: string) =>
    `organisations: [{ id: tartas, name: Tartas }]
sites: [{ id: place, name: Place, organisation: tartas }]
devices: [{ id: borne, name: Borne, site: place, type: ${type}, address: "snmp:10.0.0.9", credentials: bornes, places: ${places} }]
`;
  const told = (type: string, places: string) => mistakes({ 'territory/wifi.yaml': device(type, places) });
  expect(told('ucopia', '{ hotspot.log: 1.3.6.1.4.1.31218.4.7.0 }')).toEqual([]);
  expect(told('ucopia', '{ hotspot.lgo: 1.3.6.1.4.1.31218.4.7.0, hotspot.service: 1.3.6.1.4.1.31218.4.8.0 }')).toEqual([
    'territory/wifi.yaml:3 devices[0].places.hotspot.lgo is not read at one place by "ucopia". Did you mean "hotspot.log"?',
    expect.stringContaining('devices[0].places.hotspot.service is not read at one place by "ucopia".'),
  ]);
  expect(told('ucopia', '{ hotspot.log: log }')).toEqual([
    'territory/wifi.yaml:3 devices[0].places.hotspot.log "log" is not an OID such as 1.3.6.1.4.1.31218.4.7.0',
  ]);
  expect(told('web-site', '{ http.up: 1.3.6.1.4.1.31218.4.7.0 }')).toContain(
    'territory/wifi.yaml:3 devices[0].places needs a device that is asked over SNMP, which "web-site" is not',
  );
});

const hall = (calendar: string) => `organisations:
  - { id: tartas, name: Tartas }
sites:
  - { id: salle, name: Salle des fêtes, organisation: tartas, calendar: salle }
calendars:
  - { id: salle, week: {}, ${calendar} }
`;
const agenda = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Loto', ...lines, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

test('a calendar names its agendas by their place beside its own file, and keeps nothing but their times', () => {
  const parsed = parse({
    'land/tartas/salle.yaml': hall('bookingsFile: agendas/salle.ics, closuresFile: ../fermetures.ICS'),
    'land/tartas/agendas/salle.ics': agenda('DTSTART:20260301T140000', 'DURATION:PT4H'),
    'land/fermetures.ICS': agenda('DTSTART;VALUE=DATE:20260815'),
  });
  expect(parsed.ok ? [] : parsed.mistakes.map(printMistake)).toEqual([]);
  const { bookings, furtherClosures } = (parsed.ok && parsed.territory.calendars.get('salle')) || {};
  expect(bookings).toContain('DTSTART:20260301T140000');
  expect(furtherClosures).toContain('DTSTART;VALUE="DATE":20260815');
  expect(JSON.stringify(parsed.ok && [...parsed.territory.calendars])).not.toMatch(/Loto|File|agendas/);
});

test('agendas that are missing, broken or named by nobody are told with the other mistakes', () => {
  const lines = mistakes({
    'land/dax.yaml': hall('bookingsFile: agendas/sale.ics, closuresFile: agendas/fermetures.yaml').replace(
      'name: T',
      'nom: T',
    ),
    'land/agendas/connexion.ics': '<!doctype html>',
    'land/agendas/salle.ics': agenda('DTSTART:20260301T140000', 'RRULE:FREQ=HOURLY', 'TRANSP:OPAQUE'),
  });
  const cure = (name: string) => `write bookingsFile: ${name} (or closuresFile) in a calendar, or take the file away`;
  expect(lines).toEqual([
    'land/dax.yaml:2 organisations[0].name is missing',
    'land/dax.yaml:2 organisations[0].nom is not known here. Did you mean "name"?',
    'land/dax.yaml:6 calendars[0].closuresFile "agendas/fermetures.yaml" is not the name of an iCalendar file (.ics)',
    `land/dax.yaml:6 calendars[0].bookingsFile "agendas/sale.ics" is no file of the territory's folder. Did you mean "agendas/salle.ics"?`,
    'land/agendas/connexion.ics:1 is no iCalendar file: it has no line BEGIN:VCALENDAR',
    `land/agendas/connexion.ics:1 is named by no calendar: ${cure('connexion.ics')}`,
    `land/agendas/salle.ics:1 is named by no calendar: ${cure('salle.ics')}`,
    'land/agendas/salle.ics:5 FREQ=HOURLY is not understood: DAILY, WEEKLY, MONTHLY, YEARLY',
  ]);
});

test('one agenda may serve two calendars, and its mistakes are told once', () => {
  const lines = mistakes({
    a: hall('bookingsFile: salle.ics'),
    b: 'calendars: [{ id: foyer, week: {}, bookingsFile: ./salle.ics }]',
    'salle.ics': agenda('DTSTART:20260230'),
  });
  expect(lines).toEqual(['salle.ics:4 DTSTART is not a date or a time']);
});

test('no agenda is said to be unused while a file that may name it cannot be read', () => {
  const lines = mistakes({ a: 'calendars: [', 'salle.ics': agenda('DTSTART;VALUE=DATE:20260301') });
  expect(lines).toEqual([expect.stringMatching(/^a:1 is not the YAML understood here/)]);
});

test('two devices cannot answer to one address', () => {
  const more = `
devices:
  - { id: co2-2, name: Salle 2, site: mairie-tartas, type: air-quality, address: lora:a84041ffff1ed2 }
  - { id: co2-3, name: Salle 3, site: mairie-tartas, type: air-quality, address: lora:a84041ffff1ed2 }`;
  const parsed = parse({ a: tartas, b: more });
  expect(parsed.ok ? [] : parsed.mistakes.map(printMistake)).toEqual([
    expect.stringMatching(/b\S*:4 devices\[1\]\.address "lora:a84041ffff1ed2" is already used at \S*b\S*:3$/),
  ]);
});

test('wrong YAML is told with its line, and the other files are read all the same', () => {
  expect(
    mistakes({
      a: 'organisations:\n  - id: tartas\n    name: "Tartas\nsites: []\n',
      b: 'organisations:\n  - id: dax\n    id: dax-2\n    name: Dax\n    nom: Dax\n',
    }),
  ).toEqual([
    expect.stringMatching(/^a:\d is not the YAML understood here: Missing closing "quote/),
    'b:3 "id" stands twice in the same place',
    'b:5 organisations[0].nom is not known here. Did you mean "name"?',
  ]);
});

test.each<[string, string, string]>([
  ['an alias bomb', bomb(), 'x:2 *a is an alias: write the value out'],
  ['a __proto__ key', 'organisations:\n  - { id: a, name: A, __proto__: { x: 1 } }', 'x:2 "__proto__" cannot be a key'],
  ['a tag', 'organisations: !evil []', 'x:1 is not the YAML understood here: Unresolved tag: !evil'],
  ['a huge file', `# ${'x'.repeat(1_100_000)}`, 'x:1 is larger than 1048576 characters: split it into several files'],
  [
    'ten thousand keys',
    Array.from({ length: 10_000 }, (_, i) => `k${i}: 1`).join('\n'),
    'x:1 has more than 500 keys in one place',
  ],
  ['a deep nesting', '['.repeat(20_000), 'x:1 is nested too deeply'],
  [
    'a lone word',
    'hello',
    'x:1 the file must hold lists named organisations, sites, devices, clients, calendars, mappings, rules',
  ],
])('%s costs one line', (_, text, line) => {
  expect(mistakes({ x: text })).toEqual([line]);
});

test('nobody is accused of naming what a file that cannot be read may have held', () => {
  expect(mistakes({ a: `# ${'x'.repeat(1_100_000)}`, b: 'sites: [{ id: a, name: A, organisation: tartas }]' })).toEqual(
    ['a:1 is larger than 1048576 characters: split it into several files'],
  );
});

test('whatever a file holds, the answer is a territory or mistakes of one line each', () => {
  const words = [
    '- ',
    '? ',
    ': ',
    '{',
    '}',
    '[',
    '&a ',
    '*a ',
    '<<: ',
    '__proto__: 1\n',
    'null: 1\n',
    '---\n',
    '%',
    '|',
  ];
  const edit = fc.tuple(fc.nat(tartas.length), fc.oneof(fc.string(), fc.constantFrom(...words)));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
      const text = edits.reduce((kept, [at, piece]) => kept.slice(0, at) + piece + kept.slice(at), tartas);
      const parsed = parse({ x: text });
      expect(parsed.ok || parsed.mistakes.length > 0).toBe(true);
      if (!parsed.ok)
        for (const mistake of parsed.mistakes) expect(printMistake(mistake)).toMatch(/^x:[1-9]\d* \S.*$/u);
    }),
    { numRuns: 200 },
  );
});

test('empty files and empty lists describe an empty territory', () => {
  const parsed = parse({ a: '', b: 'devices:\n# none yet\n', c: '# nothing' });
  expect(parsed.ok && parsed.territory.devices.size).toBe(0);
});

function parse(files: Record<string, string>) {
  return parseTerritory(
    Object.entries(files).map(([path, text]) => ({ path, text })),
    catalogue,
  );
}

function mistakes(files: Record<string, string>): string[] {
  const parsed = parse(files);
  return parsed.ok ? [] : parsed.mistakes.map(printMistake);
}

function bomb(): string {
  const rows = 'bcdefghijk'.split('').map((name, i) => `${name}: &${name} [${'*abcdefghij'[i + 1]}]`);
  return `a: &a [x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n${rows
    .slice(1)
    .map((row) => row.replace(/\[(.*)\]/, (_m, x) => `[${Array(9).fill(`*${x}`).join(',')}]`))
    .join('\n')}`;
}

test('a mapping names a device and a metric that it measures', () => {
  const wrong = tartas
    .replace('device: gaz, metric: gas.volume', 'device: gazz, metric: gas.volume')
    .concat('  - { measurement: eau, field: index, device: gaz, metric: gas.volum }\n');
  const parsed = parse({ a: wrong });
  expect(!parsed.ok && parsed.mistakes.map(({ message }) => message)).toEqual([
    'mappings[0].device "gazz" is no device of the territory. Did you mean "gaz"?',
    'mappings[1].metric "gas.volum" is not measured by "gaz". Did you mean "gas.volume"?',
  ]);
});
