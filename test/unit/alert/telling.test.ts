import { expect, test } from 'vitest';
import { after, clear, raise, worsen } from './book-in-hand.ts';
import { byMail, person, tellingInHand, worldOf } from './telling-in-hand.ts';

const marie = person('marie', 'technician', byMail);
const luc = person('luc', 'technician', byMail);
const chief = person('chief', 'administrator', byMail);
const mayor = person('mayor', 'responsable', byMail);
const elsewhere = person('dax', 'responsable', byMail, { organisations: ['dax'] });

test('in open hours a technician and the mairie concerned hear at once, another mairie never', () => {
  const told = tellingInHand(worldOf([marie, mayor, elsewhere]));
  expect(told.hear('9h', raise('9h'))).toEqual(['marie mail first at mon 09:00', 'mayor mail first at mon 09:00']);
});

test('at night nobody is told: it waits for the opening, in the digest of that morning', () => {
  const told = tellingInHand(worldOf([marie, mayor]));
  expect(told.hear('2h', raise('2h', { severity: 'critical' }))).toEqual([
    'marie mail first at mon 08:30 digest',
    'mayor mail first at mon 08:30 digest',
  ]);
});

test('who opted in for grave alerts hears of those at night, of the others in the morning', () => {
  const owl = person('owl', 'technician', { ...byMail, outsideHours: ['critical'] });
  const told = tellingInHand(worldOf([owl]));
  expect(told.hear('2h', raise('2h', { severity: 'critical' }))).toEqual(['owl mail first at mon 02:00']);
  expect(told.hear('3h', raise('3h', { device: 'salle-2' }))).toEqual(['owl mail first at mon 08:30 digest']);
});

test.each([
  ['at noon', '12h40m', 'mon 13:30'],
  ['on Monday evening', '17h30m', 'tue 08:30'],
  ['on Friday from 16:30 on', '112h30m', '+1 mon 08:30'],
  ['just before closing on Friday', '112h29m', 'fri 16:29'],
])('%s the agency is told when it opens next', (_, when, expected) => {
  const told = tellingInHand(worldOf([marie]));
  expect(told.hear(when, raise(when))[0]).toContain(`at ${expected}`);
});

test('a public holiday is not an opening: Easter Monday waits for Tuesday', () => {
  const told = tellingInHand(worldOf([marie]));
  // 6 April 2026, five weeks after the beginning of the scenarios
  expect(told.hear('849h', raise('849h'))).toEqual(['marie mail first at +5 tue 08:30 digest']);
});

test('a quiet time is kept, whatever was opted in for', () => {
  const owl = person('owl', 'technician', {
    ...byMail,
    outsideHours: ['critical'],
    quiet: { fromMinute: 22 * 60, toMinute: 6 * 60 },
  });
  const told = tellingInHand(worldOf([owl]));
  expect(told.hear('2h', raise('2h', { severity: 'critical' }))).toEqual(['owl mail first at mon 06:00 digest']);
  expect(told.hear('7h', raise('7h', { severity: 'critical', device: 'b' }))).toEqual(['owl mail first at mon 07:00']);
  expect(told.hear('23h', raise('23h', { severity: 'critical', device: 'c' }))).toEqual([
    'owl mail first at tue 06:00 digest',
  ]);
});

test('who is on duty hears first; the others, then administrators, only while nobody takes it', () => {
  const told = tellingInHand(worldOf([marie, luc, chief], { onDuty: () => 'luc' }));
  expect(told.hear('9h', raise('9h'))).toEqual([
    'marie mail nobody took it at mon 09:30 unless taken',
    'luc mail first at mon 09:00',
    'chief mail nobody took it at mon 11:00 unless taken',
  ]);
  told.tell([], after('10h'));
  expect(told.waits()).toEqual(['chief mail nobody took it at mon 11:00 unless taken']);
  const answer = told.book.command(told.book.alerts()[0]?.id ?? '', take, after('10h'));
  expect(answer.ok && told.tell(answer.happened, after('10h'))).toEqual(['everybody not: acknowledged']);
  expect(told.waits()).toEqual([]);
});

test('an escalation counts open hours: what is found at noon goes on when the agency has opened again', () => {
  const told = tellingInHand(worldOf([marie, luc, chief], { onDuty: () => 'luc' }));
  expect(told.hear('12h20m', raise('12h20m'))).toEqual([
    'marie mail nobody took it at mon 13:50 unless taken',
    'luc mail first at mon 12:20',
    'chief mail nobody took it at mon 15:20 unless taken',
  ]);
});

test('without a rota every technician hears at once; without technicians, administrators do', () => {
  expect(tellingInHand(worldOf([marie, luc, chief])).hear('9h', raise('9h'))).toEqual([
    'marie mail first at mon 09:00',
    'luc mail first at mon 09:00',
    'chief mail nobody took it at mon 11:00 unless taken',
  ]);
  expect(tellingInHand(worldOf([chief])).hear('9h', raise('9h'))).toEqual(['chief mail first at mon 09:00']);
});

test('on duty or not, who wishes to hear of everything does; an information goes to who is on duty alone', () => {
  const curious = person('curious', 'technician', { ...byMail, offDuty: true });
  const told = tellingInHand(worldOf([marie, luc, curious], { onDuty: () => 'luc' }));
  expect(told.hear('9h', raise('9h', { severity: 'information' }))).toEqual([
    'marie not: off duty',
    'luc mail first at mon 09:00',
    'curious mail first at mon 09:00',
  ]);
});

test('severities and topics that a person does not want, and ways that lead nowhere, are decisions with a reason', () => {
  const grave = person('grave', 'technician', { channels: { mail: ['critical'] } });
  const dry = person('dry', 'technician', { ...byMail, topics: ['water'] });
  const mute = person('mute', 'technician', byMail, { reachable: ['sms'] });
  const told = tellingInHand(worldOf([grave, dry, mute, elsewhere]));
  expect(told.hear('9h', raise('9h'))).toEqual([
    'grave not: severity not wished',
    'dry not: topic not wished',
    'mute not: no channel',
  ]);
  expect(tellingInHand(worldOf([elsewhere])).hear('9h', raise('9h'))).toEqual(['everybody not: nobody concerned']);
});

test('a daily digest leaves at its minute on the next day on which the agency opens', () => {
  const calm = person('calm', 'responsable', {
    channels: { mail: ['critical'] },
    digest: { severities: ['warning'], minute: 9 * 60 },
  });
  const told = tellingInHand(worldOf([calm]));
  expect(told.hear('10h', raise('10h'))).toEqual(['calm mail first at tue 09:00 digest']);
  expect(told.hear('110h', raise('110h', { device: 'b' }))).toEqual(['calm mail first at +1 mon 09:00 digest']);
  expect(told.hear('111h', raise('111h', { device: 'c', severity: 'critical' }))).toEqual([
    'calm mail first at fri 15:00',
  ]);
});

test('the end is told to whoever heard of the beginning, by the same way', () => {
  const brief = person('brief', 'technician', { ...byMail, ends: false });
  const told = tellingInHand(worldOf([marie, brief, mayor]));
  told.hear('9h', raise('9h'));
  expect(told.hear('10h', clear('10h', '9h'))).toEqual([
    'marie mail over at mon 10:00',
    'brief not: end not wished',
    'mayor mail over at mon 10:00',
  ]);
});

test('what came and went in the night is told once, in the morning', () => {
  const told = tellingInHand(worldOf([mayor]));
  told.hear('2h', raise('2h'));
  expect(told.hear('4h', clear('4h', '2h'))).toEqual(['mayor mail over at mon 08:30 digest']);
  expect(told.waits()).toEqual(['mayor mail over at mon 08:30 digest']);
});

test('what came and went while the platform was down is told to nobody, and says so', () => {
  const told = tellingInHand(worldOf([marie]));
  expect(told.hear('9h', raise('7h'), clear('8h', '7h'))).toEqual([
    'everybody not: not active',
    'everybody not: told to nobody',
  ]);
});

test('worse is told again; a reminder goes to those who heard and look after it, not to a mairie', () => {
  const told = tellingInHand(worldOf([marie, mayor]));
  told.hear('9h', raise('9h'));
  expect(told.hear('9h30m', worsen('9h30m', '9h', 'critical'))).toEqual([
    'marie mail worse at mon 09:30',
    'mayor mail worse at mon 09:30',
  ]);
  expect(told.tick('10h')).toEqual(['marie mail reminder at mon 10:00', 'mayor not: nothing new']);
});

test('a reminder of what still waits for the morning adds nothing', () => {
  const told = tellingInHand(worldOf([marie]));
  told.hear('2h', raise('2h'));
  expect(told.tick('3h')).toEqual(['marie not: former waits']);
});

test('a device lost for a few seconds is told to nobody: neither that it went nor that it came back', () => {
  const told = tellingInHand(worldOf([marie]));
  told.hear('9h', raise('9h', { rule: 'lost', lostContact: true }));
  expect(told.hear('9h', clear('9h', '9h', { rule: 'lost' }))).toEqual(['marie not: never told']);
  expect(told.waits()).toEqual([]);
});

test('devices lost behind one that is lost are one notice, about the cause', () => {
  const told = tellingInHand(worldOf([marie]));
  told.reach.set('ap-1', { parents: ['switch'], needs: 'all' });
  told.reach.set('ap-2', { parents: ['switch'], needs: 'all' });
  const lost = { rule: 'lost', lostContact: true };
  expect(told.hear('9h', raise('9h', { ...lost, device: 'ap-1' }))).toEqual(['marie mail first at mon 09:00']);
  expect(told.waits()).toHaveLength(1);
  const found = told.hear('9h', raise('9h', { ...lost, device: 'ap-2' }), raise('9h', { ...lost, device: 'switch' }));
  expect(found.filter((line) => line.startsWith('marie'))).toEqual(['marie mail first at mon 09:00']);
  expect(found.filter((line) => line.includes('consequence'))).toHaveLength(3);
  expect(told.waits()).toHaveLength(1);
});

test('during a maintenance and on a shelf nobody is told, afterwards what goes on is', () => {
  const told = tellingInHand(worldOf([marie]));
  told.maintenances.push({
    id: 'm',
    mode: 'mute',
    scope: { site: 'mairie' },
    when: { from: after('8h'), to: after('11h') },
  });
  expect(told.hear('9h', raise('9h'))).toEqual(['everybody not: maintenance', 'everybody not: maintenance']);
  expect(told.tick('11h')).toEqual(['marie mail again at mon 11:00']);
});

test('an alert that somebody else assigns is told to whom it is given, and to nobody else', () => {
  const told = tellingInHand(worldOf([marie, luc], { onDuty: () => 'luc' }));
  told.hear('9h', raise('9h'));
  const [alert] = told.book.alerts();
  const give = { does: 'assign', to: 'marie', by: 'luc@agence.fr' } as const;
  const answer = told.book.command(alert?.id ?? '', give, after('9h10m'));
  expect(answer.ok && told.tell(answer.happened, after('9h10m'))).toEqual(['marie mail assigned at mon 09:10']);
});

test('a webhook hears at once at any hour, what people read of a receiver waits for the opening', () => {
  const receiver = { severities: ['warning', 'critical'], language: 'fr' } as const;
  const world = worldOf([], {
    receivers: [
      { id: 'webhook/n8n', channel: 'webhook', inHours: false, ...receiver },
      { id: 'ntfy/astreinte', channel: 'ntfy', inHours: true, ...receiver },
    ],
  });
  const told = tellingInHand(world);
  expect(told.hear('2h', raise('2h'))).toEqual([
    'webhook/n8n webhook first at mon 02:00',
    'ntfy/astreinte ntfy first at mon 08:30 digest',
  ]);
  expect(told.hear('3h', clear('3h', '2h'))).toEqual([
    'webhook/n8n webhook over at mon 03:00',
    'ntfy/astreinte ntfy over at mon 08:30 digest',
  ]);
});

const take = { does: 'acknowledge', mode: 'until-clear', by: 'luc@agence.fr' } as const;

test('of a site of few people the mairie hears that something is, not the values', () => {
  const world = worldOf([marie, mayor], { say: ({ rule }) => ({ title: rule, reason: '900 ppm' }) });
  const told = tellingInHand({
    ...world,
    place: (device) => {
      const place = world.place(device);
      return place && { ...place, fewStaff: true };
    },
  });
  told.hear('9h', raise('9h'));
  const heard = told.outbox.map((one) => one.tell && [one.to, one.told.value, one.told.words.reason]);
  expect(heard).toEqual([
    ['marie', 900, '900 ppm'],
    ['mayor', null, 'co2'],
  ]);
});
